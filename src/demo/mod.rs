//! Demonstration data: invented parties and deals on real places and real produce, the same rows
//! every time. A database that holds it is marked as a whole, and every page says so.

pub mod actions;
pub mod generator;
mod store;
