//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, ORGANISER, STAFF};

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/editions/{ordinal}/floor-plan", STAFF),
    ("POST /admin/editions/{ordinal}/zones", ORGANISER),
    ("POST /admin/zones/{id}", ORGANISER),
    ("POST /admin/zones/{id}/removal", ORGANISER),
    ("POST /admin/zones/{id}/grid", ORGANISER),
    ("POST /admin/zones/{id}/clearing", ORGANISER),
    ("POST /admin/booths/{id}/place", ORGANISER),
    ("POST /admin/booths/{id}/removal", ORGANISER),
    ("GET /admin/editions/{ordinal}/booths", STAFF),
    ("GET /admin/editions/{ordinal}/booths.csv", STAFF),
    ("GET /admin/editions/{ordinal}/booths.xlsx", STAFF),
    ("POST /admin/editions/{ordinal}/booths", ORGANISER),
    ("GET /admin/booths/{id}", STAFF),
    ("POST /admin/booths/{id}/exchange", ORGANISER),
    ("POST /admin/booths/{id}/release", ORGANISER),
    ("GET /admin/editions/{ordinal}/booth-cards", STAFF),
    ("GET /admin/editions/{ordinal}/badges", STAFF),
];
