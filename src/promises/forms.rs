//! The forms of a promise.

pub mod ending;
pub mod leads;
pub mod paper;
pub mod reader;
