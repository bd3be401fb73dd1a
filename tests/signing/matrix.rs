//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, ORGANISER, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/signing", STAFF),
    ("GET /admin/signing/parties", OFFICERS),
    ("GET /admin/signing/{id}", STAFF),
    ("POST /admin/signing/{id}", OFFICERS),
    ("POST /admin/signing/{id}/position", ORGANISER),
    ("GET /admin/signing/{id}/release", ORGANISER),
    ("POST /admin/signing/{id}/release", ORGANISER),
    ("POST /admin/signing/{id}/withdrawal", ORGANISER),
    ("POST /admin/signing/{id}/void", ORGANISER),
    ("POST /admin/signing/{id}/scan", ORGANISER),
    ("POST /admin/signing/{id}/promise", ORGANISER),
    ("GET /admin/fairs/{ordinal}/signing", STAFF),
    ("GET /admin/fairs/{ordinal}/signing.csv", STAFF),
    ("GET /admin/fairs/{ordinal}/signing.xlsx", STAFF),
    ("POST /admin/fairs/{ordinal}/signing", OFFICERS),
    ("GET /admin/fairs/{ordinal}/signing/checks", OFFICERS),
    ("GET /admin/fairs/{ordinal}/signing/list", STAFF),
    ("POST /admin/fairs/{ordinal}/signing/rule", ORGANISER),
];
