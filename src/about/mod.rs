//! The about page: how the figures are made and where the reference data is from.

mod handlers;
mod views;

pub use handlers::routes;
