//! Who may do what with agreements in the office.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// An officer sees the agreements of the own banner.
pub const SEE_AGREEMENTS: Right = Right::new("SeeAgreements", &[BannerOfficer, Organiser, Auditor]);
/// Entered, signed, ended and voided: by an officer those of the own banner.
pub const ENTER_AGREEMENTS: Right = Right::new("EnterAgreements", &[BannerOfficer, Organiser]);
