//! Reads for the screen.

use super::model::Deal;
use crate::values::ids::EditionId;
use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, query_as, query_scalar};

/// The latest released deals of an edition, intents and contracts, latest first.
pub async fn latest(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    most: i64,
) -> sqlx::Result<Vec<Deal>> {
    query_as!(
        Deal,
        r#"select p.id as "id: _", k.id as "contract_id?: _", p.run_order, p.title,
                  s.name as supplier, b.name as buyer,
                  p.owner_banner_code as "owner_banner_code: _", p.rung as "rung: _", p.amount,
                  p.signed_at, e.ordinal as "renews_edition?"
           from signed_projects p
           join organisations s on s.id = p.supplier_id
           join organisations b on b.id = p.buyer_id
           left join public_contracts k on k.id = (select id from contracts where deal_id = p.id)
           left join public_projects r on r.id = p.renews_id
           left join editions e on e.id = r.edition_id
           where p.edition_id = $1 and p.voided_at is null and p.ceremony_state = 'released'
             and (p.rung = 'intent' or k.id is not null)
           order by p.released_at desc nulls last, p.signed_on desc,
                    p.signed_at desc nulls last, p.run_order desc
           limit $2"#,
        edition.0,
        most
    )
    .fetch_all(db)
    .await
}

/// When a release of an edition was last taken back, after `since`.
pub async fn corrected_at(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    since: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select max(w.withdrawn_at)
         from project_withdrawals w join signed_projects p on p.id = w.project_id
         where p.edition_id = $1 and w.withdrawn_at > $2",
        edition.0,
        since
    )
    .fetch_one(db)
    .await
}
