//! Trademarks: entered by their owners with their brand and a scan, verified by an officer or
//! returned with a reason, renewed before they expire. submitted → verified, or returned →
//! submitted.

pub mod actions;
mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
