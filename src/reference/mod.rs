//! The reference files (divisions, map, categories, units, vocabularies), embedded in the program
//! and loaded into the database at every start where they have changed.

pub mod actions;
mod model;
mod store;
