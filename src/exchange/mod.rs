//! What others take from here, machines first: the read API and its description, sheets, the
//! sitemap, the feed of signings, calendars. Nothing in it is more than the pages say.

mod forms;
mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::routes;
