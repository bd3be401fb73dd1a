//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, PARTICIPANTS, PARTIES, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/profile", PARTICIPANTS),
    ("POST /my/profile", PARTIES),
    ("GET /my/history", PARTICIPANTS),
    ("GET /admin/organisations", STAFF),
    ("GET /admin/organisations.csv", STAFF),
    ("GET /admin/organisations.xlsx", STAFF),
    ("GET /admin/organisations/{id}", STAFF),
    ("POST /admin/organisations/{id}", OFFICERS),
];
