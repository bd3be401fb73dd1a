//! The hall of an edition: its zones and booths on the floor plan, who stands where, and what hangs
//! there on paper.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
