//! Parties that ask to take part: submitted at the open door, returned with a word and sent again,
//! admitted or refused. What is admitted becomes an organisation with an account.

pub mod actions;
mod forms;
mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::routes;
