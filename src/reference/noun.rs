//! What the site knows of reference data.

use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::without_pages(Declaration { announces: &["vocabularies"], ..Declaration::NONE });
