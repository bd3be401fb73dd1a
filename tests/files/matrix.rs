//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, STAFF, SUPPLIER};

pub const MATRIX: &[Admitted] =
    &[("GET /my/files/{code}/{name}", SUPPLIER), ("GET /admin/files/{code}/{name}", STAFF)];
