//! The entries of the trail.

mod acts;
mod changes;
mod events;
pub mod names;
pub mod records;
pub mod trail;

pub use acts::Act;
pub use changes::{ANOTHER, Changes};
pub use events::Event;

use crate::values::{
    ids::{OrganisationId, UserId},
    lang::Lang,
};
use chrono::NaiveDate;
use names::Names;
use records::Record;
use serde_json::Value;
use std::sync::Arc;

/// Who acts, and from where.
#[derive(Debug, Clone)]
pub struct Actor {
    /// `None`: nobody is signed in, or the program itself acts.
    pub user: Option<UserId>,
    /// The login as typed.
    pub login: String,
    pub role: Option<&'static str>,
    pub address: String,
}

impl Actor {
    /// A command typed on the machine of the program.
    pub fn program() -> Self {
        Self { user: None, login: "farmfair".into(), role: None, address: "command line".into() }
    }

    /// A visitor who is not signed in, by the typed login.
    pub fn unknown(login: &str, address: String) -> Self {
        Self { user: None, login: login.chars().take(64).collect(), role: None, address }
    }
}

/// A record, with the label that the trail keeps of it.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a, Id> {
    pub id: Id,
    pub label: &'a str,
}

/// An act to record.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    pub actor: &'a Actor,
    pub act: Act,
    pub noun: &'static Record,
    pub record: Option<String>,
    pub label: String,
    pub on_behalf_of: Option<OrganisationId>,
    /// Set by `with` alone, which masks private values.
    changes: Changes,
    pub note: Option<String>,
}

impl<'a> NewEvent<'a> {
    pub fn new(
        actor: &'a Actor,
        act: Act,
        noun: &'static Record,
        record: impl ToString,
        label: impl Into<String>,
    ) -> Self {
        let record = Some(record.to_string());
        Self {
            actor,
            act,
            noun,
            record,
            label: label.into(),
            on_behalf_of: None,
            changes: Changes::default(),
            note: None,
        }
    }

    /// An act without a record, such as a refusal.
    pub fn without_record(
        actor: &'a Actor,
        act: Act,
        noun: &'static Record,
        label: impl Into<String>,
    ) -> Self {
        Self { record: None, ..Self::new(actor, act, noun, "", label) }
    }

    pub fn with(mut self, changes: Changes) -> Self {
        self.changes = changes.told_of(self.noun);
        self
    }

    pub fn changes(&self) -> Value {
        self.changes.json()
    }

    /// The owner of the record, where somebody else acts on it.
    pub fn on_behalf_of(mut self, organisation: OrganisationId) -> Self {
        self.on_behalf_of = Some(organisation);
        self
    }

    /// An act of `whose`, done by somebody of the organisation `own`: on behalf, if they differ.
    pub fn acting_for(self, whose: OrganisationId, own: Option<OrganisationId>) -> Self {
        if own == Some(whose) { self } else { self.on_behalf_of(whose) }
    }

    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// A row for reading.
#[derive(Debug, Clone)]
pub struct Entry {
    pub event: Event,
    /// `None` for a kind of record that this version does not know.
    pub kind: Option<&'static Record>,
    pub names: Arc<Names>,
}

impl Entry {
    /// The name of the record's kind; the stored word for an unknown one.
    pub fn noun(&self, lang: Lang) -> &str {
        self.kind.map_or(&self.event.noun, |kind| kind.name(lang))
    }
}

/// The owner of a history: an organisation or a village.
#[derive(Debug, Clone, Default)]
pub struct Ours {
    pub organisation: Option<OrganisationId>,
    pub village: Option<String>,
}

/// The filters of the trail.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub actor: Option<String>,
    pub action: Option<Act>,
    pub noun: Option<&'static Record>,
    pub record: Option<String>,
    /// Days in Beijing, both included.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// Only entries before this one: the position of a sheet.
    pub before: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "no field \"colour\" of toys")]
    fn a_field_without_a_name_is_found() {
        const TOYS: Record = Record::new("toys", "", "", &[]);
        NewEvent::new(&Actor::program(), Act::Change, &TOYS, 1, "x")
            .with(Changes::default().field("colour", None, Some("red")));
    }
}
