//! The home page: the current edition and the programme's ladder.

mod handlers;
mod noun;
mod views;

pub use noun::NOUN;
