//! Counts what waits, within the scope of who asks.

use super::model::waits::{SOURCES, Source, Waiting};
use crate::{
    enquiries::{self, model::LATE},
    hall,
    identity::{actions::Desk, model::Viewer},
    products::{
        self,
        model::selling::{State, Whose},
    },
    values::facet::FacetCounts,
};

/// Only what there is.
pub async fn waiting(desk: Desk<'_>, viewer: &Viewer) -> sqlx::Result<Vec<Waiting>> {
    let sources: Vec<Source> = SOURCES.into_iter().filter(|source| source.is_for(viewer)).collect();
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let whose = Whose { organisation: viewer.scope.organisation(), banner: viewer.scope.banner().cloned(), ..Whose::default() };
    let products = FacetCounts(products::store::selling::counts(desk.pool, &whose).await?);
    let enquiries = enquiries::store::listing::waits(desk.pool, &viewer.scope, desk.now - LATE).await?;
    let without_booth = hall::store::seats::count_waiting(desk.pool).await?;
    let of = |state: State| products.get("state", state.code());
    let count = |source: &Source| match source {
        Source::ToReview => of(State::Submitted),
        Source::Returned => of(State::Returned),
        Source::Drafted => of(State::Draft),
        Source::Unanswered => enquiries.own,
        Source::LateAnswers => enquiries.late,
        Source::WithoutBooth => without_booth,
    };
    Ok(sources.into_iter().map(|source| Waiting { count: count(&source), source }).filter(|waiting| waiting.count > 0).collect())
}
