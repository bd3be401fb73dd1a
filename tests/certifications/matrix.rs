//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF, SUPPLIER};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/certifications", SUPPLIER),
    ("GET /my/certifications/new", SUPPLIER),
    ("POST /my/certifications", SUPPLIER),
    ("GET /my/certifications/{id}", SUPPLIER),
    ("POST /my/certifications/{id}", SUPPLIER),
    ("POST /my/certifications/{id}/removal", SUPPLIER),
    ("GET /admin/certifications", STAFF),
    ("GET /admin/certifications.csv", STAFF),
    ("GET /admin/certifications.xlsx", STAFF),
    ("GET /admin/certifications/selection", OFFICERS),
    ("POST /admin/certifications/selection", OFFICERS),
    ("GET /admin/certifications/{id}", STAFF),
    ("POST /admin/certifications/{id}/verification", OFFICERS),
    ("POST /admin/certifications/{id}/return", OFFICERS),
];
