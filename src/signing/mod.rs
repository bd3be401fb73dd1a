//! The signing desk of an edition: the run-sheet, deals entered and checked while typing, and their
//! release. Deals belong to `projects`; this noun is the work on them.

mod actions;
mod forms;
mod handlers;
pub mod model;
mod noun;
pub mod store;
mod views;

pub use noun::NOUN;
