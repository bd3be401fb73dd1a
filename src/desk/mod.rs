//! The start page of signed-in users: the five ledgers of their scope, and the trail for those who
//! may read it.

mod forms;
mod handlers;
mod noun;
mod views;

pub use noun::NOUN;
