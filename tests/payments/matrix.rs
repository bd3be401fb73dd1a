//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, PARTIES, STAFF};

const BUYER: &[&str] = &["buyer"];

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/payments", STAFF),
    ("GET /admin/payments.csv", STAFF),
    ("GET /admin/payments.xlsx", STAFF),
    ("GET /admin/payments/new", OFFICERS),
    ("POST /admin/payments", OFFICERS),
    ("GET /admin/payments/{id}", STAFF),
    ("POST /admin/payments/{id}/allocations", OFFICERS),
    ("POST /admin/payments/{id}/void", OFFICERS),
    ("POST /admin/payments/{id}/vouchers", OFFICERS),
    ("GET /admin/three-way", STAFF),
    ("POST /admin/three-way/{line}", OFFICERS),
    ("GET /admin/payments/statement", STAFF),
    ("GET /my/payments", PARTIES),
    ("GET /my/payments/new", BUYER),
    ("POST /my/payments", BUYER),
    ("GET /my/payments/{id}", PARTIES),
    ("POST /my/payments/{id}/allocations", BUYER),
    ("POST /my/payments/{id}/void", BUYER),
    ("POST /my/payments/{id}/vouchers", BUYER),
    ("GET /my/three-way", PARTIES),
    ("POST /my/three-way/{line}", BUYER),
    ("GET /my/payments/statement", PARTIES),
];
