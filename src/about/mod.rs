//! The about page: how the figures are made and where the reference data is from.

mod handlers;
mod noun;
mod views;

pub use noun::NOUN;
