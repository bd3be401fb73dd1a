//! Photos of products.

pub mod matrix;
