//! Confirmed on-site sales.

use crate::{exhibitors::model::onsite::Sale, values::ids::EditionId};
use sqlx::{PgExecutor, query_as};

/// Of one edition or of all public ones, by edition: input of the publication, not for display.
pub async fn confirmed(
    db: impl PgExecutor<'_>,
    edition: Option<EditionId>,
) -> sqlx::Result<Vec<Sale>> {
    query_as!(
        Sale,
        r#"select ed.id as "edition_id: _", ed.ordinal, s.exhibitor_id as "exhibitor_id: _",
                  s.fair_day,
                  coalesce(ed.starts_on + (s.fair_day - 1),
                      (ed.held_in + interval '1 month - 1 day')::date) as "sold_on!",
                  s.category_code, s.banner_code as "banner_code!", s.zone_code as "zone_code!",
                  s.confirmed_on as "confirmed_on!", s.amount
           from onsite_sales s
           join exhibitors e on e.id = s.exhibitor_id
           join editions ed on ed.id = e.edition_id and ed.state <> 'draft'
           where s.confirmed_on is not null and s.amount > 0
             and ($1::bigint is null or ed.id = $1)
           order by ed.ordinal"#,
        edition.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}
