//! The current names of the numbers and codes in the trail, so that people need not know them.

use super::{
    events::Event,
    records::{Reads, Record, Records},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Numbers and codes to look up, of many entries at once.
#[derive(Debug, Default)]
pub struct Wanted {
    records: BTreeMap<&'static str, BTreeSet<i64>>,
    places: BTreeSet<String>,
}

impl Wanted {
    pub fn of(kinds: &Records, events: &[Event]) -> Self {
        let mut wanted = Self::default();
        for event in events {
            let Some(kind) = kinds.find(&event.noun) else { continue };
            if let Some(id) = event.record_id.as_deref().filter(|_| kind.needs_name()) {
                wanted.record(kind.code, id);
            }
            wanted.values(kind, event);
        }
        wanted
    }

    fn values(&mut self, kind: &Record, event: &Event) {
        for (name, before, after) in event.fields() {
            let Some(field) = kind.field(name) else { continue };
            [before, after].into_iter().flatten().for_each(|value| self.value(field.reads, value));
        }
    }

    fn value(&mut self, reads: Reads, value: &str) {
        match reads {
            Reads::Place => {
                self.places.insert(value.to_string());
            }
            Reads::Scope => {
                self.places.insert(value.to_string());
                self.record("organisations", value);
            }
            Reads::Record(kind) => self.record(kind, value),
            Reads::Records(kind) => value.split(' ').for_each(|id| self.record(kind, id)),
            _ => {}
        }
    }

    fn record(&mut self, kind: &'static str, id: &str) {
        if let Ok(id) = id.parse() {
            self.records.entry(kind).or_default().insert(id);
        }
    }

    pub fn records(&self, kind: &str) -> Vec<i64> {
        self.records.get(kind).into_iter().flatten().copied().collect()
    }

    pub fn places(&self) -> Vec<String> {
        self.places.iter().cloned().collect()
    }

    pub fn has_records(&self) -> bool {
        !self.records.is_empty()
    }
}

/// The names that were found.
#[derive(Debug, Default)]
pub struct Names {
    pub kinds: Records,
    /// By kind and number.
    pub records: HashMap<String, HashMap<i64, String>>,
    /// In Chinese and English.
    pub places: HashMap<String, (String, String)>,
}

impl Names {
    pub fn record(&self, kind: &str, id: &str) -> Option<&str> {
        Some(self.records.get(kind)?.get(&id.parse().ok()?)?)
    }
}
