//! The floor plan as it is drawn and as visitors find their way by it; the booths; what is printed.

pub mod floor_plan;
pub mod plan;
pub mod print;
pub mod seats;
