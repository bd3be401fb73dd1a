//! The form that corrects what a signed agreement comes from.

use crate::{
    projects::model::source::Source,
    promises::forms::reader::Reader,
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
        let mut reader = Reader::new(page);
        let project = reader.project(&self.project, found.as_ref());
        let reason = reader.reason("why-relinked", &self.reason);
        match reason {
            Some(reason) if reader.errors.is_empty() => Ok(Correction { project, reason }),
            _ => Err(reader.errors),
        }
    }
}
