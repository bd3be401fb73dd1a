//! Data for others, above all for programs: the read API and its documentation, sheets, the
//! sitemap, the feed of signings, calendars. It contains nothing that the pages do not show.

mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
