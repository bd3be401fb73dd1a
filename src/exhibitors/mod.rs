//! The exhibitors of an edition, their products and booths. applied → recommended → approved /
//! declined → published → checked_in.

pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
