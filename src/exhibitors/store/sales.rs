//! Confirmed on-site sales, on the day they were sold; on the month's last where an edition's days are not on record.

use crate::{
    exchange::model::parties::SalesRecord,
    exhibitors::model::{SalesFilter, SalesRow},
    values::facet::FacetCount,
};
use sqlx::{PgExecutor, query_as};

macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr) => {
        query_as!(
            $row,
            "with matching as (
                select s.exhibitor_id, s.fair_day, s.category_code, s.amount, o.banner_code, z.code as zone_code, ed.ordinal,
                       ($4::smallint is null or s.fair_day = $4) as in_day, ($5::text is null or o.banner_code = $5) as in_banner,
                       ($6::text is null or s.category_code = $6) as in_category, ($7::text is null or z.code = $7) as in_zone
                from onsite_sales s
                join exhibitors e on e.id = s.exhibitor_id
                join editions ed on ed.id = e.edition_id and ed.state <> 'draft'
                join organisations o on o.id = e.organisation_id
                left join booth_assignments a on a.exhibitor_id = e.id and a.released_at is null
                left join booths b on b.id = a.booth_id
                left join zones z on z.id = b.zone_id
                where s.confirmed_on <= $1 and ($3::bigint is null or e.edition_id = $3)
                  and coalesce(ed.starts_on + (s.fair_day - 1), (ed.held_in + interval '1 month - 1 day')::date) <= $2) "
                + $head
                + " from matching "
                + $tail,
            $filter.today,
            $filter.as_of,
            $filter.edition.map(|id| id.0),
            $filter.fair_day,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.category.as_deref(),
            $filter.zone.as_deref()
        )
    };
}

/// By fair day and category.
pub async fn rows(db: impl PgExecutor<'_>, filter: &SalesFilter) -> sqlx::Result<Vec<SalesRow>> {
    matching!(
        SalesRow,
        r#"select fair_day as "fair_day!", category_code as "category_code!", sum(amount) as "amount!", count(distinct exhibitor_id) as "exhibitors!""#,
        "where in_day and in_banner and in_category and in_zone group by fair_day, category_code order by fair_day, category_code",
        filter
    )
    .fetch_all(db)
    .await
}

/// How many exhibitors sold something, in all and for each value of a facet.
pub async fn counts(db: impl PgExecutor<'_>, filter: &SalesFilter) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(distinct exhibitor_id) as "count!""#,
        "where in_day and in_banner and in_category and in_zone
         union all select 'day', fair_day::text, count(distinct exhibitor_id) from matching where in_banner and in_category and in_zone group by 2
         union all select 'banner', banner_code, count(distinct exhibitor_id) from matching where in_day and in_category and in_zone and banner_code is not null group by 2
         union all select 'category', category_code, count(distinct exhibitor_id) from matching where in_day and in_banner and in_zone group by 2
         union all select 'zone', zone_code, count(distinct exhibitor_id) from matching where in_day and in_banner and in_category and zone_code is not null group by 2",
        filter
    )
    .fetch_all(db)
    .await
}

/// As they leave the house: few, and all at once.
pub async fn exported(db: impl PgExecutor<'_>, filter: &SalesFilter) -> sqlx::Result<Vec<SalesRecord>> {
    matching!(
        SalesRecord,
        r#"select ordinal as "edition!", fair_day as "fair_day!", category_code as "category_code!", count(distinct exhibitor_id) as "exhibitors!",
                  sum(amount) as "onsite_sales!: _""#,
        "where in_day and in_banner and in_category and in_zone group by ordinal, fair_day, category_code order by ordinal, fair_day, category_code",
        filter
    )
    .fetch_all(db)
    .await
}
