//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, PARTICIPANTS};

pub const MATRIX: &[Admitted] = &[
    ("GET /my/messages", PARTICIPANTS),
    ("POST /my/messages/reading", PARTICIPANTS),
    ("POST /my/messages/{id}/reading", PARTICIPANTS),
];
