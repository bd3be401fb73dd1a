//! Whose deliveries somebody sees, and on which side they stand.

use crate::{
    identity::model::{
        Viewer,
        role::{Role, Scope},
    },
    values::{ids::OrganisationId, place_code::PlaceCode},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    All,
    Banner(PlaceCode),
    Buyer(OrganisationId),
    Supplier(OrganisationId),
    Village(PlaceCode),
}

impl Reach {
    pub fn of(viewer: &Viewer) -> Self {
        match (&viewer.scope, viewer.role) {
            (Scope::Organisation(id), Role::Buyer) => Self::Buyer(*id),
            (Scope::Organisation(id), _) => Self::Supplier(*id),
            (Scope::Village(code), _) => Self::Village(code.clone()),
            (Scope::Banner(code), _) => Self::Banner(code.clone()),
            (Scope::All, _) => Self::All,
        }
    }

    pub fn banner(&self) -> Option<&str> {
        if let Self::Banner(code) = self { Some(code.as_str()) } else { None }
    }

    pub fn buyer(&self) -> Option<i64> {
        if let Self::Buyer(id) = self { Some(id.0) } else { None }
    }

    pub fn supplier(&self) -> Option<i64> {
        if let Self::Supplier(id) = self { Some(id.0) } else { None }
    }

    pub fn village(&self) -> Option<&str> {
        if let Self::Village(code) = self { Some(code.as_str()) } else { None }
    }

    /// Buyers never see the household category of a line.
    pub fn sees_households(&self) -> bool {
        !matches!(self, Self::Buyer(_))
    }

    /// `None`: the office.
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::Buyer(_) => Some(Side::Buyer),
            Self::Supplier(_) | Self::Village(_) => Some(Side::Supplier),
            Self::All | Self::Banner(_) => None,
        }
    }
}

crate::coded! {
    /// The two sides of a delivery.
    Side {
        Buyer "buyer" "采购方" "Buyer",
        Supplier "supplier" "供货方" "Supplier",
    }
}
