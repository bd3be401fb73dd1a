//! What the site knows of desk.

use super::handlers::routes;
use crate::{
    audit::model::trail::{ROUTES, TRAIL},
    identity::model::permissions::{READ_TRAIL, SEE_DESK, SEE_OWN_HOME},
    web::{
        declaration::{Declaration, links::RailLink},
        noun::Noun,
    },
};

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[
            RailLink::new(10, ("今天", "Today"), "/admin", SEE_DESK),
            RailLink::new(11, ("我的", "Home"), "/my", SEE_OWN_HOME),
            RailLink::new(210, ("审计记录", "Audit trail"), "/admin/audit", READ_TRAIL),
        ],
        announces: &["audit"],
        records: &[&TRAIL, &ROUTES],
        ..Declaration::NONE
    },
);
