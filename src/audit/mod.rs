//! The trail: who did what, when, from where and on whose behalf, each field before and after.
//! Whoever writes records it in the same transaction; nothing here is ever changed.

pub mod actions;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::{history, ours, own_history};
