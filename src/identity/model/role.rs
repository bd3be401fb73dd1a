//! Roles, and the scope within which each holds.

use crate::values::{ids::OrganisationId, place_code::PlaceCode};

crate::coded! {
    Role {
        Supplier "supplier" "供应主体" "Supplier",
        Buyer "buyer" "采购单位" "Buyer",
        VillageTeam "village_team" "驻村工作队" "Village team",
        BannerOfficer "banner_officer" "旗区专员" "Banner officer",
        Organiser "organiser" "组委会" "Organiser",
        Auditor "auditor" "审计" "Auditor",
        Administrator "administrator" "管理员" "Administrator",
    }
}

/// What a role's scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    Organisation,
    Village,
    Banner,
    All,
}

impl ScopeKind {
    pub fn code(self) -> &'static str {
        match self {
            ScopeKind::Organisation => "organisation",
            ScopeKind::Village => "village",
            ScopeKind::Banner => "banner",
            ScopeKind::All => "all",
        }
    }
}

impl Role {
    pub fn scope_kind(self) -> ScopeKind {
        match self {
            Role::Supplier | Role::Buyer => ScopeKind::Organisation,
            Role::VillageTeam => ScopeKind::Village,
            Role::BannerOfficer => ScopeKind::Banner,
            Role::Organiser | Role::Auditor | Role::Administrator => ScopeKind::All,
        }
    }

    /// Roles that work for the fair rather than for an organisation: longer passwords, and the
    /// second factor where the installation requires it.
    pub fn is_staff(self) -> bool {
        matches!(self, Role::BannerOfficer | Role::Organiser | Role::Auditor | Role::Administrator)
    }
}

/// A possible scope: its number or code, and its name.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub code: String,
    pub full_name: String,
    pub full_name_en: String,
}

/// The scope of a user's rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Organisation(OrganisationId),
    Village(PlaceCode),
    Banner(PlaceCode),
    All,
}

impl Scope {
    pub fn kind(&self) -> ScopeKind {
        match self {
            Scope::Organisation(_) => ScopeKind::Organisation,
            Scope::Village(_) => ScopeKind::Village,
            Scope::Banner(_) => ScopeKind::Banner,
            Scope::All => ScopeKind::All,
        }
    }

    /// From the three columns of which a role fills at most one.
    pub fn from_columns(
        organisation: Option<i64>,
        village: Option<PlaceCode>,
        banner: Option<PlaceCode>,
    ) -> Self {
        match (organisation, village, banner) {
            (Some(id), _, _) => Scope::Organisation(OrganisationId(id)),
            (_, Some(code), _) => Scope::Village(code),
            (_, _, Some(code)) => Scope::Banner(code),
            _ => Scope::All,
        }
    }

    /// The number or code of the scope; `None` for all.
    pub fn code(&self) -> Option<String> {
        match self {
            Scope::Organisation(id) => Some(id.to_string()),
            Scope::Village(code) | Scope::Banner(code) => Some(code.to_string()),
            Scope::All => None,
        }
    }

    pub fn organisation(&self) -> Option<OrganisationId> {
        if let Scope::Organisation(id) = self { Some(*id) } else { None }
    }

    pub fn village(&self) -> Option<&PlaceCode> {
        if let Scope::Village(code) = self { Some(code) } else { None }
    }

    pub fn banner(&self) -> Option<&PlaceCode> {
        if let Scope::Banner(code) = self { Some(code) } else { None }
    }
}
