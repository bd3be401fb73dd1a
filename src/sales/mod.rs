//! On-site sales: what a booth sold on a day of the fair. waiting → confirmed; or nothing was sold.
//! A booth reports, an organiser confirms or corrects with a reason, and only confirmed amounts
//! count. They have no stamp, and never add to the ladder.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
