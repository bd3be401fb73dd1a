//! Lists of enquiries: a supplier's own, and their numbers by exhibitor.

use super::{Row, enquiries};
use crate::{
    enquiries::model::{Enquiry, OwnEnquiry, Tally, Watched},
    identity::model::role::Scope,
    values::facet::FacetCount,
};
use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, query_as};

/// The longest waiting first, then the latest.
pub async fn own(
    db: impl PgExecutor<'_>,
    own: &OwnEnquiry,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Enquiry>> {
    let rows = enquiries!(
        "where e.organisation_id = $1 and ($2::text is null or q.state = $2)
         order by q.waits_since nulls last, q.last_message_at desc, q.id desc limit $3 offset $4",
        own.organisation.0,
        own.state.map(|state| state.code()),
        limit,
        offset
    );
    rows.fetch_all(db).await?.into_iter().map(Enquiry::try_from).collect()
}

/// The number in each state, whatever state is chosen.
pub async fn counts(db: impl PgExecutor<'_>, own: &OwnEnquiry) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (select q.state, count(*) as n from enquiries q
               join exhibitors e on e.id = q.exhibitor_id
                             where e.organisation_id = $1 group by 1)
           select 'state' as "facet!", state as "value!", n as "count!" from matching
           union all select 'total', '', coalesce(sum(n), 0)::bigint from matching
           where $2::text is null or state = $2"#,
        own.organisation.0,
        own.state.map(|state| state.code())
    )
    .fetch_all(db)
    .await
}

/// Exhibitors by the longest wait. Spam does not count.
macro_rules! tallies {
    ($row:ty, $head:literal, $tail:literal, $watched:expr, $late:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with tallies as (
                 select q.exhibitor_id, o.name as organisation, o.pinyin, o.banner_code,
                        count(*) as total,
                        count(*) filter (where q.state = 'open') as open,
                        count(*) filter (where q.state = 'answered') as answered,
                        count(*) filter (where q.waits_since < $2) as late,
                        min(q.waits_since) as waits_since
                 from enquiries q join exhibitors e on e.id = q.exhibitor_id
                 join organisations o on o.id = e.organisation_id
                 where q.state <> 'spam' and ($1::text is null or o.banner_code = $1)
                 group by 1, 2, 3, 4),
             matching as (select * from tallies where $3::text is null or ($3 = 'open' and open > 0)
                 or ($3 = 'late' and late > 0)) "
                + $head + $tail,
            $watched.banner.as_ref().map(|code| code.as_str()),
            $late,
            $watched.waiting.map(|waiting| waiting.code())
            $(, $more)*
        )
    };
}

/// `late`: an enquiry waiting since before then waits too long.
pub async fn tallies(
    db: impl PgExecutor<'_>,
    watched: &Watched,
    late: DateTime<Utc>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Tally>> {
    tallies!(
        Tally,
        r#"select exhibitor_id as "exhibitor_id!: _", organisation as "organisation!",
                  banner_code as "banner_code: _", total as "total!",
                  open as "open!", answered as "answered!", late as "late!", waits_since "#,
        "from matching order by waits_since nulls last, pinyin, exhibitor_id limit $4 offset $5",
        watched,
        late,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

pub async fn tally_counts(
    db: impl PgExecutor<'_>,
    watched: &Watched,
    late: DateTime<Utc>,
) -> sqlx::Result<Vec<FacetCount>> {
    tallies!(
        FacetCount,
        r#"select 'waiting' as "facet!", 'open' as "value!",
                  count(*) filter (where open > 0) as "count!" from tallies
           union all select 'waiting', 'late', count(*) filter (where late > 0) from tallies "#,
        "union all select 'total', '', count(*) from matching",
        watched,
        late
    )
    .fetch_all(db)
    .await
}

/// Pending tasks: the user's own enquiries, and exhibitors that let a visitor wait too long.
pub struct Waits {
    pub own: i64,
    pub late: i64,
}

pub async fn waits(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    late: DateTime<Utc>,
) -> sqlx::Result<Waits> {
    query_as!(
        Waits,
        r#"select count(*) filter (where e.organisation_id = $1) as "own!",
                  count(distinct q.exhibitor_id) filter (where q.waits_since < $3) as "late!"
           from enquiries q join exhibitors e on e.id = q.exhibitor_id
           join organisations o on o.id = e.organisation_id
           where q.state = 'open' and ($1::bigint is null or e.organisation_id = $1)
             and ($2::text is null or o.banner_code = $2)"#,
        scope.organisation().map(|id| id.0),
        scope.banner().map(|code| code.as_str()),
        late
    )
    .fetch_one(db)
    .await
}
