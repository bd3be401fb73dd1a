//! Every statement on exhibitors, their booths, exhibits and on-site sales.

use super::model::{Card, Filter, Found, NewBoothAssignment, NewExhibit, NewExhibitor, NewOnsiteSale, Order, Participation, SalesRow};
use crate::{
    products::model::neutral_offset,
    values::{
        facet::FacetCount,
        ids::{EditionId, ExhibitorId, OrganisationId},
    },
};
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(connection: &mut PgConnection, exhibitors: &[NewExhibitor]) -> sqlx::Result<()> {
    query!(
        "insert into exhibitors (id, edition_id, organisation_id, state, applied_on, published_on, neutral_rank)
         select id, edition_id, organisation_id, state, applied_on, published_on, neutral_rank from jsonb_populate_recordset(null::exhibitors, $1)",
        json!(exhibitors)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_booth_assignments(connection: &mut PgConnection, assignments: &[NewBoothAssignment]) -> sqlx::Result<()> {
    query!(
        "insert into booth_assignments (booth_id, exhibitor_id, assigned_at, released_at)
         select booth_id, exhibitor_id, assigned_at, released_at from jsonb_populate_recordset(null::booth_assignments, $1)",
        json!(assignments)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_exhibits(connection: &mut PgConnection, exhibits: &[NewExhibit]) -> sqlx::Result<()> {
    query!(
        "insert into exhibits (id, exhibitor_id, product_id, price)
         select id, exhibitor_id, product_id, price from jsonb_populate_recordset(null::exhibits, $1)",
        json!(exhibits)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_onsite_sales(connection: &mut PgConnection, sales: &[NewOnsiteSale]) -> sqlx::Result<()> {
    query!(
        "insert into onsite_sales (id, exhibitor_id, fair_day, sold_on, category_code, amount, confirmed_on, confirmed_by)
         select id, exhibitor_id, fair_day, sold_on, category_code, amount, confirmed_on, confirmed_by
         from jsonb_populate_recordset(null::onsite_sales, $1)",
        json!(sales)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The exhibitors of a filter, each condition of which is a column of its own. A search also looks at
/// what an exhibitor shows and at its booth's code.
macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
                select e.id, e.edition_id, e.organisation_id, e.neutral_rank, e.booth_code, e.zone_code,
                       o.name, o.pinyin, o.kind, o.banner_code, o.division_code, o.search_text,
                       ($5::text is null or o.banner_code = $5) as in_banner,
                       ($6::text is null or o.kind = $6) as in_kind,
                       ($7::text is null or e.zone_code = $7) as in_zone,
                       ($8::text is null or exists (
                            select from certifications c where c.organisation_id = o.id and c.scheme = $8 and c.verified_on is not null
                              and c.valid_from <= $4 and (c.valid_to is null or c.valid_to >= $4))) as is_certified
                from public_exhibitors e
                join organisations o on o.id = e.organisation_id
                where ($1::bigint is null or e.edition_id = $1)
                  and ($2::text[] is null
                       or (o.search_tokens @> $2 and strpos(o.search_text, $3) > 0)
                       or strpos(lower(e.booth_code), $3) > 0
                       or exists (select from exhibits x join products p on p.id = x.product_id
                                  where x.exhibitor_id = e.id and p.search_tokens @> $2 and strpos(p.search_text, $3) > 0))) "
                + $head + " from matching " + $tail,
            $filter.edition.map(|id| id.0),
            $filter.search.as_ref().map(|q| q.tokens.clone()) as Option<Vec<String>>,
            $filter.search.as_ref().map(|q| q.folded.as_str()),
            $today,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.kind.map(|kind| kind.code()),
            $filter.zone.as_deref(),
            $filter.certification.map(|scheme| scheme.code())
            $(, $more)*
        )
    };
}

macro_rules! cards {
    ($order:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        matching!(
            Card,
            r#"select matching.id as "id!: _", matching.edition_id as "edition_id!: _", matching.name as "name!", matching.kind as "kind!: _",
                      d.full_name as "division!", d.full_name_en as "division_en!", d.level as "division_level!",
                      matching.banner_code as "banner_code: _", booth_code,
                      array(select p.name from exhibits x join products p on p.id = x.product_id
                            where x.exhibitor_id = matching.id and p.state = 'published' order by x.id limit 3) as "goods!",
                      (select count(*) from exhibits x join products p on p.id = x.product_id
                       where x.exhibitor_id = matching.id and p.state = 'published') as "products!",
                      (select p.category_code from exhibits x join products p on p.id = x.product_id
                       where x.exhibitor_id = matching.id and p.state = 'published' order by x.id limit 1) as category_code,
                      coalesce((select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'valid_to', c.valid_to) order by c.scheme)
                       from (select scheme, case when bool_or(valid_to is null) then null else max(valid_to) end as valid_to
                             from certifications
                             where organisation_id = matching.organisation_id and verified_on is not null
                               and valid_from <= $4 and (valid_to is null or valid_to >= $4)
                             group by scheme) c), '[]') as "badges!: _""#,
            $order,
            $filter,
            $today
            $(, $more)*
        )
    };
}

pub async fn list(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, limit: i64, offset: i64) -> sqlx::Result<Vec<Card>> {
    match filter.order {
        Order::Today => {
            cards!(
                "join divisions d on d.code = division_code
                 where in_banner and in_kind and in_zone and is_certified
                 order by case when $3::text is null then 0 when strpos(matching.search_text, $3) > 0 then strpos(matching.search_text, $3) else 10000 end,
                          neutral_rank < $11, neutral_rank, id
                 limit $9 offset $10",
                filter,
                today,
                limit,
                offset,
                neutral_offset(today)
            )
            .fetch_all(db)
            .await
        }
        Order::Booth => {
            cards!(
                "join divisions d on d.code = division_code where in_banner and in_kind and in_zone and is_certified
                 order by booth_code nulls last, id limit $9 offset $10",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Name => {
            cards!(
                "join divisions d on d.code = division_code where in_banner and in_kind and in_zone and is_certified
                 order by matching.pinyin, id limit $9 offset $10",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
    }
}

pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_banner and in_kind and in_zone and is_certified
         union all select 'banner', banner_code, count(*) from matching where banner_code is not null and in_kind and in_zone and is_certified group by 2
         union all select 'kind', kind, count(*) from matching where in_banner and in_zone and is_certified group by 2
         union all select 'zone', zone_code, count(*) from matching where in_banner and in_kind and is_certified and zone_code is not null group by 2
         union all select 'certification', c.scheme, count(distinct matching.id)
             from matching join certifications c on c.organisation_id = matching.organisation_id
             where in_banner and in_kind and in_zone and c.verified_on is not null
               and c.valid_from <= $4 and (c.valid_to is null or c.valid_to >= $4) group by 2",
        filter,
        today
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: ExhibitorId) -> sqlx::Result<Option<Found>> {
    query_as!(
        Found,
        r#"select e.id as "id!: _", e.edition_id as "edition_id!: _", e.organisation_id as "organisation_id!: _",
                  e.booth_code, e.zone_code, z.name as "zone?", z.name_en as "zone_en?",
                  o.name, o.pinyin, o.number, o.kind as "kind: _", o.introduction, o.founded_on,
                  o.division_code as "division_code: _", d.full_name as division, d.full_name_en as division_en, d.level as division_level,
                  t.name as "township?", t.name_en as "township_en?",
                  o.banner_code as "banner_code: _"
           from public_exhibitors e
           join organisations o on o.id = e.organisation_id
           join divisions d on d.code = o.division_code
           left join divisions t on t.code = d.township_code
           left join zones z on z.id = e.zone_id
           where e.id = $1 and o.state = 'published'"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

/// An organisation's parts in all editions, newest first.
pub async fn participations(db: impl PgExecutor<'_>, organisation: OrganisationId) -> sqlx::Result<Vec<Participation>> {
    query_as!(
        Participation,
        r#"select e.id as "exhibitor_id!: _", e.edition_id as "edition_id!: _", e.booth_code
           from public_exhibitors e join editions ed on ed.id = e.edition_id
           where e.organisation_id = $1 order by ed.ordinal desc"#,
        organisation.0
    )
    .fetch_all(db)
    .await
}

/// Confirmed on-site sales of an edition by fair day and category.
pub async fn sales(db: impl PgExecutor<'_>, edition: EditionId, day: NaiveDate) -> sqlx::Result<Vec<SalesRow>> {
    query_as!(
        SalesRow,
        r#"select s.fair_day, s.category_code, sum(s.amount) as "amount!", count(distinct s.exhibitor_id) as "exhibitors!"
           from onsite_sales s join exhibitors e on e.id = s.exhibitor_id
           where e.edition_id = $1 and s.confirmed_on <= $2
           group by s.fair_day, s.category_code order by s.fair_day, s.category_code"#,
        edition.0,
        day
    )
    .fetch_all(db)
    .await
}

/// How many reports still wait for an organiser.
pub async fn unconfirmed_sales(db: impl PgExecutor<'_>, edition: EditionId, day: NaiveDate) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from onsite_sales s join exhibitors e on e.id = s.exhibitor_id
           where e.edition_id = $1 and (s.confirmed_on is null or s.confirmed_on > $2)"#,
        edition.0,
        day
    )
    .fetch_one(db)
    .await
}
