//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/imports", STAFF),
    ("POST /admin/imports", OFFICERS),
    ("GET /admin/imports/template/exhibitors.xlsx", STAFF),
    ("GET /admin/imports/template/deals.xlsx", STAFF),
    ("GET /admin/imports/template/products.xlsx", STAFF),
    ("GET /admin/imports/{id}", STAFF),
    ("POST /admin/imports/{id}/application", OFFICERS),
    ("POST /admin/imports/{id}/discard", OFFICERS),
];
