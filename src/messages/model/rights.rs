//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Buyer, Supplier, VillageTeam},
};

/// Messages to the user or the user's organisation.
pub const READ_MESSAGES: Right = Right::new("ReadMessages", &[Supplier, Buyer, VillageTeam]);
