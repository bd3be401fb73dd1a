//! The exhibitors of an edition, their products and booths. applied → recommended → approved /
//! declined → published → checked_in.

pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
