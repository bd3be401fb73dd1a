//! Which household categories were bought from: by banner and category, with small counts withheld.

pub mod model;
pub mod store;
