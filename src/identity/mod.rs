//! Users, sessions and invitations: each user has one role in one scope. A user is invited, then
//! active, and may be disabled and enabled again.

mod forms;
mod handlers;
mod noun;
mod views;

pub mod actions;
pub mod model;
pub mod store;

pub use noun::NOUN;
