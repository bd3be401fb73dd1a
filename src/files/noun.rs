//! What the site knows of files.

use super::handlers::routes;
use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::new(routes, Declaration { announces: &["files"], ..Declaration::NONE });
