//! Every statement on a hall that is drawn and filled.

pub mod plan;
pub mod seats;
