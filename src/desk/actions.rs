//! Counts the pending tasks within the user's scope.

pub mod search;

use super::model::waits::{SOURCES, Source, Waiting};
use crate::{
    applications, certifications,
    enquiries::{self, model::LATE},
    hall,
    identity::{
        actions::Context,
        model::{Viewer, permissions::Action},
    },
    messages::{self, model::Reader},
    products::{
        self,
        model::selling::{ProductScope, State},
    },
    registrations::{self, model::State as Registered},
    trademarks,
    values::facet::FacetCounts,
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// Only tasks with records.
pub async fn waiting(
    desk: Context<'_>,
    viewer: &Viewer,
    today: NaiveDate,
) -> sqlx::Result<Vec<Waiting>> {
    let sources: Vec<Source> =
        SOURCES.iter().copied().filter(|source| source.is_for(viewer)).collect();
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let whose = ProductScope {
        organisation: viewer.scope.organisation(),
        banner: viewer.scope.banner().cloned(),
        ..ProductScope::default()
    };
    let certificates = waiting_certificates(desk.pool, &whose, today).await?;
    let marks = waiting_marks(desk.pool, &whose, today).await?;
    let waits =
        applications::store::waits(desk.pool, viewer.scope.organisation(), viewer.scope.banner())
            .await?;
    let unread = unread(desk.pool, viewer).await?;
    let products = FacetCounts(products::store::office::waits(desk.pool, &whose).await?);
    let registrations = match sources.contains(&Source::ToAdmit) {
        true => waiting_registrations(desk.pool, viewer).await?,
        false => 0,
    };
    let enquiries =
        enquiries::store::listing::waits(desk.pool, &viewer.scope, desk.now - LATE).await?;
    let without_booth = hall::store::seats::count_waiting(desk.pool).await?;
    let of = |state: State| products.get("state", state.code());
    let count = |source: &Source| match source {
        Source::ToReview => of(State::Submitted),
        Source::Returned => of(State::Returned),
        Source::Drafted => of(State::Draft),
        Source::ToRecommend => waits.to_recommend,
        Source::ToApprove => waits.to_approve,
        Source::ToPublish => waits.to_publish,
        Source::ToMend => waits.to_mend,
        Source::ToApply => waits.to_apply,
        Source::Unread => unread,
        Source::ToAdmit => registrations,
        Source::Unanswered => enquiries.own,
        Source::LateAnswers => enquiries.late,
        Source::WithoutBooth => without_booth,
        Source::ToVerify => certificates.to_verify,
        Source::CertificateReturned => certificates.returned,
        Source::CertificateEnds => certificates.ending,
        Source::MarkToVerify => marks.to_verify,
        Source::MarkReturned => marks.returned,
        Source::MarkEnds => marks.ending,
    };
    Ok(sources
        .into_iter()
        .map(|source| Waiting { count: count(&source), source })
        .filter(|waiting| waiting.count > 0)
        .collect())
}

async fn waiting_certificates(
    pool: &PgPool,
    whose: &ProductScope,
    today: NaiveDate,
) -> sqlx::Result<certifications::model::Waits> {
    let of_holder = certifications::model::CertificationScope {
        organisation: whose.organisation,
        banner: whose.banner.clone(),
        ..Default::default()
    };
    certifications::store::waits(pool, &of_holder, today).await
}

async fn waiting_marks(
    pool: &PgPool,
    whose: &ProductScope,
    today: NaiveDate,
) -> sqlx::Result<trademarks::model::Waits> {
    let of_owner = trademarks::model::TrademarkScope {
        organisation: whose.organisation,
        banner: whose.banner.clone(),
        ..Default::default()
    };
    trademarks::store::waits(pool, &of_owner, today).await
}

async fn unread(pool: &PgPool, viewer: &Viewer) -> sqlx::Result<i64> {
    if !viewer.may(Action::ReadMessages) {
        return Ok(0);
    }
    let reader = Reader { user: viewer.user, organisation: viewer.scope.organisation() };
    Ok(messages::store::counts(pool, reader).await?.1)
}

async fn waiting_registrations(pool: &PgPool, viewer: &Viewer) -> sqlx::Result<i64> {
    let whose = registrations::model::RegistrationScope {
        banner: viewer.scope.banner().cloned(),
        ..Default::default()
    };
    let counts =
        FacetCounts(registrations::store::counts(pool, &whose, viewer.scope.banner()).await?);
    Ok(counts.get("state", Registered::Submitted.code()))
}
