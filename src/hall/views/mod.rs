//! The floor plan for editing and for visitors; the booths; the printed cards.

pub mod floor_plan;
pub mod plan;
pub mod print;
pub mod seats;
