//! What the site knows of photos.

use super::handlers::{flashes, routes};
use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun =
    Noun::new(routes, Declaration { flashes: flashes::ALL, ..Declaration::NONE });
