//! 肆 到货验收. planned → shipped → accepted / rejected / disputed, line by line.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
