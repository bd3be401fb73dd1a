//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// Editions in every state, their floor plans and booth allocation.
pub const SEE_EDITIONS: Right = Right::new("SeeEditions", &[BannerOfficer, Organiser, Auditor]);
/// An edition planned and moved to its next state, its zones and booths drawn.
pub const RUN_EDITIONS: Right = Right::new("RunEditions", &[Organiser]);
