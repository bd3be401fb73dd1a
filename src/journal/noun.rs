//! What the site knows of the journal.

use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::without_pages(Declaration { announces: &["journal"], ..Declaration::NONE });
