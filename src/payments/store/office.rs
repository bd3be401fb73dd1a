//! Payments of those who make them, who receive them, and of the office.

mod entering;
mod listing;
mod reading;

pub use entering::{add_voucher, allocate, insert, lines_of, lock_goods, mark_void};
pub use listing::{counts, list, prepaid};
pub use reading::{creditors, find, lock, owed, vouchers};
