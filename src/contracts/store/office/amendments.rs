//! What a contract says after each of its amendments.

use crate::{
    contracts::model::{
        Amendment,
        amendment::{AmendmentRecord, Version, VersionLine},
        terms::Goods,
    },
    files::model::Scan,
    projects::model::deal::Village,
    values::{
        amount::Amount,
        ids::{AmendmentId, ContractId, ContractLineId},
        rung::Contract,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// After the amendment of this ordinal, if it and those before it are in effect; 0: as signed.
pub async fn version(
    connection: &mut PgConnection,
    id: ContractId,
    ordinal: i16,
) -> sqlx::Result<Version> {
    let head = query!(
        r#"select c.starts_on,
                  c.signed_amount + coalesce(m.amount, 0) as "amount!: Amount<Contract>",
                  coalesce(m.ends_on[1], c.ends_on) as "ends_on!",
                  coalesce(m.tolerance[1], c.tolerance) as "tolerance!",
                  greatest(c.signed_on, m.since) as "since!"
           from contracts c,
           lateral (select sum(m.amount_change) as amount,
                           max(greatest(m.effective_on, m.signed_on)) as since,
                           array_agg(m.ends_on order by m.ordinal desc)
                               filter (where m.ends_on is not null) as ends_on,
                           array_agg(m.tolerance order by m.ordinal desc)
                               filter (where m.tolerance is not null) as tolerance
                    from contract_amendments m
                    where m.contract_id = c.id and m.ordinal <= $2 and m.voided_at is null) m
           where c.id = $1"#,
        id.0,
        ordinal
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok(Version {
        lines: lines(&mut *connection, id, ordinal).await?,
        amount: head.amount,
        starts_on: head.starts_on,
        ends_on: head.ends_on,
        tolerance: head.tolerance,
        villages: villages(connection, id, ordinal).await?,
        since: head.since,
    })
}

struct LineRow {
    id: ContractLineId,
    original_id: ContractLineId,
    name: String,
    category_code: String,
    specification: String,
    quantity: Decimal,
    unit_code: String,
    unit_price: Decimal,
    sent: Decimal,
}

impl From<LineRow> for VersionLine {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.id,
            original_id: row.original_id,
            goods: Goods {
                name: row.name,
                category_code: row.category_code,
                specification: row.specification,
                quantity: row.quantity,
                unit_code: row.unit_code,
                unit_price: row.unit_price,
            },
            sent: row.sent,
        }
    }
}

async fn lines(
    db: impl PgExecutor<'_>,
    id: ContractId,
    ordinal: i16,
) -> sqlx::Result<Vec<VersionLine>> {
    let rows = query_as!(
        LineRow,
        r#"select l.id as "id: _", coalesce(l.original_id, l.id) as "original_id!: _", l.name,
                  l.category_code, l.specification, l.quantity, l.unit_code, l.unit_price,
                  coalesce((
                      select sum(case g.state when 'accepted' then g.quantity_accepted
                                 else g.quantity_shipped end)
                      from contract_lines v
                      join delivery_lines g on g.contract_line_id = v.id and g.state <> 'rejected'
                      join deliveries d on d.id = g.delivery_id and d.voided_at is null
                      where v.contract_id = l.contract_id
                        and coalesce(v.original_id, v.id) = coalesce(l.original_id, l.id)), 0)
                      as "sent!"
           from contract_lines l
           left join contract_amendments added on added.id = l.added_by_id
           left join contract_amendments removed
                on removed.id = l.removed_by_id and removed.voided_at is null
           where l.contract_id = $1 and added.voided_at is null and coalesce(added.ordinal, 0) <= $2::smallint
             and (removed.id is null or removed.ordinal > $2)
           order by l.position, l.id"#,
        id.0,
        ordinal
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(VersionLine::from).collect())
}

async fn villages(
    db: impl PgExecutor<'_>,
    id: ContractId,
    ordinal: i16,
) -> sqlx::Result<Vec<Village>> {
    query_as!(
        Village,
        r#"select d.code as "code: _", d.full_name, d.full_name_en
           from contract_villages v
           join divisions d on d.code = v.village_code
           left join contract_amendments m on m.id = v.added_by_id
           where v.contract_id = $1 and coalesce(m.ordinal, 0) <= $2::smallint order by d.code"#,
        id.0,
        ordinal
    )
    .fetch_all(db)
    .await
}

struct Row {
    id: AmendmentId,
    ordinal: i16,
    reason: String,
    signed_on: NaiveDate,
    effective_on: NaiveDate,
    amount_change: Amount<Contract>,
    ends_on: Option<NaiveDate>,
    rationale: Vec<String>,
    tolerance: Option<Decimal>,
    ceiling_reason: Option<String>,
    voided_at: Option<DateTime<Utc>>,
    void_reason: Option<String>,
    is_last: bool,
}

impl From<Row> for AmendmentRecord {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            amendment: Amendment {
                ordinal: row.ordinal,
                reason: row.reason,
                signed_on: row.signed_on,
                effective_on: row.effective_on,
                amount_change: row.amount_change,
                ends_on: row.ends_on,
                rationale: row.rationale.iter().filter_map(|code| code.parse().ok()).collect(),
                tolerance: row.tolerance,
            },
            ceiling_reason: row.ceiling_reason,
            voided_at: row.voided_at,
            void_reason: row.void_reason,
            is_last: row.is_last,
        }
    }
}

/// Of a contract, the first one first, voids among them.
pub async fn amendments(
    db: impl PgExecutor<'_>,
    id: ContractId,
) -> sqlx::Result<Vec<AmendmentRecord>> {
    let rows = query_as!(
        Row,
        r#"select id as "id: _", ordinal, reason, signed_on, effective_on,
                  amount_change as "amount_change: _", ends_on, rationale, tolerance,
                  ceiling_reason, voided_at, void_reason,
                  ordinal = max(ordinal) filter (where voided_at is null)
                      over (partition by contract_id) is true as "is_last!"
           from contract_amendments where contract_id = $1 order by ordinal"#,
        id.0
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(AmendmentRecord::from).collect())
}

/// Whether goods were sent under a line or from a village that it added, or more than the line
/// before it allows.
pub async fn is_used(
    db: impl PgExecutor<'_>,
    contract: ContractId,
    id: AmendmentId,
) -> sqlx::Result<bool> {
    let row = query!(
        r#"select exists (
               select from contract_lines l
               join delivery_lines g on g.contract_line_id = l.id and g.state <> 'rejected'
               join deliveries d on d.id = g.delivery_id and d.voided_at is null
               where l.contract_id = $2 and l.added_by_id = $1)
           or exists (
               select from contract_villages v
               join deliveries d on d.contract_id = v.contract_id and d.voided_at is null
               join delivery_lines g on g.delivery_id = d.id and g.village_code = v.village_code
                    and g.state <> 'rejected'
               where v.contract_id = $2 and v.added_by_id = $1)
           or exists (
               select from contract_lines l
               join contract_lines v on v.contract_id = l.contract_id
                    and coalesce(v.original_id, v.id) = coalesce(l.original_id, l.id)
               join delivery_lines g on g.contract_line_id = v.id and g.state <> 'rejected'
               join deliveries d on d.id = g.delivery_id and d.voided_at is null
               where l.contract_id = $2 and l.removed_by_id = $1
               group by l.id, l.quantity
               having sum(case g.state when 'accepted' then g.quantity_accepted
                          else g.quantity_shipped end) > l.quantity) as "is!""#,
        id.0,
        contract.0
    );
    Ok(row.fetch_one(db).await?.is)
}

/// Scans of the sealed paper, the latest last.
pub async fn scans(db: impl PgExecutor<'_>, id: AmendmentId) -> sqlx::Result<Vec<Scan>> {
    query_as!(
        Scan,
        r#"select f.id as "id: _", f.code as "code: _",
                  f.content_type = 'application/pdf' as "is_pdf!"
           from amendment_scans s join files f on f.id = s.file_id
           where s.amendment_id = $1 and f.removed_at is null order by f.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}
