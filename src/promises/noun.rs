//! What the site knows of promises, whatever noun they are of.

use super::handlers::flashes;
use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::without_pages(Declaration { flashes: flashes::ALL, ..Declaration::NONE });
