//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/registrations", STAFF),
    ("GET /admin/registrations.csv", STAFF),
    ("GET /admin/registrations.xlsx", STAFF),
    ("GET /admin/registrations/{id}", STAFF),
    ("POST /admin/registrations/{id}/admission", OFFICERS),
    ("POST /admin/registrations/{id}/return", OFFICERS),
    ("POST /admin/registrations/{id}/refusal", OFFICERS),
];

/// For signing in, or writing without an account; each has its own tests.
pub const DOORS: &[&str] =
    &["GET /register", "POST /register", "GET /register/{code}", "POST /register/{code}"];
