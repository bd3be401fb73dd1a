//! What people send in as files: photos, made anew in our sizes, and scans of papers. It knows no
//! noun: whose record a file belongs to, and whether the public may see it, is said by views that
//! those nouns add to.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;

pub use handlers::routes;
