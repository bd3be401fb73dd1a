//! What an organiser types about a hall.

pub mod plan;
pub mod seats;
