//! ONE catalogue of indicators, and the statements that compute them. Every page, export and answer
//! takes its figures from here.

pub mod actions;
pub mod model;
mod noun;
pub mod store;

pub use noun::NOUN;
