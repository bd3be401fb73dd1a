//! Components that many pages share.

pub mod amount;
pub mod chart;
pub mod crumbs;
pub mod ladder;
pub mod map;
pub mod name;
