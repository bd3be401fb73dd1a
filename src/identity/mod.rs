//! Who signs in and what they may do: users, each with one role in one scope; sessions;
//! invitations. A user is invited, then active, and may be disabled and enabled again.

mod forms;
mod handlers;
mod views;

pub mod actions;
pub mod model;
pub mod store;

pub use handlers::routes;
