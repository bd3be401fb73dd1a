//! The frame of every page: the installation, its editions, its banners.

pub mod model;
pub mod store;
