//! Deals at the signing desk, in every state.

mod comparing;
mod finding;
mod members;
mod parties;
mod reading;
mod scans;
pub mod sheets;
mod states;
mod writing;

pub use comparing::{
    Compared, alike, has_followers, is_followable, is_renewable, lock_named, median,
};
pub use finding::{released, released_numbered, unreleased};
pub use parties::{party, party_named, suggested};
pub use reading::{find, lock, run_sheet};
pub use scans::{scan, set_scan, set_scan_due};
pub use states::{mark_released, mark_signed, mark_void, move_to, was_withdrawn, withdraw};
pub use writing::{Change, Entry, insert, lock_edition, next_position, update};
