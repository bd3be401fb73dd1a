//! For operators: is the site alive, is it ready, and what does it do.

mod handlers;
mod noun;

pub use handlers::measure;
pub use noun::NOUN;
