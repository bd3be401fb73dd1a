//! The booths and days of an edition.

use crate::{
    database::conditions::Conditions,
    sales::model::office::{Counted, Listed, OfficeFilter, Stage},
    values::window::Window,
};
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// Those first that wait for somebody.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    window: Window,
) -> sqlx::Result<Vec<Listed>> {
    let mut sql = QueryBuilder::new(
        "select exhibitor_id, organisation, booth_code, fair_day, report_id, version, entered_by,
                coalesce(is_asked, false) as is_asked, stage, lines ",
    );
    push_booths(&mut sql, filter);
    push_typed(&mut sql, filter);
    sql.and_equal("fair_day", filter.day).and_equal("zone_code", filter.zone.as_deref());
    sql.and_equal("banner_code", filter.banner.as_ref().map(|code| code.as_str()));
    sql.and_equal("stage", filter.stage.map(Stage::code));
    sql.push(
        " order by array_position(array['waiting', 'missing', 'none', 'confirmed'], stage),
                   booth_code nulls last, exhibitor_id, fair_day limit ",
    );
    sql.push_bind(window.limit).push(" offset ").push_bind(window.offset);
    sql.build_query_as().fetch_all(db).await
}

/// Every booth with every day that has come, and its report if there is one.
fn push_booths(sql: &mut QueryBuilder<Postgres>, filter: &OfficeFilter) {
    sql.push(
        "from (
             select e.id as exhibitor_id, o.name as organisation, o.pinyin, o.banner_code,
                    p.booth_code, p.zone_code, d.fair_day::smallint as fair_day,
                    r.id as report_id, r.version, r.entered_by,
                    r.question is not null and not r.is_answered as is_asked,
                    case when r.id is null then 'missing' when r.said_none then 'none'
                         when s.is_waiting then 'waiting' else 'confirmed' end as stage,
                    coalesce(s.amount, 0) as amount, coalesce(s.lines, '[]') as lines
             from exhibitors e
             join organisations o on o.id = e.organisation_id
             left join public_exhibitors p on p.id = e.id
             cross join generate_series(1, coalesce(",
    );
    sql.push_bind(filter.last_day.map(i32::from));
    sql.push(
        ", (select max(known.fair_day)::integer from onsite_reports known
            join exhibitors of_edition on of_edition.id = known.exhibitor_id
            where of_edition.edition_id = ",
    );
    sql.push_bind(filter.edition);
    sql.push(
        "), 0)) as d (fair_day)
             left join onsite_reports r on r.exhibitor_id = e.id and r.fair_day = d.fair_day
             left join lateral (
                 select sum(l.amount) as amount, bool_or(l.confirmed_on is null) as is_waiting,
                        jsonb_agg(to_jsonb(l) || jsonb_build_object(
                            'quantity', l.quantity::text, 'amount', l.amount::text,
                            'reported_amount', l.reported_amount::text) order by l.position)
                            as lines
                 from onsite_sales l
                 where l.exhibitor_id = e.id and l.fair_day = d.fair_day) s on r.id is not null
             where e.edition_id = ",
    );
    sql.push_bind(filter.edition).push(" and (p.id is not null or r.id is not null)");
    sql.and_equal("o.banner_code", filter.reach.as_ref().map(|code| code.as_str()));
    sql.push(") booths where true");
}

fn push_typed(sql: &mut QueryBuilder<Postgres>, filter: &OfficeFilter) {
    if let Some(typed) = &filter.typed {
        sql.push(" and (strpos(organisation, ").push_bind(typed.clone());
        sql.push(") > 0 or strpos(pinyin, ").push_bind(typed.to_lowercase());
        sql.push(") > 0 or strpos(booth_code, ").push_bind(typed.to_uppercase()).push(") > 0)");
    }
}

/// How many at each value of each filter beside the other filters, and what they sold.
pub async fn counts(db: impl PgExecutor<'_>, filter: &OfficeFilter) -> sqlx::Result<Vec<Counted>> {
    let mut sql = QueryBuilder::new(
        "with matching as materialized (
             select stage, fair_day::text as day, zone_code as zone, banner_code as banner, amount, ",
    );
    sql.is_equal_as("stage", filter.stage.map(Stage::code), "is_stage").push(", ");
    sql.is_equal_as("fair_day", filter.day, "is_day").push(", ");
    sql.is_equal_as("zone_code", filter.zone.as_deref(), "is_zone").push(", ");
    let banner = filter.banner.as_ref().map(|code| code.as_str());
    sql.is_equal_as("banner_code", banner, "is_banner").push(" ");
    push_booths(&mut sql, filter);
    push_typed(&mut sql, filter);
    sql.push(
        ") select 'stage' as facet, stage as value, count(*), sum(amount) as amount from matching
           where is_day and is_zone and is_banner group by 2
           union all select 'day', day, count(*), sum(amount) from matching
           where is_stage and is_zone and is_banner group by 2
           union all select 'zone', zone, count(*), sum(amount) from matching
           where is_stage and is_day and is_banner and zone is not null group by 2
           union all select 'banner', banner, count(*), sum(amount) from matching
           where is_stage and is_day and is_zone and banner is not null group by 2
           union all select 'total', '', count(*), coalesce(sum(amount), 0) from matching
           where is_stage and is_day and is_zone and is_banner",
    );
    sql.build_query_as().fetch_all(db).await
}
