//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser},
};

/// Imported sheets, and the results of their rows.
pub const SEE_IMPORTS: Right = Right::new("SeeImports", &[BannerOfficer, Organiser, Auditor]);
/// Import of exhibitors and products: those who import also approve.
pub const IMPORT_SHEETS: Right = Right::new("ImportSheets", &[BannerOfficer, Organiser]);
