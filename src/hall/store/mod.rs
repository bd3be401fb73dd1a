//! All statements on halls.

pub mod insertion;
pub mod plan;
pub mod seats;
