//! The forms that agreements and contracts share.

pub mod ending;
pub mod leads;
