//! What the site knows of its operation.

use super::handlers::routes;
use crate::web::{declaration::Declaration, noun::Noun};

pub const NOUN: Noun = Noun::new(routes, Declaration::NONE);
