//! What the desk reads.

use super::members::parties_of;
use crate::{
    projects::model::{
        ProjectType,
        deal::{CeremonyState, ContractTerms, Deal, Goods, Method, Parties, RunRow, Terms},
    },
    values::{
        ids::{ContractId, EditionId, ProjectId, UserId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query_as, query_scalar};

/// The deals of an edition that are not void, in their order; of one banner if given.
pub async fn run_sheet(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    banner: Option<&PlaceCode>,
) -> sqlx::Result<Vec<RunRow>> {
    query_as!(
        RunRow,
        r#"select p.id as "id: _", p.run_order, p.number, p.title, p.rung as "rung: _",
                  p.type as "type: _", s.name as supplier, b.name as buyer,
                  p.owner_banner_code as "owner_banner_code: _", p.amount,
                  p.signed_on, p.ceremony_state as "state: _", p.released_at,
                  r.number as "renews?", p.scan_id is not null as "has_scan!", p.scan_due_on,
                  exists (select from project_withdrawals w where w.project_id = p.id)
                      as "was_withdrawn!"
           from signed_projects p
           join organisations s on s.id = p.supplier_id
           join organisations b on b.id = p.buyer_id
           left join signed_projects r on r.id = coalesce(p.renews_id, p.follows_id)
           where p.edition_id = $1 and p.voided_at is null
             and ($2::text is null or p.owner_banner_code = $2)
           order by p.run_order"#,
        edition.0,
        banner.map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

struct Row {
    id: ProjectId,
    edition_id: EditionId,
    ordinal: i16,
    run_order: i16,
    number: String,
    version: i32,
    state: CeremonyState,
    title: String,
    r#type: ProjectType,
    amount: Decimal,
    contract_id: Option<ContractId>,
    contract_number: Option<String>,
    method: Option<Method>,
    category: Option<String>,
    ends_on: Option<NaiveDate>,
    signed_on: NaiveDate,
    signed_at: Option<DateTime<Utc>>,
    released_at: Option<DateTime<Utc>>,
    goods: Option<String>,
    quantity: Option<Decimal>,
    unit: Option<String>,
    scan_due_on: Option<NaiveDate>,
    renews_id: Option<ProjectId>,
    renews: Option<String>,
    follows_id: Option<ProjectId>,
    distinct_from_id: Option<ProjectId>,
    amount_reason: Option<String>,
    capacity_reason: Option<String>,
    owner_banner_code: PlaceCode,
    entered_by: Option<UserId>,
    entered_by_name: Option<String>,
    void_reason: Option<String>,
    needs_second_person: bool,
}

/// With its parties and villages. `banner`: only if that banner owns it.
pub async fn find(
    connection: &mut PgConnection,
    id: ProjectId,
    banner: Option<&PlaceCode>,
) -> sqlx::Result<Option<Deal>> {
    let row = query_as!(
        Row,
        r#"select p.id as "id: _", p.edition_id as "edition_id: _", e.ordinal, p.run_order,
                  p.number, p.version, p.ceremony_state as "state: _", p.title,
                  p.type as "type: _", p.amount, p.signed_on, p.signed_at,
                  k.id as "contract_id?: _", nullif(k.number, p.number) as contract_number,
                  k.method as "method?: _", k.ends_on as "ends_on?",
                  (select l.category_code from contract_lines l where l.contract_id = k.id
                   order by l.position limit 1) as category,
                  p.released_at, p.goods, p.quantity, p.unit, p.scan_due_on,
                  p.renews_id as "renews_id: _", p.follows_id as "follows_id: _",
                  r.number as "renews?",
                  p.distinct_from_id as "distinct_from_id: _", p.amount_reason, p.capacity_reason,
                  p.owner_banner_code as "owner_banner_code: _", p.entered_by as "entered_by: _",
                  u.name as "entered_by_name?", p.void_reason,
                  e.releases_need_two as needs_second_person
           from signed_projects p
           join editions e on e.id = p.edition_id
           left join contracts k on k.deal_id = p.id
           left join signed_projects r on r.id = coalesce(p.renews_id, p.follows_id)
           left join users u on u.id = p.entered_by
           where p.id = $1 and ($2::text is null or p.owner_banner_code = $2)"#,
        id.0,
        banner.map(|code| code.as_str())
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let parties = parties_of(connection, &[row.id.0]).await?.remove(&row.id);
    let parties = parties.ok_or(sqlx::Error::RowNotFound)?;
    Ok(Some(deal(row, parties)))
}

fn deal(row: Row, parties: Parties) -> Deal {
    let contract = ContractTerms::of(row.contract_number, row.method, row.category, row.ends_on);
    let terms = Terms {
        title: row.title,
        r#type: row.r#type,
        amount: row.amount,
        contract,
        signed_on: row.signed_on,
        goods: Goods::of(row.goods, row.quantity, row.unit.as_deref()),
        scan_due_on: row.scan_due_on,
        renews_id: row.renews_id,
        follows_id: row.follows_id,
        distinct_from_id: row.distinct_from_id,
        amount_reason: row.amount_reason,
        capacity_reason: row.capacity_reason,
    };
    Deal {
        id: row.id,
        edition_id: row.edition_id,
        ordinal: row.ordinal,
        run_order: row.run_order,
        number: row.number,
        version: row.version,
        state: row.state,
        terms,
        parties,
        owner_banner_code: row.owner_banner_code,
        entered_by: row.entered_by,
        entered_by_name: row.entered_by_name,
        signed_at: row.signed_at,
        released_at: row.released_at,
        renews: row.renews,
        contract_id: row.contract_id,
        void_reason: row.void_reason,
        needs_second_person: row.needs_second_person,
    }
}

/// The same, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    id: ProjectId,
    banner: Option<&PlaceCode>,
) -> sqlx::Result<Option<Deal>> {
    let locked =
        query_scalar!("select id from signed_projects where id = $1 for no key update", id.0)
            .fetch_optional(&mut *connection)
            .await?;
    if locked.is_some() { find(connection, id, banner).await } else { Ok(None) }
}
