//! Who may do what with payments.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Buyer, Organiser, Supplier},
};

/// An officer sees the payments to suppliers of the own banner.
pub const SEE_PAYMENTS: Right = Right::new("SeePayments", &[BannerOfficer, Organiser, Auditor]);
/// Entered for a buyer, and put right.
pub const ENTER_PAYMENTS: Right = Right::new("EnterPayments", &[BannerOfficer, Organiser]);
/// Those that the own organisation made or received.
pub const SEE_OWN_PAYMENTS: Right = Right::new("SeeOwnPayments", &[Buyer, Supplier]);
/// Entered by those who pay.
pub const ENTER_OWN_PAYMENTS: Right = Right::new("EnterOwnPayments", &[Buyer]);
