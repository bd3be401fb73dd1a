//! Distinct counts: of the groups in an account whose records are not all taken back.

use super::Ask;
use crate::journal::model::{Holders, Point};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as, query_scalar};

/// At each of `days`, in their order.
pub async fn holders(db: impl PgExecutor<'_>, days: &[NaiveDate]) -> sqlx::Result<Vec<Holders>> {
    query_as!(
        Holders,
        r#"select count(held.buyer_id) as "buyers!", coalesce(sum(held.frameworks), 0)::bigint as "frameworks!"
           from unnest($1::date[]) with ordinality as at (day, position)
           left join lateral (
               select buyer_id, sum(records) as frameworks from journal_entries
               where root = 'agreement' and account = 'framework.standing' and effective_on <= at.day
                 and buyer_kind like '%soe'
               group by buyer_id having sum(records) > 0) held on true
           group by at.position
           order by at.position"#,
        days
    )
    .fetch_all(db)
    .await
}

/// Gacha villages that supply under at least one counted contract, at each of the points, in their order: by where the
/// village is, not by the banner that owns the deal.
pub async fn villages(db: impl PgExecutor<'_>, ask: &Ask<'_>) -> sqlx::Result<Vec<i64>> {
    let days: Vec<NaiveDate> = ask.points.iter().map(|point| point.day).collect();
    let editions: Vec<Option<i64>> = ask.points.iter().map(|point| point.edition.map(|id| id.0)).collect();
    let banner = |point: &Point| point.banner.as_ref().map(ToString::to_string);
    let banners: Vec<Option<String>> = ask.points.iter().map(banner).collect();
    query_scalar!(
        r#"with supplying as materialized (
               select s.part as village_code, d.banner_code, s.starts_on, s.edition_id, sum(s.records) as records
               from journal_sums s
               join divisions d on d.code = s.part and d.is_gacha_village
               where s.split = 'village' and s.account = 'contract.village' and s.unit = 'day'
                 and ($4::text is null or d.township_code = $4)
               group by 1, 2, 3, 4)
           select count(v.village_code) as "villages!"
           from unnest($1::date[], $2::bigint[], $3::text[]) with ordinality as at (day, edition, banner, position)
           left join lateral (
               select village_code from supplying
               where starts_on <= at.day and (at.edition is null or edition_id = at.edition)
                 and (at.banner is null or banner_code = at.banner)
               group by village_code having sum(records) > 0) v on true
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
