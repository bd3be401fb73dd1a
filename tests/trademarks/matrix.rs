//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF, SUPPLIER};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/trademarks", SUPPLIER),
    ("GET /my/trademarks/new", SUPPLIER),
    ("POST /my/trademarks", SUPPLIER),
    ("GET /my/trademarks/{id}", SUPPLIER),
    ("POST /my/trademarks/{id}", SUPPLIER),
    ("GET /admin/trademarks", STAFF),
    ("GET /admin/trademarks.csv", STAFF),
    ("GET /admin/trademarks.xlsx", STAFF),
    ("GET /admin/trademarks/selection", OFFICERS),
    ("POST /admin/trademarks/selection", OFFICERS),
    ("GET /admin/trademarks/{id}", STAFF),
    ("POST /admin/trademarks/{id}/verification", OFFICERS),
    ("POST /admin/trademarks/{id}/return", OFFICERS),
];
