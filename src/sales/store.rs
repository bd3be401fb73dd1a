//! All statements on reports of on-site sales. What the public counts of them is read by
//! `exhibitors::store::sales`.

pub mod desk;
pub mod listing;
pub mod reading;
pub mod writing;
