//! The catalogue of indicators as pages and as data: figures, series, breakdowns, definitions, and
//! reported figures beside our count.

mod forms;
mod handlers;
mod views;

pub use handlers::routes;
pub use views::answers::operations;
