//! For operators: is the site alive, is it ready, and what does it do.

mod handlers;

pub use handlers::{measure, routes};
