//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, ORGANISER, STAFF, SUPPLIER};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/applications", SUPPLIER),
    ("GET /my/applications/new", SUPPLIER),
    ("POST /my/applications", SUPPLIER),
    ("GET /my/applications/{id}", SUPPLIER),
    ("GET /my/applications/{id}/edit", SUPPLIER),
    ("POST /my/applications/{id}", SUPPLIER),
    ("POST /my/applications/{id}/withdrawal", SUPPLIER),
    ("GET /admin/applications", STAFF),
    ("GET /admin/applications.csv", STAFF),
    ("GET /admin/applications.xlsx", STAFF),
    ("GET /admin/applications/selection", OFFICERS),
    ("POST /admin/applications/selection", OFFICERS),
    ("GET /admin/applications/{id}", STAFF),
    ("POST /admin/applications/{id}/recommendation", OFFICERS),
    ("POST /admin/applications/{id}/refusal", OFFICERS),
    ("POST /admin/applications/{id}/approval", ORGANISER),
    ("POST /admin/applications/{id}/check-in", ORGANISER),
    ("GET /admin/editions/{ordinal}/publication", ORGANISER),
    ("POST /admin/editions/{ordinal}/publication", ORGANISER),
];
