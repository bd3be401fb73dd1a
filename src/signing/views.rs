//! The desk, the paper and the printed list.

mod conflict;
mod desk;
mod hints;
mod list;
mod release;
mod scan;

pub use conflict::conflict;
pub use desk::Desk;
pub use hints::{Hints, unanswered};
pub use list::List;
pub use release::Release;
pub use scan::DealScan;
