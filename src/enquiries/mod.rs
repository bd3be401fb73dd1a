//! What visitors ask exhibitors, without an account: open → answered → closed; marked as spam, or
//! withdrawn by the visitor, who keeps a private link.

pub mod actions;
mod forms;
mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::routes;
