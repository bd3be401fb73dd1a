//! ONE catalogue of indicators, and the statements that count them. Every page, export and answer
//! that says a figure takes it from here.

pub mod actions;
pub mod model;
pub mod store;
