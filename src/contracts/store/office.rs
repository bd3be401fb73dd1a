//! Contracts as the office enters and reads them, drafts and voids among them.

mod amending;
mod amendments;
mod parts;
mod reading;
mod writing;

pub use amending::{
    add_scan, insert_amendment, lock_from_the_top, lock_origin, mark_amendment_void,
};
pub use amendments::{amendments, is_used, scans, version};
pub use reading::{counts, drafts, followers, list};
pub use writing::{begin_performing, mark_completed};
