//! What the site knows of the search.

use super::{
    handlers::routes,
    model::{Kind, SearchResult},
    store,
};
use crate::{
    identity::model::permissions::SEE_DESK,
    values::lang::Lang,
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, Finds, Group, Hit, Search, both},
        },
        noun::Noun,
    },
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        announces: &["search"],
        finds: Some(Finds { place: 80, right: SEE_DESK, find }),
        ..Declaration::NONE
    },
);

/// Deals and places, whose pages are on the public site.
const PUBLIC: [Kind; 5] =
    [Kind::Project, Kind::Agreement, Kind::Contract, Kind::Village, Kind::Brand];

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let Search { desk, query, .. } = search;
        let found = store::found(desk.pool, query, None, desk.today, ASKED).await?;
        Ok(PUBLIC.iter().flat_map(|kind| of_kind(*kind, &found)).collect())
    })
}

fn of_kind(kind: Kind, found: &[SearchResult]) -> Vec<Group> {
    let Some(list) = kind.list() else { return Vec::new() };
    let rows: Vec<&SearchResult> =
        found.iter().filter(|record| record.kind == kind.code()).collect();
    Group::of((kind.title(Lang::Zh), kind.title(Lang::En)), list, &rows, |record| Hit {
        name: record.name.clone(),
        path: kind.path(&record.key),
        beside: record.number.clone().unwrap_or_default(),
        state: both(|lang| record.sort_of(kind, lang).unwrap_or_default()),
    })
}
