//! The inbox.

pub mod matrix;
mod reminders;
