//! 壹 意向: projects signed at a ceremony. open → partly_converted → converted → fulfilled, or lapsed.

pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
