//! The list of exhibitors and the counts of its facets.

use crate::{
    exhibitors::model::{Card, Filter, Order},
    products::model::{Scheme, neutral_offset},
    values::facet::{FacetCount, MOST_COUNTED},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The exhibitors of a filter, each condition of which is a column of its own. A search also looks at
/// what an exhibitor shows and at its booth's code; what it shows of a banner counts if it is of that banner too.
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
                  and ($11::date is null or e.published_on <= $11)
                  and ($2::text is null
                       or o.id in (select f.id from organisations f where search_finds(f.search_tokens, f.search_text, $2, $3))
                       or lower(e.booth_code) = $9
                       or (($10::text is null or o.banner_code = $10)
                           and e.id in (select x.exhibitor_id from exhibits x join products p on p.id = x.product_id
                                        where p.state = 'published' and search_finds(p.search_tokens, p.search_text, $2, $3))))) "
                + $head + " from matching " + $tail,
            $filter.edition.map(|id| id.0),
            $filter.search.as_ref().map(|q| q.tokens.as_str()),
            $filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $today,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.kind.map(|kind| kind.code()),
            $filter.zone.as_deref(),
            $filter.certification.map(|scheme| scheme.code()),
            $filter.search.as_ref().map(|q| q.folded.as_str()),
            $filter.search.as_ref().and_then(|q| q.banner.as_deref()),
            $filter.as_of
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported;

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
                 order by search_rank(matching.search_text, $3), edition_id desc, neutral_rank < $14, neutral_rank, id
                 limit $12 offset $13",
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
                 order by booth_code nulls last, id limit $12 offset $13",
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
                 order by matching.pinyin, id limit $12 offset $13",
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

/// From the counts; a search, and a certificate that is valid or not by the day, are looked for among the
/// exhibitors themselves.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    if filter.is_counted() { counted(db, filter, today).await } else { found(db, filter, today).await }
}

async fn counted(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    let schemes: Vec<String> = Scheme::ALL.iter().map(|scheme| scheme.code().to_string()).collect();
    query_as!(
        FacetCount,
        r#"with counted as materialized (
               select banner_code, kind, zone_code, exhibitors, ($2::text is null or banner_code = $2) as in_banner,
                      ($3::text is null or kind = $3) as in_kind, ($4::text is null or zone_code = $4) as in_zone
               from exhibitor_counts where $1::bigint is null or edition_id = $1)
           select 'total' as "facet!", '' as "value!", coalesce(sum(exhibitors), 0)::bigint as "count!" from counted where in_banner and in_kind and in_zone
           union all select 'banner', banner_code, sum(exhibitors)::bigint from counted where in_kind and in_zone and banner_code <> '' group by 2
           union all select 'kind', kind, sum(exhibitors)::bigint from counted where in_banner and in_zone group by 2
           union all select 'zone', zone_code, sum(exhibitors)::bigint from counted where in_banner and in_kind and zone_code <> '' group by 2
           union all select case when valid.n > $7 then 'certification+' else 'certification' end, scheme, least(valid.n, $7)
               from unnest($5::text[]) as scheme,
                    lateral (select count(*) as n from (
                        select distinct l.exhibitor_id
                        from certifications c join exhibitors e on e.organisation_id = c.organisation_id
                        join exhibitor_listings l on l.exhibitor_id = e.id
                        where c.scheme = scheme.scheme and c.verified_on is not null and c.valid_from <= $6 and (c.valid_to is null or c.valid_to >= $6)
                          and ($1::bigint is null or l.edition_id = $1) and ($2::text is null or l.banner_code = $2)
                          and ($3::text is null or l.kind = $3) and ($4::text is null or l.zone_code = $4)
                        limit $7::bigint + 1) certified) valid"#,
        filter.edition.map(|id| id.0),
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.kind.map(|kind| kind.code()),
        filter.zone.as_deref(),
        &schemes,
        today,
        MOST_COUNTED
    )
    .fetch_all(db)
    .await
}

async fn found(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
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
