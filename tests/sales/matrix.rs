//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF};

const SUPPLIER: &[&str] = &["supplier"];
const ORGANISER: &[&str] = &["organiser"];

pub const MATRIX: &[Admitted] = &[
    ("GET /my/sales", SUPPLIER),
    ("GET /my/sales/{day}", SUPPLIER),
    ("POST /my/sales/{day}", SUPPLIER),
    ("GET /admin/exhibitors/{id}/sales/{day}", STAFF),
    ("POST /admin/exhibitors/{id}/sales/{day}", OFFICERS),
    ("GET /admin/sales", STAFF),
    ("GET /admin/sales.csv", STAFF),
    ("GET /admin/sales.xlsx", STAFF),
    ("POST /admin/sales/selection", ORGANISER),
    ("GET /admin/sales/{id}", STAFF),
    ("POST /admin/sales/{id}/confirmation", ORGANISER),
    ("POST /admin/sales/{id}/withdrawal", ORGANISER),
    ("POST /admin/sales/{id}/question", ORGANISER),
    ("POST /admin/sales/{id}/correction", ORGANISER),
];
