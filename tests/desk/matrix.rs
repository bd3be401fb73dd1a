//! Who is admitted to the routes of this noun.

use crate::permissions::{AUDITOR, Admitted, DESKS, PARTICIPANTS};

pub const MATRIX: &[Admitted] = &[
    ("GET /my", PARTICIPANTS),
    ("GET /admin", DESKS),
    ("GET /admin/search", DESKS),
    ("GET /admin/audit", AUDITOR),
    ("GET /admin/audit.csv", AUDITOR),
    ("GET /admin/audit.xlsx", AUDITOR),
];
