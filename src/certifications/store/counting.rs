//! The numbers of certificates for the facets, and of those that need an act.

use crate::{
    certifications::model::{CertificationScope, REMIND_BEFORE, State, Waits},
    products::model::Scheme,
    values::facet::FacetCount,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The counts for each state and scheme; each facet applies all filters but its own.
pub async fn counts(
    db: impl PgExecutor<'_>,
    whose: &CertificationScope,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select c.state, c.scheme,
                      ($3::text is null or c.state = $3) as of_state,
                      ($4::text is null or c.scheme = $4) as of_scheme
               from certifications c join organisations o on o.id = c.organisation_id
               where ($1::bigint is null or c.organisation_id = $1)
                 and ($2::text is null or o.banner_code = $2)
                 and ($5::text is null or position($5 in c.number) > 0
                     or position($5 in o.name) > 0))
           select 'total' as "facet!", '' as "value!", count(*) as "count!" from matching
           where of_state and of_scheme
           union all select 'state', state, count(*) from matching where of_scheme group by state
           union all select 'scheme', scheme, count(*) from matching where of_state group by scheme"#,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.state.map(State::code),
        whose.scheme.map(Scheme::code),
        whose.typed
    )
    .fetch_all(db)
    .await
}

pub async fn waits(
    db: impl PgExecutor<'_>,
    whose: &CertificationScope,
    today: NaiveDate,
) -> sqlx::Result<Waits> {
    query_as!(
        Waits,
        r#"select count(*) filter (where c.state = 'submitted') as "to_verify!",
                  count(*) filter (where c.state = 'returned') as "returned!",
                  count(*) filter (where c.state = 'verified' and c.valid_to between $3
                      and $3 + $4::integer
                                     and not exists
                                         (select from certifications n
                                             where n.renews_id = c.id)) as "ending!"
           from certifications c join organisations o on o.id = c.organisation_id
           where ($1::bigint is null or c.organisation_id = $1)
             and ($2::text is null or o.banner_code = $2)"#,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        today,
        REMIND_BEFORE as i32
    )
    .fetch_one(db)
    .await
}
