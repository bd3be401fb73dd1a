//! Rights: what a role may do. Each noun declares its own (`model/rights.rs`), those of the frame are
//! here. The guard and the buttons both use them. The scope belongs to the role
//! (`Role::scope_kind`); a record outside it does not exist for the user.

use super::role::Role::{
    self, Administrator, Auditor, BannerOfficer, Buyer, Organiser, Supplier, VillageTeam,
};
use std::fmt;

/// A right, and the roles that have it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Right {
    name: &'static str,
    roles: &'static [Role],
}

impl Right {
    pub const fn new(name: &'static str, roles: &'static [Role]) -> Self {
        Self { name, roles }
    }

    pub fn is_of(self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

impl fmt::Debug for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The user's own account: password, second factor, sessions.
pub const OWN_ACCOUNT: Right = Right::new("OwnAccount", Role::ALL);
/// The start page of suppliers, buyers and village teams.
pub const SEE_OWN_HOME: Right = Right::new("SeeOwnHome", &[Supplier, Buyer, VillageTeam]);
/// The back office's first page.
pub const SEE_DESK: Right =
    Right::new("SeeDesk", &[BannerOfficer, Organiser, Auditor, Administrator]);
/// The list of users and their rights.
pub const SEE_USERS: Right = Right::new("SeeUsers", &[Auditor, Administrator]);
pub const GIVE_RIGHTS: Right = Right::new("GiveRights", &[Administrator]);
/// The audit trail. Not for those who grant rights.
pub const READ_TRAIL: Right = Right::new("ReadTrail", &[Auditor]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_gives_rights_does_not_read_the_trail() {
        for role in Role::ALL {
            assert!(!(GIVE_RIGHTS.is_of(*role) && READ_TRAIL.is_of(*role)), "{role:?}");
        }
    }
}
