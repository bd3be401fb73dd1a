//! One search over everything: banners, products, exhibitors, deals, places, brands and buyers. It
//! reads one table of entries, which triggers maintain.

mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::{OWN_TURNS, routes};
