//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, SUPPLIER};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/products/{id}/photos", SUPPLIER),
    ("POST /my/products/{id}/photos", SUPPLIER),
    ("POST /my/photos/{id}", SUPPLIER),
    ("POST /my/photos/{id}/place", SUPPLIER),
    ("POST /my/photos/{id}/removal", SUPPLIER),
];
