//! Import of exhibitors, products and deals: uploaded, previewed row by row, written as a whole or
//! not at all. previewed → applied / discarded; outdated when a record changed between the preview and the
//! writing.

pub mod actions;
mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
