//! The contracts that goods are sent under, and what they still allow.

use crate::{
    contracts,
    deliveries::model::{
        acceptance::{AmountLimit, LineLimit},
        reach::Reach,
        shipment::{OpenContract, OpenLine},
    },
    projects::model::deal::Village,
    values::{
        ids::{ContractId, ContractLineId, OrganisationId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// The most contracts that a page offers.
const MOST_OFFERED: i64 = 200;

struct Row {
    id: ContractId,
    number: String,
    title: String,
    buyer_id: OrganisationId,
    buyer: String,
    supplier_id: OrganisationId,
    supplier: String,
    banner_code: PlaceCode,
    signed_on: NaiveDate,
    ends_on: NaiveDate,
    tolerance: Decimal,
}

impl Row {
    fn contract(self, lines: Vec<OpenLine>, villages: Vec<Village>) -> OpenContract {
        OpenContract {
            id: self.id,
            number: self.number,
            title: self.title,
            buyer_id: self.buyer_id,
            buyer: self.buyer,
            supplier_id: self.supplier_id,
            supplier: self.supplier,
            banner_code: self.banner_code,
            signed_on: self.signed_on,
            ends_on: self.ends_on,
            tolerance: self.tolerance,
            lines,
            villages,
        }
    }
}

/// Those in force within the reach, the next to end first. With `only`, that one.
async fn rows(
    db: impl PgExecutor<'_>,
    reach: &Reach,
    only: Option<ContractId>,
    today: NaiveDate,
) -> sqlx::Result<Vec<Row>> {
    query_as!(
        Row,
        r#"select c.id as "id: _", c.number, c.title, c.buyer_id as "buyer_id: _",
                  b.name as buyer, c.supplier_id as "supplier_id: _", s.name as supplier,
                  c.owner_banner_code as "banner_code: _", c.signed_on, e.ends_on as "ends_on!",
                  contract_tolerance(c.id, c.tolerance, $6) as "tolerance!"
           from contracts c
           join organisations b on b.id = c.buyer_id
           join organisations s on s.id = c.supplier_id,
           lateral (select contract_ends_on(c.id, c.ends_on, $6) as ends_on) e
           where c.state in ('signed', 'performing')
             and ($1::text is null or c.owner_banner_code = $1)
             and ($2::bigint is null or c.buyer_id = $2)
             and ($3::bigint is null or c.supplier_id = $3)
             and ($4::text is null or exists (
                 select from contract_village_terms
                 where contract_id = c.id and village_code = $4 and begins_on <= $6))
             and ($5::bigint is null or c.id = $5)
             and ($5::bigint is not null or e.ends_on >= $6)
           order by e.ends_on, c.id limit $7"#,
        reach.banner(),
        reach.buyer(),
        reach.supplier(),
        reach.village(),
        only.map(|id| id.0),
        today,
        MOST_OFFERED
    )
    .fetch_all(db)
    .await
}

/// Those that goods can be sent under today.
pub async fn open_contracts(
    connection: &mut PgConnection,
    reach: &Reach,
    today: NaiveDate,
) -> sqlx::Result<Vec<OpenContract>> {
    let rows = rows(&mut *connection, reach, None, today).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut lines = lines(connection, &ids, today).await?;
    let contracts = rows.into_iter().map(|row| {
        let (own, others) = lines.drain(..).partition(|line| line.contract_id == row.id);
        lines = others;
        row.contract(own, Vec::new())
    });
    Ok(contracts.collect())
}

/// One of them, with its villages. Its term may be over.
pub async fn open_contract(
    connection: &mut PgConnection,
    reach: &Reach,
    id: ContractId,
    today: NaiveDate,
) -> sqlx::Result<Option<OpenContract>> {
    let row = rows(&mut *connection, reach, Some(id), today).await?.into_iter().next();
    let Some(row) = row else { return Ok(None) };
    let lines = lines(&mut *connection, &[id.0], today).await?;
    let villages = query_as!(
        Village,
        r#"select d.code as "code: _", d.full_name, d.full_name_en
           from contract_village_terms v join divisions d on d.code = v.village_code
           where v.contract_id = $1 and v.begins_on <= $2 order by d.code"#,
        id.0,
        today
    );
    Ok(Some(row.contract(lines, villages.fetch_all(connection).await?)))
}

/// The lines in force, with all that was sent under any of their versions and not rejected. If a
/// later version orders less, no more than that is sent: it would not be accepted.
async fn lines(
    db: impl PgExecutor<'_>,
    contracts: &[i64],
    today: NaiveDate,
) -> sqlx::Result<Vec<OpenLine>> {
    query_as!(
        OpenLine,
        r#"select l.id as "id!: _", l.contract_id as "contract_id!: _", l.name as "name!",
                  l.category_code as "category_code!", l.unit_code as "unit_code!",
                  l.unit_price as "unit_price!",
                  (select case when bool_or(v.ceases_on = 'infinity') then min(v.quantity) else 0
                          end
                   from contract_line_versions v
                   where v.contract_id = l.contract_id and v.original_id = l.original_id
                     and v.ceases_on > $2) as "ordered!",
                  coalesce((
                      select sum(case g.state when 'accepted' then g.quantity_accepted
                                 else g.quantity_shipped end)
                      from contract_lines v
                      join delivery_lines g on g.contract_line_id = v.id and g.state <> 'rejected'
                      join deliveries d on d.id = g.delivery_id and d.voided_at is null
                      where v.contract_id = l.contract_id
                        and coalesce(v.original_id, v.id) = l.original_id), 0) as "sent!"
           from contract_line_versions l
           where l.contract_id = any ($1) and l.begins_on <= $2 and l.ceases_on > $2
           order by l.contract_id, l.position, l.id"#,
        contracts,
        today
    )
    .fetch_all(db)
    .await
}

/// Until the transaction ends nobody else sends or accepts goods under it, and nobody changes where
/// it comes from. Locked from the top of the ladder down, as posting does.
pub async fn lock_contract(connection: &mut PgConnection, id: ContractId) -> sqlx::Result<()> {
    contracts::store::office::lock_origin(&mut *connection, id).await?;
    query!(
        "select from framework_agreements
         where id = (select framework_id from contracts where id = $1) for share",
        id.0
    )
    .fetch_optional(&mut *connection)
    .await?;
    query!("select from contracts where id = $1 for no key update", id.0)
        .fetch_optional(connection)
        .await?;
    Ok(())
}

/// What the contract lines of a delivery allow, and what was accepted of them so far.
pub async fn line_limits(
    db: impl PgExecutor<'_>,
    lines: &[ContractLineId],
    day: NaiveDate,
) -> sqlx::Result<Vec<LineLimit>> {
    let lines: Vec<i64> = lines.iter().map(|id| id.0).collect();
    query_as!(
        LineLimit,
        r#"with asked as (
               select distinct contract_id, coalesce(original_id, id) as original_id
               from contract_lines where id = any ($1))
           select v.lines as "lines!: _",
                  coalesce((
                      select l.quantity from contract_line_versions l
                      where l.contract_id = a.contract_id and l.original_id = a.original_id
                        and l.begins_on <= $2 and l.ceases_on > $2), 0) as "ordered!",
                  coalesce((
                      select sum(g.quantity_accepted)
                      from delivery_lines g join deliveries d on d.id = g.delivery_id
                      where g.contract_line_id = any (v.lines) and d.voided_at is null
                        and g.state = 'accepted'), 0) as "accepted!"
           from asked a,
           lateral (select array_agg(l.id) as lines from contract_lines l
                    where l.contract_id = a.contract_id
                      and coalesce(l.original_id, l.id) = a.original_id) v"#,
        &lines,
        day
    )
    .fetch_all(db)
    .await
}

/// What the whole contract allows, and what was accepted under it so far.
pub async fn amount_limit(
    db: impl PgExecutor<'_>,
    id: ContractId,
    day: NaiveDate,
) -> sqlx::Result<AmountLimit> {
    query_as!(
        AmountLimit,
        r#"select contract_amount(c.id, c.signed_amount, $2) - c.adjustment as "ordered!",
                  contract_tolerance(c.id, c.tolerance, $2) as "tolerance!",
                  g.accepted as "accepted!", g.parts as "parts!"
           from contracts c,
           lateral (select coalesce(sum(amount_accepted), 0) as accepted, count(*) as parts
                    from accepted_lines where contract_id = c.id) g
           where c.id = $1"#,
        id.0,
        day
    )
    .fetch_one(db)
    .await
}
