//! The list, its counts, and the tasks of a desk.

use crate::{
    database::conditions::Conditions,
    deliveries::model::{
        reach::Reach,
        record::{Listed, OfficeFilter, Stage},
    },
    values::{facet::FacetCount, window::Window},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_as};

/// The latest first. A village team sees the lines of its village.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    window: Window,
) -> sqlx::Result<Vec<Listed>> {
    let mut sql = QueryBuilder::new(
        "with chosen as materialized (
             select d.* from deliveries d left join contracts c on c.id = d.contract_id
             where true",
    );
    push_reach(&mut sql, &filter.reach);
    push_filters(&mut sql, filter);
    sql.push(" order by d.planned_on desc, d.id desc limit ").push_bind(window.limit);
    sql.push(" offset ").push_bind(window.offset).push(
        ") select d.id, d.number, c.number as contract, b.name as buyer, s.name as supplier,
                  d.owner_banner_code as banner_code, d.planned_on, d.shipped_on,
                  d.voided_at is not null as is_void, l.goods, l.states, l.accepted
           from chosen d
           join organisations b on b.id = d.buyer_id
           join organisations s on s.id = d.supplier_id
           left join contracts c on c.id = d.contract_id,
           lateral (select array_agg(distinct name) as goods, array_agg(distinct state) as states,
                           sum(amount_accepted) as accepted
                    from delivery_lines where delivery_id = d.id",
    );
    if let Some(village) = filter.reach.village() {
        sql.push(" and village_code = ").push_bind(village.to_string());
    }
    sql.push(") l order by d.planned_on desc, d.id desc");
    sql.build_query_as().fetch_all(db).await
}

fn push_reach(sql: &mut QueryBuilder<Postgres>, reach: &Reach) {
    sql.and_equal("d.owner_banner_code", reach.banner());
    sql.and_equal("d.buyer_id", reach.buyer()).and_equal("d.supplier_id", reach.supplier());
    if let Some(village) = reach.village() {
        sql.push(" and d.id in (select delivery_id from delivery_lines where village_code = ")
            .push_bind(village.to_string())
            .push(")");
    }
}

fn push_filters(sql: &mut QueryBuilder<Postgres>, filter: &OfficeFilter) {
    sql.and_equal("d.owner_banner_code", filter.banner.as_ref().map(|code| code.as_str()));
    sql.and_equal("d.contract_id", filter.contract);
    if let Some(stage) = filter.stage {
        push_stage(sql, stage, filter.today);
    }
    if let Some(typed) = &filter.typed {
        let typed = typed.to_lowercase();
        sql.push(" and (strpos(lower(d.number), ").push_bind(typed.clone());
        sql.push(") > 0 or strpos(lower(c.number), ").push_bind(typed).push(") > 0)");
    }
}

/// Each stage is found along an index of its own.
fn push_stage(sql: &mut QueryBuilder<Postgres>, stage: Stage, today: NaiveDate) {
    const UNSETTLED: &str = "(select delivery_id from delivery_lines
        where state in ('planned', 'shipped')
        union all select delivery_id from delivery_lines where state = 'disputed')";
    match stage {
        Stage::ToAccept => sql.push(
            " and d.voided_at is null and d.id in (
                  select delivery_id from delivery_lines where state = 'shipped')",
        ),
        Stage::Disputed => sql.push(
            " and d.voided_at is null and d.id in (
                  select delivery_id from delivery_lines where state = 'disputed')",
        ),
        Stage::ToShip => sql.push(" and d.shipped_on is null and d.voided_at is null"),
        Stage::Late => sql
            .push(" and d.shipped_on is null and d.voided_at is null and d.planned_on < ")
            .push_bind(today),
        Stage::Settled => sql.push(format!(" and d.voided_at is null and d.id not in {UNSETTLED}")),
        Stage::Void => sql.push(" and d.voided_at is not null"),
    };
}

/// How many in each stage and banner, and in all.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new(
        "with matching as materialized (
             select d.id, d.owner_banner_code as banner, d.shipped_on, d.planned_on,
                    d.voided_at is not null as is_void
             from deliveries d left join contracts c on c.id = d.contract_id where true",
    );
    push_reach(&mut sql, &filter.reach);
    push_filters(&mut sql, &OfficeFilter { stage: None, banner: None, ..filter.clone() });
    sql.push(
        "), open as (select distinct delivery_id, state from delivery_lines
                     where state in ('planned', 'shipped')
                     union all select distinct delivery_id, state from delivery_lines
                     where state = 'disputed'),
         staged as (
             select m.banner, s.stage from matching m,
             lateral (
                 select 'void' as stage where m.is_void
                 union all select 'to_ship' where not m.is_void and m.shipped_on is null
                 union all select 'late' where not m.is_void and m.shipped_on is null
                     and m.planned_on < ",
    );
    sql.push_bind(filter.today).push(
        ") s
             union all
             select m.banner, case o.state when 'shipped' then 'to_accept' else 'disputed' end
             from open o join matching m on m.id = o.delivery_id
             where not m.is_void and o.state <> 'planned'
             union all
             select m.banner, 'settled' from matching m
             where not m.is_void and m.id not in (select delivery_id from open)),
         here as (select * from staged where true",
    );
    sql.and_equal("banner", filter.banner.as_ref().map(|code| code.as_str()));
    sql.push(
        ") select 'stage' as facet, stage as value, count(*) as count from here group by 2
           union all select 'banner', banner, count(*) from ",
    );
    match filter.stage {
        None => sql.push("matching"),
        Some(stage) => sql
            .push("(select banner from staged where stage = ")
            .push_bind(stage.code())
            .push(") x"),
    };
    sql.push(" group by 2 union all select 'total', '', count(*) from ");
    match filter.stage {
        None => sql
            .push("matching where true")
            .and_equal("banner", filter.banner.as_ref().map(|code| code.as_str())),
        Some(stage) => sql.push("here where stage = ").push_bind(stage.code()),
    };
    sql.build_query_as().fetch_all(db).await
}

/// What waits on a desk.
#[derive(Debug, Clone, Copy)]
pub struct Works {
    pub to_accept: i64,
    pub disputed: i64,
    pub late: i64,
}

pub async fn works(
    db: impl PgExecutor<'_>,
    reach: &Reach,
    today: NaiveDate,
) -> sqlx::Result<Works> {
    query_as!(
        Works,
        r#"with mine as (
               select d.id, d.planned_on, d.shipped_on, l.state
               from delivery_lines l join deliveries d on d.id = l.delivery_id
               where d.voided_at is null
                 and (l.state in ('planned', 'shipped') or l.state = 'disputed')
                 and ($1::text is null or d.owner_banner_code = $1)
                 and ($2::bigint is null or d.buyer_id = $2)
                 and ($3::bigint is null or d.supplier_id = $3)
                 and ($4::text is null or l.village_code = $4))
           select count(distinct id) filter (where state = 'shipped') as "to_accept!",
                  count(distinct id) filter (where state = 'disputed') as "disputed!",
                  count(distinct id) filter (where shipped_on is null and planned_on < $5)
                      as "late!"
           from mine"#,
        reach.banner(),
        reach.buyer(),
        reach.supplier(),
        reach.village(),
        today
    )
    .fetch_one(db)
    .await
}
