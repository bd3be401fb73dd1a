//! Entries for reading: with the names of their numbers and codes.

use super::{
    model::{
        Entry, Event,
        names::{Names, Wanted},
        records::Records,
    },
    store,
};
use crate::places;
use sqlx::PgConnection;
use std::sync::Arc;

pub async fn entries(
    connection: &mut PgConnection,
    kinds: &Records,
    events: Vec<Event>,
) -> sqlx::Result<Vec<Entry>> {
    let wanted = Wanted::of(kinds, &events);
    let mut names = Names { kinds: kinds.clone(), ..Names::default() };
    if wanted.has_records() {
        names.records = store::names::of_records(&mut *connection, &wanted).await?;
    }
    let codes = wanted.places();
    if !codes.is_empty() {
        let places = places::store::names(&mut *connection, &codes).await?;
        names.places = places
            .into_iter()
            .map(|place| (place.code.to_string(), (place.full_name, place.full_name_en)))
            .collect();
    }
    let names = Arc::new(names);
    let entry = |event: Event| Entry { kind: kinds.find(&event.noun), names: names.clone(), event };
    Ok(events.into_iter().map(entry).collect())
}
