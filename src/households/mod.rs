//! The household categories of purchases: by banner and category, with small counts withheld.

pub mod model;
pub mod store;
