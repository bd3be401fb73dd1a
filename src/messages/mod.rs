//! Messages of the fair to its participants: kept in an inbox, and sent by mail to those who want
//! it. The module knows no noun: the deciding noun provides the text and the link.

pub mod actions;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
