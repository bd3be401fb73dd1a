//! What the fair says to those who take part: kept here for them to read, and sent by mail to who
//! wants it so. It knows no noun: who decides writes the words, and where they lead.

pub mod actions;
mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::routes;
