//! The big screen of a hall: what the edition signs, the ladder, the banners and the goods. Open
//! screens hear of changes by one stream each, and fetch the page again, which is rendered once.

mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
