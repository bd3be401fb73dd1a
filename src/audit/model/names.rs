//! The current names of the numbers and codes in the trail, so that people need not know them.

use super::{
    events::Event,
    nouns::{Noun, Reads},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Numbers and codes to look up, of many entries at once.
#[derive(Debug, Default)]
pub struct Wanted {
    records: BTreeMap<&'static str, BTreeSet<i64>>,
    places: BTreeSet<String>,
}

impl Wanted {
    pub fn of(events: &[Event]) -> Self {
        let mut wanted = Self::default();
        for event in events {
            // These may be deleted, and their pages with them.
            if let (Ok(noun @ (Noun::Zones | Noun::Booths | Noun::Certifications)), Some(id)) =
                (event.noun.parse(), &event.record_id)
            {
                wanted.record(noun, id);
            }
            for (name, before, after) in event.fields() {
                let reads = event
                    .noun
                    .parse::<Noun>()
                    .ok()
                    .and_then(|noun| noun.field(name))
                    .map_or(Reads::Text, |field| field.reads);
                [before, after].into_iter().flatten().for_each(|value| wanted.value(reads, value));
            }
        }
        wanted
    }

    fn value(&mut self, reads: Reads, value: &str) {
        match reads {
            Reads::Place => {
                self.places.insert(value.to_string());
            }
            Reads::Scope => {
                self.places.insert(value.to_string());
                self.record(Noun::Organisations, value);
            }
            Reads::Organisation => self.record(Noun::Organisations, value),
            Reads::User => self.record(Noun::Users, value),
            Reads::Products => value.split(' ').for_each(|id| self.record(Noun::Products, id)),
            _ => {}
        }
    }

    fn record(&mut self, noun: Noun, id: &str) {
        if let Ok(id) = id.parse() {
            self.records.entry(noun.code()).or_default().insert(id);
        }
    }

    pub fn records(&self, noun: Noun) -> Vec<i64> {
        self.records.get(noun.code()).into_iter().flatten().copied().collect()
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
    pub records: HashMap<(Noun, i64), String>,
    /// In Chinese and English.
    pub places: HashMap<String, (String, String)>,
}

impl Names {
    pub fn record(&self, noun: Noun, id: &str) -> Option<&str> {
        self.records.get(&(noun, id.parse().ok()?)).map(String::as_str)
    }
}
