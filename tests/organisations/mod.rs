//! The profiles of organisations.

pub mod matrix;
mod profile;
