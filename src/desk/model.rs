//! The parts of the desk.

pub mod found;
pub mod waits;
