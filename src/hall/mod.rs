//! The hall of an edition: its zones and booths on the floor plan, their exhibitors, and the
//! printed cards.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
