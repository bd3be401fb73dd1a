//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// Imported sheets, and the results of their rows.
pub const SEE_IMPORTS: Right = Right::new("SeeImports", &[BannerOfficer, Organiser, Auditor]);
/// Import of exhibitors, products and deals: those who import also approve, or prepare.
pub const IMPORT_SHEETS: Right = Right::new("ImportSheets", &[BannerOfficer, Organiser]);
