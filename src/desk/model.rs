//! What the desk is made of.

pub mod found;
pub mod waits;
