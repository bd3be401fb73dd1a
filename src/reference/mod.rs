//! The reference files (divisions, map, categories, units, vocabularies), embedded in the program.
//! Every start loads the changed ones into the database.

pub mod actions;
mod model;
mod noun;
mod store;

pub use noun::NOUN;
