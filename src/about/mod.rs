//! What this site is, how its figures come about and where its reference data is from.

mod handlers;
mod views;

pub use handlers::routes;
