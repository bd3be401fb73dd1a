//! The list, its counts, and the task of a desk.

use crate::{
    database::conditions::Conditions,
    deliveries::model::reach::Reach,
    payments::model::record::{Listed, OfficeFilter, Stage},
    values::{facet::FacetCount, window::Window},
};
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_scalar};

/// The latest first.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    window: Window,
) -> sqlx::Result<Vec<Listed>> {
    let mut sql = QueryBuilder::new(
        "select p.id, p.number, b.name as buyer, s.name as supplier, p.paid_on, p.amount,
                coalesce((select sum(x.amount) from payment_allocations x
                          where x.payment_id = p.id), 0) as allocated,
                p.voided_at is not null as is_void ",
    );
    push_matching(&mut sql, filter);
    sql.push(" order by p.paid_on desc, p.id desc limit ").push_bind(window.limit);
    sql.push(" offset ").push_bind(window.offset);
    sql.build_query_as().fetch_all(db).await
}

fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &OfficeFilter) {
    sql.push(
        "from payments p join organisations b on b.id = p.buyer_id
         join organisations s on s.id = p.supplier_id where true",
    );
    let reach = &filter.reach;
    sql.and_equal("s.banner_code", reach.banner());
    sql.and_equal("p.buyer_id", reach.buyer()).and_equal("p.supplier_id", reach.supplier());
    sql.and_equal("s.banner_code", filter.banner.as_ref().map(|code| code.as_str()));
    match filter.stage {
        None => {}
        Some(Stage::Void) => {
            sql.push(" and p.voided_at is not null");
        }
        Some(Stage::Prepaid) => {
            sql.push(" and p.id in (select payment_id from prepaid_payments)");
        }
        Some(Stage::Divided) => {
            sql.push(" and p.voided_at is null");
            sql.push(" and p.id not in (select payment_id from prepaid_payments)");
        }
    }
    if let Some(contract) = filter.contract {
        sql.push(
            " and p.id in (select x.payment_id from payment_allocations x
                           join delivery_lines l on l.id = x.delivery_line_id
                           join deliveries d on d.id = l.delivery_id where d.contract_id = ",
        );
        sql.push_bind(contract).push(")");
    }
    if let Some(typed) = &filter.typed {
        sql.push(" and (strpos(lower(p.number), ").push_bind(typed.to_lowercase());
        sql.push(") > 0 or strpos(b.name, ").push_bind(typed.clone());
        sql.push(") > 0 or strpos(s.name, ").push_bind(typed.clone()).push(") > 0)");
    }
}

/// How many at each stage and in each banner, and in all.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new(
        "with matching as materialized (
             select s.banner_code as banner,
                    case when p.voided_at is not null then 'void'
                         when p.id in (select payment_id from prepaid_payments) then 'prepaid'
                         else 'divided' end as stage ",
    );
    push_matching(&mut sql, &OfficeFilter { stage: None, banner: None, ..filter.clone() });
    sql.push("), here as (select stage from matching where true");
    sql.and_equal("banner", filter.banner.as_ref().map(|code| code.as_str()));
    sql.push("), staged as (select banner from matching where true");
    sql.and_equal("stage", filter.stage.map(Stage::code));
    sql.push(
        ") select 'stage' as facet, stage as value, count(*) as count from here group by 2
           union all select 'banner', banner, count(*) from staged
           where banner is not null group by 2
           union all select 'total', '', count(*) from here where true",
    );
    sql.and_equal("stage", filter.stage.map(Stage::code));
    sql.build_query_as().fetch_all(db).await
}

/// How many have something left to be divided among accepted goods.
pub async fn prepaid(db: impl PgExecutor<'_>, reach: &Reach) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!"
           from prepaid_payments r join payments p on p.id = r.payment_id
           join organisations s on s.id = p.supplier_id
           where ($1::text is null or s.banner_code = $1)
             and ($2::bigint is null or p.buyer_id = $2)
             and ($3::bigint is null or p.supplier_id = $3)"#,
        reach.banner(),
        reach.buyer(),
        reach.supplier()
    )
    .fetch_one(db)
    .await
}
