//! The forms that agreements and contracts share.

pub mod ending;
pub mod fields;
pub mod leads;
