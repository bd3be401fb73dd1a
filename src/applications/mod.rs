//! Applications to take part in an edition: recommended by the banner, approved by the organisers,
//! published with a public notice, checked in at the fair. The state is that of the exhibitor.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use noun::NOUN;
