//! What stands beside the ladder.

use super::Columns;
use crate::indicators::model::{General, Point, Scope, Source};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// What `sources` ask for, at each of `points`, in their order; the rest is nought. A place narrows villages
/// by where they are and exhibitors by where they come from. `today` is the day by which a sale is confirmed.
/// What many points count from is read once: which products were shown since when, who exhibits since when,
/// which villages supply.
#[allow(clippy::too_many_lines, reason = "one statement, so that the counts are of one moment")]
pub async fn general(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    points: &[Point],
    today: NaiveDate,
    sources: &[Source],
) -> sqlx::Result<Vec<General>> {
    let columns = Columns::of(points);
    let reads = |source: Source| sources.contains(&source);
    let is_of_the_past = points.iter().any(|point| point.day < today);
    query_as!(
        General,
        r#"with exhibiting as materialized (
               select e.published_on, e.edition_id, o.banner_code, count(*) as n
               from public_exhibitors e join organisations o on o.id = e.organisation_id
               where $8 group by 1, 2, 3),
           supplying as materialized (
               select distinct v.village_code, d.banner_code, c.signed_on, c.terminated_on, c.origin_edition_id
               from contract_villages v
               join public_contracts c on c.id = v.contract_id
               join divisions d on d.code = v.village_code and d.is_gacha_village
               where $9 and ($7::text is null or d.township_code = $7)),
           -- A product counts once whatever the edition: where it was first.
           shown as materialized (
               select since, edition_id, banner_code, category_code, is_first, count(*) as n
               from (select min(e.published_on) as since, e.edition_id, l.banner_code, l.category_code,
                            row_number() over (partition by x.product_id order by min(e.published_on), e.edition_id) = 1 as is_first
                     from exhibits x
                     join public_exhibitors e on e.id = x.exhibitor_id
                     join product_listings l on l.product_id = x.product_id and l.edition_id = 0
                     where $10 and $11
                     group by x.product_id, e.edition_id, l.banner_code, l.category_code) of_each
               group by 1, 2, 3, 4, 5)
           select (select count(*) from editions e where e.state <> 'draft' and e.held_in <= at.day) as "editions!",
                  exhibitors.n as "exhibitors!", exhibitors.banners as "exhibitor_banners!",
                  case when not $10 then 0
                  when $11 then
                      (select coalesce(sum(n), 0)::bigint from shown
                       where since <= at.day and (at.edition is null and is_first or edition_id = at.edition)
                         and (at.banner is null or banner_code = at.banner)
                         and (at.category is null or left(category_code, length(at.category)) = at.category))
                  when at.edition is null then
                      (select count(*) from (
                          select distinct l.product_id from product_listings l
                          where l.edition_id <> 0 and (at.banner is null or l.banner_code = at.banner)
                            and (at.category is null or left(l.category_code, length(at.category)) = at.category)) listed)
                  else
                      (select coalesce(sum(c.products), 0)::bigint from product_counts c
                       where c.edition_id = at.edition and c.month = 0 and (at.banner is null or c.banner_code = at.banner)
                         and (at.category is null or left(c.category_code, length(at.category)) = at.category))
                  end as "products!",
                  (select coalesce(sum(s.amount), 0)
                   from onsite_sales s join exhibitors e on e.id = s.exhibitor_id join editions ed on ed.id = e.edition_id
                   where s.confirmed_on <= $6 and (at.edition is null or e.edition_id = at.edition)
                     and coalesce(ed.starts_on + (s.fair_day - 1), (ed.held_in + interval '1 month - 1 day')::date) <= at.day) as "sales!",
                  (select count(distinct village_code) from supplying
                   where signed_on <= at.day and (terminated_on is null or terminated_on > at.day)
                     and (at.edition is null or origin_edition_id = at.edition)
                     and (at.banner is null or banner_code = at.banner)) as "contract_villages!",
                  (select count(*) from divisions d
                   where d.is_gacha_village and (at.banner is null or d.banner_code = at.banner)
                     and ($7::text is null or d.township_code = $7)) as "gacha_villages!",
                  (select count(*) from public_trademarks t join brands b on b.id = t.brand_id join divisions d on d.code = b.home_code
                   where t.registered_on > at.day - interval '3 years' and t.registered_on <= at.day
                     and (at.banner is null or d.banner_code = at.banner)) as "trademarks!",
                  (select count(*) from brands b where b.named_on <= at.day) as "named_brands!",
                  (select count(*) from installation i where i.dispatch_launched_on <= at.day) as "dispatch_platforms!"
           from unnest($1::date[], $2::bigint[], $3::text[], $4::text[], $5::text[]) with ordinality
                as at (day, edition, banner, buyer_kind, category, position),
           lateral (
               select coalesce(sum(n), 0)::bigint as n, count(distinct banner_code) as banners
               from exhibiting
               where published_on <= at.day and (at.edition is null or edition_id = at.edition)
                 and (at.banner is null or banner_code = at.banner)) exhibitors
           order by position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.buyer_kinds as &[Option<String>],
        &columns.categories as &[Option<String>],
        today,
        scope.township.as_ref().map(|code| code.as_str()),
        reads(Source::Exhibitors),
        reads(Source::Villages),
        reads(Source::Products),
        is_of_the_past
    )
    .fetch_all(db)
    .await
}
