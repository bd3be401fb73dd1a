//! What the site knows of its frame.

use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::without_pages(Declaration { announces: &["installation"], ..Declaration::NONE });
