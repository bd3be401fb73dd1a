//! Who may do what at the signing desk.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// The signing desk with its run-sheet: an officer sees the deals of the own banner.
pub const SEE_SIGNING: Right = Right::new("SeeSigning", &[BannerOfficer, Organiser, Auditor]);
/// Deals prepared for the run-sheet: an officer prepares those of the own banner.
pub const PREPARE_DEALS: Right = Right::new("PrepareDeals", &[BannerOfficer, Organiser]);
/// Deals signed, released, taken back and voided; the order of the ceremony.
pub const SIGN_DEALS: Right = Right::new("SignDeals", &[Organiser]);
