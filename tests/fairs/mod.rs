//! Editions.

pub mod matrix;
