//! Pieces that stand on many pages and are drawn the same everywhere.

pub mod amount;
pub mod chart;
pub mod crumbs;
pub mod ladder;
pub mod map;
pub mod name;
