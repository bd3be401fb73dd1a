//! What is asked of products, and what is said of them.

mod filter;
pub mod selling;

pub use filter::filter;
