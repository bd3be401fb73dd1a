//! Who exhibits, and what is shown.

use super::Columns;
use crate::indicators::model::{Exhibiting, Point, Source};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// At each of `points`, in their order, what `sources` ask for; the rest is nought. As things are, from what is counted
/// ahead; as of a day in the past, from the days of publication. A product counts once whatever the edition.
pub async fn exhibiting(db: impl PgExecutor<'_>, points: &[Point], today: NaiveDate, sources: &[Source]) -> sqlx::Result<Vec<Exhibiting>> {
    let columns = Columns::of(points);
    if points.iter().any(|point| point.day < today) {
        return published_by_then(db, &columns, sources).await;
    }
    query_as!(
        Exhibiting,
        r#"select counted.exhibitors as "exhibitors!", counted.banners as "banners!",
                  case when $4 then (
                      select count(distinct e.organisation_id)
                      from exhibitor_listings l join exhibitors e on e.id = l.exhibitor_id
                      where (at.edition is null or l.edition_id = at.edition)
                        and (at.banner is null or l.banner_code = at.banner)) else 0 end as "parties!",
                  case when not $5 then 0
                  when at.edition is null then (
                      select count(*) from (
                          select distinct l.product_id from product_listings l
                          where l.edition_id <> 0 and (at.banner is null or l.banner_code = at.banner)
                            and (at.category is null or left(l.category_code, length(at.category)) = at.category)) listed)
                  else (
                      select coalesce(sum(c.products), 0)::bigint from product_counts c
                      where c.edition_id = at.edition and c.month = 0 and (at.banner is null or c.banner_code = at.banner)
                        and (at.category is null or left(c.category_code, length(at.category)) = at.category))
                  end as "products!"
           from unnest($1::bigint[], $2::text[], $3::text[]) with ordinality as at (edition, banner, category, position),
           lateral (
               select coalesce(sum(c.exhibitors), 0)::bigint as exhibitors,
                      count(distinct nullif(c.banner_code, '')) filter (where c.exhibitors > 0) as banners
               from exhibitor_counts c
               where (at.edition is null or c.edition_id = at.edition)
                 and (at.banner is null or c.banner_code = at.banner)) counted
           order by at.position"#,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.categories as &[Option<String>],
        sources.contains(&Source::Parties),
        sources.contains(&Source::Products)
    )
    .fetch_all(db)
    .await
}

/// What many points count from is read once: who exhibits since when, and which products were shown since when, each
/// for all editions where it was first.
async fn published_by_then(db: impl PgExecutor<'_>, columns: &Columns, sources: &[Source]) -> sqlx::Result<Vec<Exhibiting>> {
    query_as!(
        Exhibiting,
        r#"with present as materialized (
               select e.published_on, e.edition_id, o.banner_code, case when $5 then o.id end as party, count(*) as n
               from public_exhibitors e join organisations o on o.id = e.organisation_id
               where $7
               group by 1, 2, 3, 4),
           shown as materialized (
               select since, edition_id, banner_code, category_code, is_first, count(*) as n
               from (select min(e.published_on) as since, e.edition_id, l.banner_code, l.category_code,
                            row_number() over (partition by x.product_id order by min(e.published_on), e.edition_id) = 1 as is_first
                     from exhibits x
                     join public_exhibitors e on e.id = x.exhibitor_id
                     join product_listings l on l.product_id = x.product_id and l.edition_id = 0
                     where $6
                     group by x.product_id, e.edition_id, l.banner_code, l.category_code) of_each
               group by 1, 2, 3, 4, 5)
           select counted.exhibitors as "exhibitors!", counted.parties as "parties!", counted.banners as "banners!",
                  (select coalesce(sum(n), 0)::bigint from shown
                   where since <= at.day and (at.edition is null and is_first or edition_id = at.edition)
                     and (at.banner is null or banner_code = at.banner)
                     and (at.category is null or left(category_code, length(at.category)) = at.category)) as "products!"
           from unnest($1::date[], $2::bigint[], $3::text[], $4::text[]) with ordinality
                as at (day, edition, banner, category, position),
           lateral (
               select coalesce(sum(e.n), 0)::bigint as exhibitors, count(distinct e.party) as parties,
                      count(distinct e.banner_code) as banners
               from present e
               where e.published_on <= at.day and (at.edition is null or e.edition_id = at.edition)
                 and (at.banner is null or e.banner_code = at.banner)) counted
           order by at.position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.categories as &[Option<String>],
        sources.contains(&Source::Parties),
        sources.contains(&Source::Products),
        sources.contains(&Source::Exhibitors)
    )
    .fetch_all(db)
    .await
}
