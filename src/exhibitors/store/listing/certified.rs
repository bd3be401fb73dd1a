//! The counts of the facets for exhibitors with a certificate.

use crate::{exhibitors::model::Filter, products::model::Scheme, values::facet::FacetCount};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// Each line of a facet is the sum of the changes up to the day, for its exhibitors. The facet of
/// certificates covers every scheme.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    scheme: Scheme,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with listed as materialized (
               select banner_code, kind, zone_code from exhibitor_counts
               where $1::bigint = 0 or edition_id = $1),
           asked (facet, value, of_banner, of_kind, of_zone, of_scheme) as (
               select 'total', '', $2::text, $3::text, coalesce($4::text, '*'), $6::text
               union all select 'certification', '', $2, $3, coalesce($4, '*'), null
               union all select distinct 'banner', banner_code, banner_code, $3, coalesce($4, '*'),
               $6 from listed where banner_code <> ''
               union all select distinct 'kind', kind, $2, kind, coalesce($4, '*'), $6 from listed
               union all select distinct 'zone', zone_code, $2, $3, zone_code, $6 from listed
               where zone_code <> '')
           select facet as "facet!", case when of_scheme is null then scheme else value
               end as "value!",
                  coalesce(sum(exhibitors), 0)::bigint as "count!"
           from asked left join lateral (
               select scheme, exhibitors from exhibitor_steps s
               where s.edition = $1 and s.banner = of_banner and s.of_kind = asked.of_kind
                 and s.zone = of_zone
                 and unit = 'year' and starts_on < date_trunc('year', $5::date)
               union all select scheme, exhibitors from exhibitor_steps s
               where s.edition = $1 and s.banner = of_banner and s.of_kind = asked.of_kind
                 and s.zone = of_zone
                 and unit = 'month' and starts_on >= date_trunc('year', $5::date)
                 and starts_on < date_trunc('month', $5::date)
               union all select scheme, exhibitors from exhibitor_steps s
               where s.edition = $1 and s.banner = of_banner and s.of_kind = asked.of_kind
                 and s.zone = of_zone
                 and unit = 'day' and starts_on >= date_trunc('month', $5::date)
                 and starts_on <= $5) steps
             on of_scheme is null or scheme = of_scheme
           group by 1, 2 having facet = 'total' or sum(exhibitors) <> 0"#,
        filter.edition.map_or(0, |id| id.0),
        filter.banner.as_ref().map_or("*", |code| code.as_str()),
        filter.kind.map_or("*", |kind| kind.code()),
        filter.zone.as_deref(),
        today,
        scheme.code()
    )
    .fetch_all(db)
    .await
}
