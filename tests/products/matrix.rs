//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF, SUPPLIER};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/products", SUPPLIER),
    ("GET /my/products/new", SUPPLIER),
    ("POST /my/products", SUPPLIER),
    ("GET /my/products/{id}", SUPPLIER),
    ("POST /my/products/{id}", SUPPLIER),
    ("POST /my/products/{id}/withdrawal", SUPPLIER),
    ("GET /admin/products", STAFF),
    ("GET /admin/products.csv", STAFF),
    ("GET /admin/products.xlsx", STAFF),
    ("GET /admin/products/selection", OFFICERS),
    ("POST /admin/products/selection", OFFICERS),
    ("GET /admin/products/{id}", STAFF),
    ("POST /admin/products/{id}/publication", OFFICERS),
    ("POST /admin/products/{id}/return", OFFICERS),
];
