//! What the site knows of indicators.

use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::without_pages(Declaration { announces: &["indicators"], ..Declaration::NONE });
