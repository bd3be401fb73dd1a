//! Who is admitted to the routes of this noun.

use crate::permissions::{Admitted, OFFICERS, PARTICIPANTS, STAFF};

const SENDERS: &[&str] = &["supplier", "village_team"];
const BUYER: &[&str] = &["buyer"];

pub const MATRIX: &[Admitted] = &[
    ("GET /admin/deliveries", STAFF),
    ("GET /admin/deliveries.csv", STAFF),
    ("GET /admin/deliveries.xlsx", STAFF),
    ("GET /admin/deliveries/new", OFFICERS),
    ("POST /admin/deliveries", OFFICERS),
    ("GET /admin/deliveries/{id}", STAFF),
    ("POST /admin/deliveries/{id}/shipping", OFFICERS),
    ("POST /admin/deliveries/{id}/void", OFFICERS),
    ("POST /admin/deliveries/{id}/vouchers", OFFICERS),
    ("GET /admin/deliveries/{id}/acceptance", OFFICERS),
    ("POST /admin/deliveries/{id}/acceptance", OFFICERS),
    ("POST /admin/deliveries/{id}/lines/{line}/settlement", OFFICERS),
    ("POST /admin/deliveries/{id}/lines/{line}/withdrawal", OFFICERS),
    ("GET /my/deliveries", PARTICIPANTS),
    ("GET /my/deliveries/new", SENDERS),
    ("POST /my/deliveries", SENDERS),
    ("GET /my/deliveries/{id}", PARTICIPANTS),
    ("POST /my/deliveries/{id}/shipping", SENDERS),
    ("POST /my/deliveries/{id}/void", SENDERS),
    ("POST /my/deliveries/{id}/vouchers", PARTICIPANTS),
    ("GET /my/deliveries/{id}/acceptance", BUYER),
    ("POST /my/deliveries/{id}/acceptance", BUYER),
    ("POST /my/deliveries/{id}/lines/{line}/offer", PARTICIPANTS),
    ("POST /my/deliveries/{id}/lines/{line}/agreement", PARTICIPANTS),
];
