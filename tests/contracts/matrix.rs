//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/contracts", STAFF),
    ("GET /admin/contracts.csv", STAFF),
    ("GET /admin/contracts.xlsx", STAFF),
    ("GET /admin/contracts/new", OFFICERS),
    ("POST /admin/contracts", OFFICERS),
    ("GET /admin/contracts/{id}", STAFF),
    ("POST /admin/contracts/{id}", OFFICERS),
    ("POST /admin/contracts/{id}/signature", OFFICERS),
    ("POST /admin/contracts/{id}/completion", OFFICERS),
    ("POST /admin/contracts/{id}/termination", OFFICERS),
    ("POST /admin/contracts/{id}/void", OFFICERS),
    ("GET /admin/contracts/{id}/amendments/new", OFFICERS),
    ("POST /admin/contracts/{id}/amendments", OFFICERS),
    ("GET /admin/contracts/{id}/amendments/{ordinal}", STAFF),
    ("POST /admin/contracts/{id}/amendments/{ordinal}/void", OFFICERS),
    ("POST /admin/contracts/{id}/amendments/{ordinal}/vouchers", OFFICERS),
];
