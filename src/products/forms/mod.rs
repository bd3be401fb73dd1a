//! The forms and filters of products.

mod filter;
pub mod selling;

pub use filter::filter;
