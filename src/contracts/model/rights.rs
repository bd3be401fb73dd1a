//! Who may do what with contracts in the office.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// An officer sees the contracts of the own banner.
pub const SEE_CONTRACTS: Right = Right::new("SeeContracts", &[BannerOfficer, Organiser, Auditor]);
/// Entered, signed, ended and voided: by an officer those of the own banner.
pub const ENTER_CONTRACTS: Right = Right::new("EnterContracts", &[BannerOfficer, Organiser]);
