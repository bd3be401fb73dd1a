//! Who may do what with on-site sales.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser, Supplier},
};

/// An officer sees the booths of the own banner.
pub const SEE_SALES: Right = Right::new("SeeSales", &[BannerOfficer, Organiser, Auditor]);
/// Entered for a booth that has not reported.
pub const ENTER_SALES: Right = Right::new("EnterSales", &[BannerOfficer, Organiser]);
/// Confirmed, asked about, corrected and taken back.
pub const CONFIRM_SALES: Right = Right::new("ConfirmSales", &[Organiser]);
/// Of the own booth.
pub const REPORT_OWN_SALES: Right = Right::new("ReportOwnSales", &[Supplier]);
