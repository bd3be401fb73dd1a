//! Contract lines beside what was accepted and paid of them.

use crate::{
    database::conditions::Conditions,
    payments::model::three_way::{
        Between, Line, MOST_CONTRACTS, Settled, ThreeWay, ThreeWayFilter,
    },
    values::{
        amount::Amount,
        ids::{ContractId, ContractLineId, OrganisationId, UserId},
        rung::{Contract, Payment, Purchase},
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, QueryBuilder, query, query_as};
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct ContractRow {
    id: ContractId,
    number: String,
    title: String,
    buyer: String,
    supplier: String,
    is_over: bool,
    is_terminated: bool,
    tolerance: Decimal,
}

/// The latest contracts within the reach, `MOST_CONTRACTS` at most, with their lines.
pub async fn list(
    connection: &mut PgConnection,
    filter: &ThreeWayFilter,
) -> sqlx::Result<Vec<ThreeWay>> {
    let contracts = contracts(&mut *connection, filter).await?;
    let ids: Vec<i64> = contracts.iter().map(|contract| contract.id.0).collect();
    let mut lines: HashMap<ContractId, Vec<Line>> = HashMap::new();
    for row in lines_of(connection, &ids, filter.today).await? {
        lines.entry(row.contract_id).or_default().push(row.into());
    }
    let whole = |row: ContractRow| ThreeWay {
        lines: lines.remove(&row.id).unwrap_or_default(),
        id: row.id,
        number: row.number,
        title: row.title,
        buyer: row.buyer,
        supplier: row.supplier,
        is_over: row.is_over,
        is_terminated: row.is_terminated,
        tolerance: row.tolerance,
    };
    Ok(contracts.into_iter().map(whole).collect())
}

async fn contracts(
    db: impl PgExecutor<'_>,
    filter: &ThreeWayFilter,
) -> sqlx::Result<Vec<ContractRow>> {
    let mut sql = QueryBuilder::new(
        "select c.id, c.number, c.title, b.name as buyer, s.name as supplier,
                c.state = 'terminated' as is_terminated, contract_tolerance(c.id, c.tolerance, ",
    );
    sql.push_bind(filter.today).push(
        ") as tolerance,
                c.state = 'completed'
                or c.state <> 'terminated' and contract_ends_on(c.id, c.ends_on, ",
    );
    sql.push_bind(filter.today).push(") < ").push_bind(filter.today).push(
        " as is_over
         from contracts c
         join organisations b on b.id = c.buyer_id
         join organisations s on s.id = c.supplier_id
         where c.state not in ('draft', 'void')",
    );
    let reach = &filter.reach;
    sql.and_equal("c.owner_banner_code", reach.banner());
    sql.and_equal("c.buyer_id", reach.buyer()).and_equal("c.supplier_id", reach.supplier());
    sql.and_equal("c.owner_banner_code", filter.banner.as_ref().map(|code| code.as_str()));
    sql.and_equal("c.id", filter.contract);
    if let Some(typed) = &filter.typed {
        sql.push(" and (strpos(lower(c.number), ").push_bind(typed.to_lowercase());
        sql.push(") > 0 or strpos(b.name, ").push_bind(typed.clone());
        sql.push(") > 0 or strpos(s.name, ").push_bind(typed.clone()).push(") > 0)");
    }
    sql.push(" order by c.signed_on desc, c.id desc limit ").push_bind(MOST_CONTRACTS);
    sql.build_query_as().fetch_all(db).await
}

struct LineRow {
    contract_id: ContractId,
    id: ContractLineId,
    name: String,
    unit_code: String,
    quantity: Decimal,
    ordered: Amount<Contract>,
    quantity_accepted: Decimal,
    accepted: Amount<Purchase>,
    paid: Amount<Payment>,
    is_disputed: bool,
    unpaid_since: Option<NaiveDate>,
    settled: sqlx::types::Json<Vec<SettledRow>>,
}

#[derive(serde::Deserialize)]
struct SettledRow {
    kind: String,
    amount: Decimal,
    is_tail: bool,
    note: String,
    settled_on: NaiveDate,
}

impl SettledRow {
    fn settled(self) -> Option<Settled> {
        Some(Settled {
            between: self.kind.parse::<Between>().ok()?,
            amount: self.amount,
            is_tail: self.is_tail,
            note: self.note,
            settled_on: self.settled_on,
        })
    }
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            unit_code: row.unit_code,
            quantity: row.quantity,
            ordered: row.ordered,
            quantity_accepted: row.quantity_accepted,
            accepted: row.accepted,
            paid: row.paid,
            is_disputed: row.is_disputed,
            unpaid_since: row.unpaid_since,
            settled: row.settled.0.into_iter().filter_map(SettledRow::settled).collect(),
        }
    }
}

/// Each line in its latest version, with the goods of all of them. A line that an amendment has
/// removed is there if goods of it were accepted.
async fn lines_of(
    db: impl PgExecutor<'_>,
    contracts: &[i64],
    today: NaiveDate,
) -> sqlx::Result<Vec<LineRow>> {
    query_as!(
        LineRow,
        r#"with goods as (
               select coalesce(k.original_id, k.id) as original_id, l.state, l.accepted_on,
                      l.quantity_accepted, l.amount_accepted,
                      case when l.state = 'accepted' then (
                          select sum(x.amount) from payment_allocations x
                          join payments p on p.id = x.payment_id and p.voided_at is null
                          where x.delivery_line_id = l.id) end as paid
               from deliveries d
               join delivery_lines l on l.delivery_id = d.id
               join contract_lines k on k.id = l.contract_line_id
               where d.contract_id = any ($1) and d.voided_at is null),
           sums as (
               select original_id, sum(quantity_accepted) as quantity_accepted,
                      sum(amount_accepted) as accepted, sum(paid) as paid,
                      bool_or(state = 'disputed') as is_disputed,
                      min(accepted_on) filter (where amount_accepted > coalesce(paid, 0))
                          as unpaid_since
               from goods group by 1),
           latest as (
               select distinct on (contract_id, original_id) *
               from contract_line_versions
               where contract_id = any ($1) and begins_on <= $2
               order by contract_id, original_id, version desc)
           select l.contract_id as "contract_id!: _", l.id as "id!: _", l.name as "name!",
                  l.unit_code as "unit_code!", f.factor * l.quantity as "quantity!",
                  f.factor * l.amount as "ordered!: _",
                  coalesce(g.quantity_accepted, 0) as "quantity_accepted!",
                  coalesce(g.accepted, 0) as "accepted!: _", coalesce(g.paid, 0) as "paid!: _",
                  coalesce(g.is_disputed, false) as "is_disputed!", g.unpaid_since,
                  coalesce((
                      select jsonb_agg(to_jsonb(e) || jsonb_build_object('amount', e.amount::text))
                      from settled_differences e
                      where e.contract_line_id in (
                          select v.id from contract_lines v
                          where v.contract_id = l.contract_id
                            and coalesce(v.original_id, v.id) = l.original_id)), '[]') as "settled!: _"
           from latest l
           left join sums g on g.original_id = l.original_id,
           lateral (select (l.ceases_on > $2)::integer as factor) f
           where f.factor = 1 or g.accepted > 0 or g.is_disputed
           order by l.contract_id, l.position, l.id"#,
        contracts,
        today
    )
    .fetch_all(db)
    .await
}

/// The contract of a line.
pub struct Owner {
    pub contract_id: ContractId,
    pub number: String,
    pub buyer_id: OrganisationId,
}

/// Until the transaction ends nobody else settles a difference on it.
pub async fn lock_line(
    connection: &mut PgConnection,
    id: ContractLineId,
) -> sqlx::Result<Option<Owner>> {
    query_as!(
        Owner,
        r#"select c.id as "contract_id: _", c.number, c.buyer_id as "buyer_id: _"
           from contract_lines l join contracts c on c.id = l.contract_id
           where l.id = $1 for no key update of l"#,
        id.0
    )
    .fetch_optional(connection)
    .await
}

/// In place of an earlier word on the same difference.
pub async fn settle(
    connection: &mut PgConnection,
    line: ContractLineId,
    settled: &Settled,
    by: UserId,
) -> sqlx::Result<()> {
    query!(
        "insert into settled_differences (contract_line_id, kind, amount, is_tail, note,
             settled_by, settled_on)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (contract_line_id, kind) do update
         set amount = excluded.amount, is_tail = excluded.is_tail, note = excluded.note,
             settled_by = excluded.settled_by, settled_on = excluded.settled_on",
        line.0,
        settled.between.code(),
        settled.amount,
        settled.is_tail,
        settled.note,
        by.0,
        settled.settled_on
    )
    .execute(connection)
    .await?;
    Ok(())
}
