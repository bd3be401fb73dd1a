//! Registrations of organisations: submitted without an account, returned with a reason and
//! resubmitted, admitted or refused. An admitted one becomes an organisation with an account.

pub mod actions;
mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
