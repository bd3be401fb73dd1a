//! The city's divisions: banners, townships, villages, and what comes from each.

mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::routes;
