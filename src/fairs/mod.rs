//! Editions of the fair, and their results. draft → applications_open → scheduled → running →
//! closed.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::outcomes;
pub use noun::NOUN;
