//! The counts of the facets of the list of exhibitors, and the ids of a filter.

use crate::{exhibitors::model::Filter, values::facet::FacetCount};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The exhibitors of a filter, each condition in its own column. A search also covers the products
/// of an exhibitor and the code of its booth; of a banner's products, only those of exhibitors of
/// the banner count.
macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
                select e.id, e.edition_id, e.organisation_id, e.neutral_rank, e.booth_code,
                       e.zone_code,
                       o.name, o.pinyin, o.kind, o.banner_code, o.division_code, o.search_text,
                       ($5::text is null or o.banner_code = $5) as in_banner,
                       ($6::text is null or o.kind = $6) as in_kind,
                       ($7::text is null or e.zone_code = $7) as in_zone,
                       ($8::text is null or exists (
                            select from certifications c
                            where c.organisation_id = o.id and c.scheme = $8
                              and c.verified_on is not null
                              and c.valid_from <= $4
                              and (c.valid_to is null or c.valid_to >= $4))) as is_certified
                from public_exhibitors e
                join organisations o on o.id = e.organisation_id
                where ($1::bigint is null or e.edition_id = $1)
                  and ($11::date is null or e.published_on <= $11)
                  and ($2::text is null
                       or o.id in (select f.id from organisations f
                           where search_finds(f.search_tokens, f.search_text, $2, $3))
                       or lower(e.booth_code) = $9
                       or (($10::text is null or o.banner_code = $10)
                           and e.id in (select x.exhibitor_id from exhibits x
                               join products p on p.id = x.product_id
                                        where p.state = 'published'
                                          and search_finds(p.search_tokens, p.search_text, $2,
                                              $3))))) "
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

mod certified;
mod common;
mod exported;
pub use common::{is_common, list};
pub use exported::exported;

/// From the counts; searches and days of publication are counted among the exhibitors themselves.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    match filter.certification {
        _ if !filter.is_counted() => found(db, filter, today).await,
        Some(scheme) => certified::counts(db, filter, scheme, today).await,
        None => counted(db, filter, today).await,
    }
}

/// Each line of a facet is a sum of count rows. Certificates depend on the day: their line is the
/// sum of the changes up to it.
async fn counted(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with counted as materialized (
               select banner_code, kind, zone_code, exhibitors,
                      ($2 = '*' or banner_code = $2) as in_banner,
                      ($3 = '*' or kind = $3) as in_kind,
                      ($4::text is null or zone_code = $4) as in_zone
               from exhibitor_counts where $1::bigint = 0 or edition_id = $1)
           select 'total' as "facet!", '' as "value!",
                  coalesce(sum(exhibitors), 0)::bigint as "count!" from counted
                  where in_banner and in_kind and in_zone
           union all select 'banner', banner_code, sum(exhibitors)::bigint from counted
           where in_kind and in_zone and banner_code <> '' group by 2
           union all select 'kind', kind, sum(exhibitors)::bigint from counted
           where in_banner and in_zone group by 2
           union all select 'zone', zone_code, sum(exhibitors)::bigint from counted
           where in_banner and in_kind and zone_code <> '' group by 2
           union all
           select 'certification', scheme, sum(exhibitors)::bigint from (
               select scheme, exhibitors from exhibitor_steps
               where edition = $1 and banner = $2 and of_kind = $3 and zone = coalesce($4, '*')
                 and unit = 'year' and starts_on < date_trunc('year', $5::date)
               union all select scheme, exhibitors from exhibitor_steps
               where edition = $1 and banner = $2 and of_kind = $3 and zone = coalesce($4, '*')
                 and unit = 'month'
                 and starts_on >= date_trunc('year', $5::date)
                 and starts_on < date_trunc('month', $5::date)
               union all select scheme, exhibitors from exhibitor_steps
               where edition = $1 and banner = $2 and of_kind = $3 and zone = coalesce($4, '*')
                 and unit = 'day'
                 and starts_on >= date_trunc('month', $5::date) and starts_on <= $5) steps
           group by scheme"#,
        filter.edition.map_or(0, |id| id.0),
        filter.banner.as_ref().map_or("*", |code| code.as_str()),
        filter.kind.map_or("*", |kind| kind.code()),
        filter.zone.as_deref(),
        today
    )
    .fetch_all(db)
    .await
}

async fn found(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_banner and in_kind and in_zone and is_certified
         union all select 'banner', banner_code, count(*) from matching
         where banner_code is not null and in_kind and in_zone and is_certified group by 2
         union all select 'kind', kind, count(*) from matching
         where in_banner and in_zone and is_certified group by 2
         union all select 'zone', zone_code, count(*) from matching
         where in_banner and in_kind and is_certified and zone_code is not null group by 2
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
