//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser, Supplier},
};

/// The user's own products: drafted, submitted, changed, withdrawn.
pub const OFFER_PRODUCTS: Right = Right::new("OfferProducts", &[Supplier]);
/// Every product within the scope, in every state.
pub const SEE_PRODUCTS: Right = Right::new("SeeProducts", &[BannerOfficer, Organiser, Auditor]);
pub const REVIEW_PRODUCTS: Right = Right::new("ReviewProducts", &[BannerOfficer, Organiser]);
