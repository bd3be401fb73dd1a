//! Contracts as the office enters and reads them, drafts and voids among them.

mod parts;
mod reading;
mod writing;

pub use reading::{counts, drafts, followers, list};
pub use writing::{begin_performing, mark_completed};
