//! Enquiries of visitors to exhibitors, without an account: open → answered → closed; marked as
//! spam, or withdrawn by the visitor with the private link.

pub mod actions;
mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
