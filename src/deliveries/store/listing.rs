//! One page of the list of deliveries: first the ids, selected by the given filters, then the
//! details.

use crate::{
    database::conditions::Conditions,
    deliveries::model::{Filter, Kind, Order, Row},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder};

pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    day: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Row>> {
    let mut sql = QueryBuilder::new("with shown as (");
    match filter.is_of_whole_deliveries() {
        true => push_whole(&mut sql, filter, day, limit + offset),
        false => {
            sql.push("select x.*");
            push_each(&mut sql, filter, day);
            push_facets(&mut sql, filter, "x.states");
        }
    }
    sql.push("), chosen as materialized (select * from shown");
    push_order(&mut sql, filter, "shown");
    sql.push(" limit ").push_bind(limit).push(" offset ").push_bind(offset).push(")");
    push_rows(&mut sql, filter, day);
    push_order(&mut sql, filter, "chosen");
    // The search decides the plan.
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The listing shows most as they were on the day; for those that were in transit then, the lines
/// are read.
fn push_whole(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate, first: i64) {
    sql.push("(select x.* from delivery_listings x where x.latest_on <= ").push_bind(day);
    push_matching(sql, filter, "x.states");
    push_order(sql, filter, "x");
    sql.push(" limit ").push_bind(first);
    sql.push(
        ") union all select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind,
              x.supplier_id, x.owner_banner_code,",
    );
    sql.push(" x.origin_edition_id, x.shipped_on, greatest(l.accepted_on, x.shipped_on), l.states, l.amount");
    sql.push(" from delivery_listings x, lateral delivered_of(x.delivery_id, ")
        .push_bind(day)
        .push(") l");
    sql.push(" where x.shipped_on <= ").push_bind(day).push(" and x.latest_on > ").push_bind(day);
    push_matching(sql, filter, "l.states");
}

/// Each delivery as of the day. A filter by product or category counts the matching goods only, so
/// that amounts add up to the linked figure.
pub(super) fn push_each(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(" from delivered(").push_bind(day).push(", ").push_bind(filter.category.clone());
    sql.push(", ").push_bind(filter.product).push(", null, null) x where true");
    push_related(sql, filter);
}

fn push_order(sql: &mut QueryBuilder<Postgres>, filter: &Filter, table: &str) {
    sql.push(match filter.order {
        Order::Latest => format!(" order by {table}.latest_on desc, {table}.delivery_id desc"),
        Order::Amount => format!(" order by {table}.amount desc, {table}.delivery_id"),
    });
}

fn push_rows(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(
        " select chosen.delivery_id as id, d.number, chosen.contract_id, c.number as contract,
                     b.name as buyer,",
    );
    sql.push(
        " s.name as supplier, chosen.shipped_on, lines.accepted_on, lines.goods,
                     lines.villages, lines.villages_en,",
    );
    sql.push(" chosen.amount as purchase, chosen.states as line_states from chosen");
    sql.push(" join deliveries d on d.id = chosen.delivery_id");
    sql.push(
        " join organisations b on b.id = chosen.buyer_id
              join organisations s on s.id = chosen.supplier_id",
    );
    sql.push(" left join contracts c on c.id = chosen.contract_id, lateral (select");
    sql.push(" max(l.accepted_on) filter (where l.accepted_on <= ")
        .push_bind(day)
        .push(") as accepted_on,");
    sql.push(" array_agg(distinct l.name) filter (where true");
    if let Some(category) = &filter.category {
        sql.push(" and starts_with(l.category_code, ").push_bind(category.clone()).push(")");
    }
    if let Some(product) = filter.product {
        sql.push(" and l.product_id = ").push_bind(product.0);
    }
    sql.push(
        ") as goods, array_agg(distinct v.full_name) as villages,
                     array_agg(distinct v.full_name_en) as villages_en",
    );
    sql.push(
        " from delivery_lines l join divisions v on v.code = l.village_code
              where l.delivery_id = chosen.delivery_id) lines",
    );
}

/// `x` is the listing row.
fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &Filter, states: &str) {
    push_facets(sql, filter, states);
    push_related(sql, filter);
}

pub(super) fn push_facets(sql: &mut QueryBuilder<Postgres>, filter: &Filter, states: &str) {
    sql.and_equal("(x.contract_id is null)", filter.kind.map(|kind| kind == Kind::OffContract));
    if let Some(state) = filter.state {
        sql.push(" and ").push_bind(state.code()).push(format!(" = any ({states})"));
    }
    sql.and_equal("x.owner_banner_code", filter.banner.as_ref().map(|code| code.as_str()));
    sql.and_equal("x.buyer_kind", filter.buyer_kind.map(|kind| kind.code()));
}

/// The filters by one record, place or word. A filter by place counts whole deliveries: the part of
/// a place is not public for a single delivery.
fn push_related(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.and_equal("x.origin_edition_id", filter.edition)
        .and_equal("x.contract_id", filter.contract);
    sql.and_equal("x.buyer_id", filter.buyer).and_equal("x.supplier_id", filter.supplier);
    if let Some(agreement) = filter.agreement {
        sql.push(" and x.contract_id in (select id from contracts where framework_id = ")
            .push_bind(agreement)
            .push(")");
    }
    if let Some(project) = filter.project {
        sql.push(
            " and x.contract_id in (select id from public_contracts where origin_project_id = ",
        )
        .push_bind(project)
        .push(")");
    }
    if let Some(village) = &filter.village {
        sql.push(
            " and x.delivery_id in (select delivery_id from delivery_lines where village_code = ",
        );
        sql.push_bind(village.as_str().to_string()).push(")");
    }
    if let Some(township) = &filter.township {
        let code = township.as_str().to_string();
        sql.push(
            " and x.delivery_id in (select delivery_id from delivery_lines
                      where village_code between ",
        );
        sql.push_bind(code.clone()).push(" and ").push_bind(format!("{code}999")).push(")");
    }
    if let Some(search) = &filter.search {
        sql.push(
            " and x.delivery_id in (select n.id from deliveries n left
                      join contracts m on m.id = n.contract_id",
        );
        sql.push(" where strpos(lower(n.number), ").push_bind(search.folded.clone());
        sql.push(") > 0 or strpos(lower(m.number), ")
            .push_bind(search.folded.clone())
            .push(") > 0)");
    }
}
