//! One page of the list of contracts: first the ids, selected by the given filters, then the
//! details.

use crate::{
    contracts::model::{Filter, Order, Row},
    database::conditions::Conditions,
    values::search_text::SearchQuery,
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
    if filter.order == Order::Amount && filter.product.is_none() {
        push_largest(&mut sql, filter, day, limit + offset);
    } else {
        push_found(&mut sql, filter, day);
        push_order(&mut sql, filter, &FOUND);
    }
    // The limit is part of the text: the cached plan assumes a few rows.
    sql.push(" limit ").push(limit).push(" offset ").push_bind(offset);
    sql.push(
        ") select c.id, c.number, c.title, b.name as buyer, s.name as supplier, c.signed_on,
              shown.amount, ",
    );
    push_purchase(&mut sql, filter, day);
    sql.push(
        " as purchase, shown.state, c.owner_banner_code from shown
              join contracts c on c.id = shown.contract_id",
    );
    sql.push(
        " join organisations s on s.id = c.supplier_id join organisations b on b.id = c.buyer_id",
    );
    push_order(&mut sql, filter, &SHOWN);
    // The search decides the plan.
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The ids, with their amount and state on the day, and their rank if it orders them.
pub(super) fn push_found(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push("select l.contract_id, ");
    push_amount(sql, filter, day);
    sql.push(" as amount, ");
    push_state(sql, day);
    sql.push(" as state");
    if let Some(search) = best(filter) {
        sql.push(", search_rank(c.search_text, ").push_bind(search.needles.clone());
        sql.push(") as rank");
    }
    push_matching(sql, filter, day);
}

/// The largest first: an index orders those that are settled by the day; the few others are
/// computed one by one.
fn push_largest(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate, most: i64) {
    sql.push(
        "select * from ((select l.contract_id, l.last_amount as amount, l.last_state as state",
    );
    push_matching(sql, filter, day);
    sql.push(" and l.settled_on <= ").push_bind(day);
    sql.push(" order by l.last_amount desc, l.contract_id limit ")
        .push_bind(most)
        .push(") union all (");
    push_found(sql, filter, day);
    sql.push(" and l.settled_on > ")
        .push_bind(day)
        .push(")) found order by amount desc, contract_id");
}

/// A filter by product counts only that product's lines of each contract, so that amounts add up to
/// the linked figure.
pub(super) fn push_amount(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    match filter.product {
        Some(product) => {
            sql.push(
                "(select sum(cl.amount) from contract_line_versions cl
                          where cl.contract_id = l.contract_id and cl.begins_on <= ",
            );
            sql.push_bind(day).push(" and cl.ceases_on > ").push_bind(day);
            sql.push(" and cl.product_id = ").push_bind(product.0).push(")");
        }
        None => {
            sql.push("case when l.settled_on <= ").push_bind(day).push(" then l.last_amount else");
            sql.push(" (select contract_amount(d.id, d.signed_amount, ").push_bind(day);
            sql.push(") from contracts d where d.id = l.contract_id) end");
        }
    }
}

pub(super) fn push_state(sql: &mut QueryBuilder<Postgres>, day: NaiveDate) {
    sql.push("case when l.settled_on <= ").push_bind(day).push(" then l.last_state else");
    sql.push(" (select contract_state(d.state, d.performing_on, d.completed_on, d.terminated_on, ")
        .push_bind(day);
    sql.push(") from contracts d where d.id = l.contract_id) end");
}

/// Accepted goods so far.
fn push_purchase(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    match filter.product {
        Some(product) => {
            sql.push(
                "(select sum(al.amount_accepted) from accepted_lines al
                          where al.contract_id = c.id and al.product_id = ",
            );
            sql.push_bind(product.0).push(" and al.accepted_on <= ").push_bind(day).push(")")
        }
        // The amount of a delivery is stored as of its latest day; before that day it is computed
        // from its entries.
        None => {
            sql.push("(select nullif(sum(case when x.latest_on <= ")
                .push_bind(day)
                .push(" then x.amount else");
            sql.push(
                " (select sum(e.amount) from journal_entries e
                          where e.root = 'delivery' and e.root_id = x.delivery_id",
            );
            sql.push(" and e.account = 'purchase.accepted' and e.effective_on <= ")
                .push_bind(day)
                .push(") end), 0)");
            sql.push(" from delivery_listings x where x.contract_id = c.id and x.shipped_on <= ")
                .push_bind(day)
                .push(")")
        }
    };
}

/// The words that order the list.
fn best(filter: &Filter) -> Option<&SearchQuery> {
    filter.search.as_ref().filter(|_| filter.order == Order::Best)
}

const FOUND: Columns = Columns { amount: "amount", signed_on: "l.signed_on", id: "l.contract_id" };
const SHOWN: Columns = Columns { amount: "shown.amount", signed_on: "c.signed_on", id: "c.id" };

/// The columns that order a list, by their names in its statement.
struct Columns {
    amount: &'static str,
    signed_on: &'static str,
    id: &'static str,
}

fn push_order(sql: &mut QueryBuilder<Postgres>, filter: &Filter, columns: &Columns) {
    let Columns { amount, signed_on, id } = columns;
    sql.push(if best(filter).is_some() { " order by rank, " } else { " order by " });
    sql.push(match filter.order {
        Order::Amount => format!("{amount} desc, {id}"),
        _ => format!("{signed_on} desc, {id} desc"),
    });
}

/// `from … where …`: `l` is the listing row, and `c` the contract, for filters that need more than
/// the listing.
fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    push_listed(sql, filter, day);
    push_facets(sql, filter, day);
}

/// Without the filters of the facets.
pub(super) fn push_listed(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(" from contract_listings l");
    // Only public contracts are listed. The view adds the project that one goes back to.
    match filter.project {
        Some(_) => sql.push(" join public_contracts c on c.id = l.contract_id"),
        None if filter.is_counted() => sql,
        None => sql.push(" join contracts c on c.id = l.contract_id"),
    };
    sql.push(" where l.signed_on <= ").push_bind(day).and_equal("l.edition_id", filter.edition);
    push_related(sql, filter, day);
}

fn push_facets(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.and_equal("l.banner_code", filter.banner.as_ref().map(|code| code.as_str()));
    sql.and_equal("l.buyer_kind", filter.buyer_kind.map(|kind| kind.code()));
    sql.and_equal("l.method", filter.method.map(|method| method.code()));
    if let Some(state) = filter.state {
        sql.push(" and ");
        push_state(sql, day);
        sql.push(" = ").push_bind(state.code());
    }
    if filter.standing {
        sql.push(" and ");
        push_state(sql, day);
        sql.push(" <> 'terminated'");
    }
}

/// The filters by one record, and by words.
fn push_related(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.and_found("c", filter.search.as_ref());
    sql.and_equal("c.buyer_id", filter.buyer).and_equal("c.supplier_id", filter.supplier);
    sql.and_equal("c.framework_id", filter.agreement);
    if let Some(project) = filter.project {
        sql.push(" and c.origin_project_id = ").push_bind(project.0);
        sql.push(" and c.id in (select d.id from contracts d where d.project_id = ")
            .push_bind(project.0);
        sql.push(
            " union all select d.id from contracts d
                  join framework_agreements a on a.id = d.framework_id where a.project_id = ",
        );
        sql.push_bind(project.0).push(")");
    }
    if let Some(product) = filter.product {
        sql.push(
            " and exists (select from contract_line_versions cl
                 where cl.contract_id = c.id and cl.product_id = ",
        );
        sql.push_bind(product.0).push(" and cl.begins_on <= ").push_bind(day);
        sql.push(" and cl.ceases_on > ").push_bind(day).push(")");
    }
    if let Some(village) = &filter.village {
        sql.push(
            " and exists (select from contract_village_terms v
                      where v.contract_id = c.id and v.village_code = ",
        );
        sql.push_bind(village.as_str().to_string());
        sql.push(" and v.begins_on <= ").push_bind(day).push(")");
    }
    if let Some(township) = &filter.township {
        let code = township.as_str().to_string();
        sql.push(
            " and exists (select from contract_village_terms v
                      where v.contract_id = c.id and left(v.village_code, ",
        );
        sql.push_bind(code.len() as i32).push(") = ").push_bind(code);
        sql.push(" and v.begins_on <= ").push_bind(day).push(")");
    }
}
