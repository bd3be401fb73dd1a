//! What agreements and contracts share in the office: their parties as typed, and their early end.

pub mod forms;
pub mod model;
