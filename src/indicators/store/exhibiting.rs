//! The exhibitors, and the products shown.

use super::Columns;
use crate::indicators::model::{Exhibiting, Point, Source};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// At each of `points`, in their order, from precomputed counts by day of publication; what
/// `sources` do not request is zero. A product counts once whatever the edition, and so does an
/// organisation, which takes part in an edition once.
pub async fn exhibiting(
    db: impl PgExecutor<'_>,
    points: &[Point],
    today: NaiveDate,
    sources: &[Source],
) -> sqlx::Result<Vec<Exhibiting>> {
    let columns = Columns::of(points);
    query_as!(
        Exhibiting,
        r#"select counted.exhibitors as "exhibitors!",
                  case when not $5 then 0
                  when at.edition is not null then counted.exhibitors
                  else (select coalesce(sum(d.exhibitors), 0)::bigint from exhibitor_days d
                        where d.edition_id = 0 and (at.banner is null or d.banner_code = at.banner)
                          and (at.is_now or d.published_on <= at.day))
                  end as "parties!",
                  counted.banners as "banners!",
                  case when not $6 then 0
                  else (select coalesce(sum(d.products), 0)::bigint from product_days d
                        where d.edition_id = coalesce(at.edition, 0)
                          and d.category = coalesce(at.category, '*')
                          and d.banner = coalesce(at.banner, '*')
                          and (at.is_now or d.shown_since <= at.day))
                  end as "products!"
           from (select *, day >= $7 as is_now
                 from unnest($1::date[], $2::bigint[], $3::text[], $4::text[]) with ordinality
                      as of_points (day, edition, banner, category, position)) at,
           lateral (
               select coalesce(sum(d.exhibitors), 0)::bigint as exhibitors,
                      count(distinct nullif(d.banner_code, '')) filter
                          (where d.exhibitors > 0) as banners
               from exhibitor_days d
               where d.edition_id between coalesce(at.edition, 1)
                 and coalesce(at.edition, 9223372036854775807)
                 and (at.banner is null or d.banner_code = at.banner)
                 and (at.is_now or d.published_on <= at.day)) counted
           order by at.position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.categories as &[Option<String>],
        sources.contains(&Source::Parties),
        sources.contains(&Source::Products),
        today
    )
    .fetch_all(db)
    .await
}
