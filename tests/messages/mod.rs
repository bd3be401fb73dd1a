//! The inbox.

pub mod matrix;
