//! The catalogue of indicators as pages and as data: figures, series, breakdowns, definitions, and what
//! was said in public beside what we count.

mod answers;
mod forms;
mod handlers;
mod series;
mod views;

pub use handlers::routes;
