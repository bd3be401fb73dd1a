//! Editions of the fair, and their results. draft → applications_open → scheduled → running →
//! closed.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::{outcomes, routes};
