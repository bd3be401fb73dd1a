//! The desk, the paper and the printed list.

mod desk;
mod hints;
mod list;
mod release;

pub use desk::{Desk, conflict};
pub use hints::{Hints, unanswered};
pub use list::List;
pub use release::Release;
