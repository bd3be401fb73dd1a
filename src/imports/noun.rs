//! What the site knows of imports.

use super::{
    handlers::{flashes, routes},
    model::{rights::SEE_IMPORTS, trail::IMPORTS},
};
use crate::web::{
    declaration::{Declaration, links::RailLink},
    noun::Noun,
};

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[RailLink::new(170, ("导入", "Import"), "/admin/imports", SEE_IMPORTS)],
        flashes: flashes::ALL,
        announces: &["imports"],
        records: &[&IMPORTS],
        ..Declaration::NONE
    },
);
