//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Buyer, Organiser, Supplier},
};

/// The profile of the user's own organisation.
pub const KEEP_PROFILE: Right = Right::new("KeepProfile", &[Supplier, Buyer]);
/// Every organisation within the scope.
pub const SEE_ORGANISATIONS: Right =
    Right::new("SeeOrganisations", &[BannerOfficer, Organiser, Auditor]);
pub const KEEP_ORGANISATIONS: Right = Right::new("KeepOrganisations", &[BannerOfficer, Organiser]);
