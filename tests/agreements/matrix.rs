//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/agreements", STAFF),
    ("GET /admin/agreements.csv", STAFF),
    ("GET /admin/agreements.xlsx", STAFF),
    ("GET /admin/agreements/new", OFFICERS),
    ("POST /admin/agreements", OFFICERS),
    ("GET /admin/agreements/{id}", STAFF),
    ("POST /admin/agreements/{id}", OFFICERS),
    ("POST /admin/agreements/{id}/signature", OFFICERS),
    ("POST /admin/agreements/{id}/termination", OFFICERS),
    ("POST /admin/agreements/{id}/origin", OFFICERS),
    ("POST /admin/agreements/{id}/void", OFFICERS),
];
