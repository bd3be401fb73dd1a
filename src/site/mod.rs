//! The frame of every page: the installation, its editions, its banners.

pub mod model;
mod noun;
pub mod store;

pub use noun::NOUN;
