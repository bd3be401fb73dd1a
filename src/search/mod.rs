//! One search over everything: banners, products, exhibitors, deals, places, brands and buyers. It
//! reads one table of entries, which triggers maintain.

mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use handlers::OWN_TURNS;
pub use noun::NOUN;
