//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, ORGANISER, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/editions", STAFF),
    ("GET /admin/editions/new", ORGANISER),
    ("POST /admin/editions", ORGANISER),
    ("GET /admin/editions/{ordinal}", STAFF),
    ("POST /admin/editions/{ordinal}", ORGANISER),
    ("POST /admin/editions/{ordinal}/step", ORGANISER),
];
