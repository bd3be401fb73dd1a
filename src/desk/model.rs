//! What the desk is made of.

pub mod sheet;
pub mod waits;
