//! The catalogue of indicators as pages and as data: figures, series, breakdowns, definitions, and
//! what was said in public beside what we count.

mod forms;
mod handlers;
mod views;

pub use handlers::routes;
pub use views::answers::operations;
