//! The start page of signed-in users: the five ledgers of their scope, and the trail for those who
//! may read it.

mod actions;
mod forms;
mod handlers;
mod model;
mod views;

pub use handlers::routes;
