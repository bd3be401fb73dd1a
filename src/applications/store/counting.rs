//! Counts of applications, and the public notices of an edition.

use crate::{
    applications::model::{Filter, Notice, Waits},
    exhibitors::model::ExhibitorState,
    values::{
        facet::FacetCount,
        ids::{EditionId, OrganisationId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query, query_as};

/// The counts for each edition, state and banner; each facet applies all filters but its own.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with counted as (
               select ed.ordinal::text as edition, e.state, coalesce(o.banner_code, '') as banner,
                      count(*) as n,
                      ($3::smallint is null or ed.ordinal = $3) as in_edition,
                      ($4::text is null or o.banner_code = $4) as in_banner,
                      ($5::text is null or e.state = $5) as in_state
               from exhibitors e join editions ed on ed.id = e.edition_id
               join organisations o on o.id = e.organisation_id
               where ($1::bigint is null or e.organisation_id = $1)
                 and ($2::text is null or o.banner_code = $2)
                 and ($6::text is null or position($6 in o.name) > 0
                     or position(lower($6) in o.pinyin) > 0 or o.number = upper($6))
               group by ed.ordinal, e.state, o.banner_code)
           select 'total' as "facet!", '' as "value!", coalesce(sum(n), 0)::bigint as "count!"
           from counted where in_edition and in_banner and in_state
           union all select 'edition', edition, sum(n)::bigint from counted
           where in_banner and in_state group by 2
           union all select 'state', state, sum(n)::bigint from counted
           where in_edition and in_banner group by 2
           union all select 'banner', banner, sum(n)::bigint from counted
           where in_edition and in_state and banner <> '' group by 2"#,
        filter.organisation.map(|id| id.0),
        filter.scope.as_ref().map(|code| code.as_str()),
        filter.edition,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.state.map(|state| state.code()),
        filter.typed
    )
    .fetch_all(db)
    .await
}

/// The number of exhibitors of an edition, by state.
pub async fn of_edition(
    db: impl PgExecutor<'_>,
    edition: EditionId,
) -> sqlx::Result<Vec<(ExhibitorState, i64)>> {
    let rows = query!(
        r#"select state as "state: ExhibitorState", count(*) as "n!" from exhibitors
           where edition_id = $1 group by state"#,
        edition.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.state, row.n)).collect())
}

/// The pending applications, within a scope and of an organisation.
pub async fn waits(
    db: impl PgExecutor<'_>,
    organisation: Option<OrganisationId>,
    scope: Option<&PlaceCode>,
) -> sqlx::Result<Waits> {
    query_as!(
        Waits,
        r#"select count(*) filter (where e.state = 'applied'
               and (o.banner_code = $2 or $2::text is null
               and o.banner_code is null)) as "to_recommend!",
                  count(*) filter (where e.state = 'recommended') as "to_approve!",
                  count(*) filter (where e.state = 'approved'
                      and ed.state in ('scheduled', 'running')) as "to_publish!",
                  count(*) filter (where e.state = 'declined' and ed.state = 'applications_open'
                      and e.organisation_id = $1) as "to_correct!",
                  (select count(*) from editions open
                   where open.state = 'applications_open' and $1::bigint is not null
                     and not exists (select from exhibitors own
                         where own.edition_id = open.id
                       and own.organisation_id = $1)) as "to_apply!"
           from exhibitors e join editions ed on ed.id = e.edition_id
           join organisations o on o.id = e.organisation_id
           where e.state in ('applied', 'recommended', 'approved', 'declined')
             and ed.state not in ('draft', 'closed')
             and ($1::bigint is null or e.organisation_id = $1)
             and ($2::text is null or o.banner_code = $2)"#,
        organisation.map(|id| id.0),
        scope.map(|code| code.as_str())
    )
    .fetch_one(db)
    .await
}

/// Public notices of an edition that run on a day.
pub async fn notices(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    day: NaiveDate,
) -> sqlx::Result<Vec<Notice>> {
    query_as!(
        Notice,
        "select starts_on, ends_on, contact, exhibitors from public_notices
         where edition_id = $1 and starts_on <= $2 and ends_on >= $2 order by ends_on, id",
        edition.0,
        day
    )
    .fetch_all(db)
    .await
}
