//! All statements on halls.

pub mod plan;
pub mod seats;
