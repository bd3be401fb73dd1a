//! Contracts as the office enters and reads them, drafts and voids among them.

mod reading;
mod states;
mod writing;

pub use reading::{counts, drafts, find, followers, list, lock};
pub use states::{mark_completed, mark_signed, mark_terminated, mark_void};
pub use writing::{insert, update};
