//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser, Supplier},
};

/// Applications of the user's organisation to an edition.
pub const APPLY_TO_FAIR: Right = Right::new("ApplyToFair", &[Supplier]);
/// Every application within the scope.
pub const SEE_APPLICATIONS: Right =
    Right::new("SeeApplications", &[BannerOfficer, Organiser, Auditor]);
/// The decision of the banner: recommended, or declined.
pub const RECOMMEND_APPLICATIONS: Right =
    Right::new("RecommendApplications", &[BannerOfficer, Organiser]);
/// The decision of the organisers, and the public notice.
pub const DECIDE_APPLICATIONS: Right = Right::new("DecideApplications", &[Organiser]);
