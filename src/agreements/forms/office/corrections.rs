//! The form that corrects what a signed agreement comes from.

use crate::{
    projects::model::source::Source,
    promises::forms::{ending::reason, fields::no_such_project},
    values::ids::ProjectId,
    web::{forms::Errors, page::Page},
};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OriginForm {
    pub version: String,
    /// The number of the project; empty if it comes from none.
    pub project: String,
    pub reason: String,
}

/// What an agreement comes from instead, and why.
#[derive(Debug, Clone)]
pub struct Correction {
    pub project: Option<ProjectId>,
    pub reason: String,
}

impl OriginForm {
    /// `found`: the project of this number.
    pub fn parse(
        &self,
        page: &Page,
        found: Option<Source<ProjectId>>,
    ) -> Result<Correction, Errors> {
        let mut errors = Errors::default();
        if found.is_none() && !self.project.trim().is_empty() {
            no_such_project(page, &mut errors);
        }
        let reason = reason(page, &self.reason, "why-relinked", &mut errors);
        match reason {
            Some(reason) if errors.is_empty() => {
                Ok(Correction { project: found.map(|project| project.id), reason })
            }
            _ => Err(errors),
        }
    }
}
