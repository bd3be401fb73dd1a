//! Uploaded files: photos, re-encoded in our sizes, and scans of documents. The module knows no
//! noun: views that the nouns extend say whose record a file belongs to, and whether it is public.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;

pub use noun::NOUN;
