//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// Registrations within the scope.
pub const SEE_REGISTRATIONS: Right =
    Right::new("SeeRegistrations", &[BannerOfficer, Organiser, Auditor]);
pub const REVIEW_REGISTRATIONS: Right =
    Right::new("ReviewRegistrations", &[BannerOfficer, Organiser]);
