//! Forms of the hall.

pub mod plan;
pub mod seats;
