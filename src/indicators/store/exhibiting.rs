//! Who exhibits, and what is shown.

use super::Columns;
use crate::indicators::model::{Exhibiting, Point, Source};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as, query_scalar};

/// Participations, parties and banners at each of `points`, in their order. As things are, from what is counted ahead;
/// as of a day in the past, from the days of publication. Parties are counted only if `sources` ask for them.
pub async fn exhibiting(db: impl PgExecutor<'_>, points: &[Point], today: NaiveDate, sources: &[Source]) -> sqlx::Result<Vec<Exhibiting>> {
    let columns = Columns::of(points);
    let asks_for_parties = sources.contains(&Source::Parties);
    if points.iter().any(|point| point.day < today) {
        return published_by_then(db, &columns, asks_for_parties).await;
    }
    query_as!(
        Exhibiting,
        r#"select coalesce(sum(c.exhibitors), 0)::bigint as "exhibitors!",
                  case when $4 then (
                      select count(distinct e.organisation_id)
                      from exhibitor_listings l join exhibitors e on e.id = l.exhibitor_id
                      where (at.edition is null or l.edition_id = at.edition)
                        and (at.banner is null or l.banner_code = at.banner)) else 0 end as "parties!",
                  count(distinct nullif(c.banner_code, '')) filter (where c.exhibitors > 0) as "banners!"
           from unnest($1::date[], $2::bigint[], $3::text[]) with ordinality as at (day, edition, banner, position)
           left join exhibitor_counts c on (at.edition is null or c.edition_id = at.edition)
                and (at.banner is null or c.banner_code = at.banner)
           group by at.position, at.edition, at.banner
           order by at.position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        asks_for_parties
    )
    .fetch_all(db)
    .await
}

async fn published_by_then(db: impl PgExecutor<'_>, columns: &Columns, asks_for_parties: bool) -> sqlx::Result<Vec<Exhibiting>> {
    query_as!(
        Exhibiting,
        r#"with exhibiting as materialized (
               select e.published_on, e.edition_id, o.banner_code, case when $4 then o.id end as party, count(*) as n
               from public_exhibitors e join organisations o on o.id = e.organisation_id
               group by 1, 2, 3, 4)
           select coalesce(sum(e.n), 0)::bigint as "exhibitors!", count(distinct e.party) as "parties!",
                  count(distinct e.banner_code) as "banners!"
           from unnest($1::date[], $2::bigint[], $3::text[]) with ordinality as at (day, edition, banner, position)
           left join exhibiting e on e.published_on <= at.day and (at.edition is null or e.edition_id = at.edition)
                and (at.banner is null or e.banner_code = at.banner)
           group by at.position
           order by at.position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        asks_for_parties
    )
    .fetch_all(db)
    .await
}

/// Products shown, at each of `points`. A product counts once whatever the edition: where it was first.
pub async fn shown(db: impl PgExecutor<'_>, points: &[Point], today: NaiveDate) -> sqlx::Result<Vec<i64>> {
    let columns = Columns::of(points);
    if points.iter().any(|point| point.day < today) {
        return shown_by_then(db, &columns).await;
    }
    query_scalar!(
        r#"select case when at.edition is null then
                      (select count(*) from (
                          select distinct l.product_id from product_listings l
                          where l.edition_id <> 0 and (at.banner is null or l.banner_code = at.banner)
                            and (at.category is null or left(l.category_code, length(at.category)) = at.category)) listed)
                  else
                      (select coalesce(sum(c.products), 0)::bigint from product_counts c
                       where c.edition_id = at.edition and c.month = 0 and (at.banner is null or c.banner_code = at.banner)
                         and (at.category is null or left(c.category_code, length(at.category)) = at.category))
                  end as "products!"
           from unnest($1::bigint[], $2::text[], $3::text[]) with ordinality as at (edition, banner, category, position)
           order by position"#,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.categories as &[Option<String>]
    )
    .fetch_all(db)
    .await
}

async fn shown_by_then(db: impl PgExecutor<'_>, columns: &Columns) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        r#"with shown as materialized (
               select since, edition_id, banner_code, category_code, is_first, count(*) as n
               from (select min(e.published_on) as since, e.edition_id, l.banner_code, l.category_code,
                            row_number() over (partition by x.product_id order by min(e.published_on), e.edition_id) = 1 as is_first
                     from exhibits x
                     join public_exhibitors e on e.id = x.exhibitor_id
                     join product_listings l on l.product_id = x.product_id and l.edition_id = 0
                     group by x.product_id, e.edition_id, l.banner_code, l.category_code) of_each
               group by 1, 2, 3, 4, 5)
           select (select coalesce(sum(n), 0)::bigint from shown
                   where since <= at.day and (at.edition is null and is_first or edition_id = at.edition)
                     and (at.banner is null or banner_code = at.banner)
                     and (at.category is null or left(category_code, length(at.category)) = at.category)) as "products!"
           from unnest($1::date[], $2::bigint[], $3::text[], $4::text[]) with ordinality
                as at (day, edition, banner, category, position)
           order by position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.categories as &[Option<String>]
    )
    .fetch_all(db)
    .await
}
