//! Deliveries of those who send them, who accept them, and of the office.

mod contracts;
mod deciding;
mod listing;
mod reading;
mod sending;

pub use contracts::{amount_limit, line_limits, lock_contract, open_contract, open_contracts};
pub use deciding::{remove_offer, replace, set_offer, take_up_open};
pub use listing::{Works, counts, list, works};
pub use reading::{find, lock, vouchers};
pub use sending::{Heading, add_voucher, insert, mark_shipped, mark_void, next_number};
