//! The home page: the current edition and the programme's ladder.

mod handlers;
mod views;

pub use handlers::routes;
