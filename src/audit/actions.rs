//! Entries for reading: with the names of their numbers and codes.

use super::{
    model::{
        Entry, Event,
        names::{Names, Wanted},
    },
    store,
};
use crate::places;
use sqlx::PgConnection;
use std::sync::Arc;

pub async fn entries(
    connection: &mut PgConnection,
    events: Vec<Event>,
) -> sqlx::Result<Vec<Entry>> {
    let wanted = Wanted::of(&events);
    let mut names = Names::default();
    if wanted.has_records() {
        names.records =
            store::names::of_records(&mut *connection, &wanted).await?.into_iter().collect();
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
    Ok(events.into_iter().map(|event| Entry { event, names: names.clone() }).collect())
}
