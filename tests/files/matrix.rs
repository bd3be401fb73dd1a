//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, PARTICIPANTS, STAFF};

pub const MATRIX: &[Admitted] =
    &[("GET /my/files/{code}/{name}", PARTICIPANTS), ("GET /admin/files/{code}/{name}", STAFF)];
