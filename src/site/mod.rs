//! What every page is framed by: whose installation this is, its editions, its banners.

pub mod model;
pub mod store;
