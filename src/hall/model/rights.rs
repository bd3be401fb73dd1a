//! Who may do what.

use crate::identity::model::{permissions::Right, role::Role::Organiser};

/// Booth allocation.
pub const ASSIGN_BOOTHS: Right = Right::new("AssignBooths", &[Organiser]);
