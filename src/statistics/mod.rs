//! The catalogue of indicators as pages and as data: figures, series, breakdowns, definitions, and
//! reported figures beside our count.

mod forms;
mod handlers;
mod noun;
mod views;

pub use noun::NOUN;
pub use views::answers::operations;
