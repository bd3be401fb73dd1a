//! Where somebody signed in begins: the five ledgers of their own scope, and the trail for those
//! who read it.

mod actions;
mod forms;
mod handlers;
mod model;
mod views;

pub use handlers::routes;
