//! What templates are made of: lists and tables with their sheets, navigation, amounts, charts, the
//! ladder, the map.

pub mod amount;
pub mod chart;
pub mod crumbs;
pub mod ladder;
pub mod lists;
pub mod map;
pub mod name;
pub mod navigation;
pub mod paging;
pub mod qr;
pub mod table;
