//! Distinct counts: the groups in an account whose records are not all reversed.

use super::ask::Ask;
use crate::journal::model::{Holders, Point};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as, query_scalar};

/// At each of `days`, in their order. A repeated day is counted once.
pub async fn holders(db: impl PgExecutor<'_>, days: &[NaiveDate]) -> sqlx::Result<Vec<Holders>> {
    query_as!(
        Holders,
        r#"with held as materialized (
               select of_day.day, h.buyers, h.frameworks
               from (select distinct day from unnest($1::date[]) as day) of_day,
               lateral (
                   select count(*) as buyers, coalesce(sum(frameworks), 0) as frameworks
                   from (select sum(records) as frameworks from journal_entries
                         where root = 'agreement' and account = 'framework.standing'
                           and effective_on <= of_day.day
                           and buyer_kind like '%soe'
                         group by buyer_id having sum(records) > 0) of_buyer) h)
           select buyers as "buyers!", frameworks::bigint as "frameworks!"
           from unnest($1::date[]) with ordinality as at (day, position)
           join held using (day)
           order by position"#,
        days
    )
    .fetch_all(db)
    .await
}

/// Gacha villages that supply under at least one counted contract, at each of the points, in their
/// order: by the location of the village, not by the credited banner of the deal.
pub async fn villages(db: impl PgExecutor<'_>, ask: &Ask<'_>) -> sqlx::Result<Vec<i64>> {
    let days: Vec<NaiveDate> = ask.points.iter().map(|point| point.day).collect();
    let editions: Vec<Option<i64>> =
        ask.points.iter().map(|point| point.edition.map(|id| id.0)).collect();
    let banner = |point: &Point| point.banner.as_ref().map(ToString::to_string);
    let banners: Vec<Option<String>> = ask.points.iter().map(banner).collect();
    query_scalar!(
        r#"select count(s.village_code) as "villages!"
           from unnest($1::date[], $2::bigint[], $3::text[]) with
               ordinality as at (day, edition, banner, position)
           left join supplying_villages s on s.edition_id = coalesce(at.edition, 0)
               and s.spans @> at.day
                and starts_with(s.village_code, coalesce(at.banner, ''))
                and starts_with(s.village_code, coalesce($4, ''))
           group by at.position
           order by at.position"#,
        &days,
        &editions as &[Option<i64>],
        &banners as &[Option<String>],
        ask.scope.township.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}
