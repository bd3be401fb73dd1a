//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, STAFF, SUPPLIER};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/enquiries", SUPPLIER),
    ("GET /my/enquiries/{id}", SUPPLIER),
    ("POST /my/enquiries/{id}", SUPPLIER),
    ("POST /my/enquiries/{id}/closing", SUPPLIER),
    ("POST /my/enquiries/{id}/spam", SUPPLIER),
    ("POST /my/enquiries/{id}/restoration", SUPPLIER),
    ("GET /admin/enquiries", STAFF),
    ("GET /admin/enquiries.csv", STAFF),
    ("GET /admin/enquiries.xlsx", STAFF),
];

/// For signing in, or writing without an account; each has its own tests.
pub const DOORS: &[&str] = &[
    "GET /exhibitors/{id}/enquiry",
    "POST /exhibitors/{id}/enquiry",
    "GET /enquiries/{code}",
    "POST /enquiries/{code}",
    "POST /enquiries/{code}/closing",
    "POST /enquiries/{code}/withdrawal",
];
