//! What sheets of a run-sheet read and write, many deals at once.

use super::{lock_edition, members::parties_of};
use crate::{
    projects::model::{
        ProjectType,
        deal::{
            CeremonyState, ContractTerms, Earlier, Goods, Listed, Method, Parties, Party, Slot,
            Terms,
        },
    },
    values::{
        ids::{EditionId, ProjectId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as};
use std::collections::HashMap;

struct Row {
    id: ProjectId,
    run_order: i16,
    number: String,
    state: CeremonyState,
    owner_banner_code: PlaceCode,
    title: String,
    r#type: ProjectType,
    amount: Decimal,
    contract_number: Option<String>,
    method: Option<Method>,
    category: Option<String>,
    ends_on: Option<NaiveDate>,
    signed_on: NaiveDate,
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
}

/// The deals of an edition that are not void, in their order; of one banner if given.
pub async fn listed(
    connection: &mut PgConnection,
    edition: EditionId,
    banner: Option<&PlaceCode>,
) -> sqlx::Result<Vec<Listed>> {
    let rows = query_as!(
        Row,
        r#"select p.id as "id: _", p.run_order, p.number, p.ceremony_state as "state: _",
                  p.owner_banner_code as "owner_banner_code: _", p.title, p.type as "type: _",
                  p.amount, p.signed_on, p.goods, p.quantity, p.unit,
                  nullif(k.number, p.number) as contract_number, k.method as "method?: _",
                  (select l.category_code from contract_lines l where l.contract_id = k.id
                   order by l.position limit 1) as category,
                  k.ends_on as "ends_on?",
                  p.scan_due_on, p.renews_id as "renews_id: _", r.number as "renews?",
                  p.follows_id as "follows_id: _",
                  p.distinct_from_id as "distinct_from_id: _", p.amount_reason, p.capacity_reason
           from signed_projects p
           left join contracts k on k.deal_id = p.id
           left join signed_projects r on r.id = coalesce(p.renews_id, p.follows_id)
           where p.edition_id = $1 and p.voided_at is null
             and ($2::text is null or p.owner_banner_code = $2)
           order by p.run_order"#,
        edition.0,
        banner.map(|code| code.as_str())
    )
    .fetch_all(&mut *connection)
    .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut parties = parties_of(connection, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let parties = parties.remove(&row.id).ok_or(sqlx::Error::RowNotFound)?;
            Ok(row.listed(parties))
        })
        .collect()
}

impl Row {
    fn listed(self, parties: Parties) -> Listed {
        let contract =
            ContractTerms::of(self.contract_number, self.method, self.category, self.ends_on);
        Listed {
            id: self.id,
            number: self.number,
            run_order: self.run_order,
            state: self.state,
            owner_banner_code: self.owner_banner_code,
            terms: Terms {
                title: self.title,
                r#type: self.r#type,
                amount: self.amount,
                contract,
                signed_on: self.signed_on,
                goods: Goods::of(self.goods, self.quantity, self.unit.as_deref()),
                scan_due_on: self.scan_due_on,
                renews_id: self.renews_id,
                follows_id: self.follows_id,
                distinct_from_id: self.distinct_from_id,
                amount_reason: self.amount_reason,
                capacity_reason: self.capacity_reason,
            },
            parties,
            renews: self.renews,
        }
    }
}

/// Locks an edition and then its deals, as the desk does, until the transaction ends.
pub async fn hold(connection: &mut PgConnection, edition: EditionId) -> sqlx::Result<()> {
    lock_edition(&mut *connection, edition).await?;
    query!(
        "select id from signed_projects where edition_id = $1 order by id for no key update",
        edition.0
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

/// Each position of an edition, in their order.
pub async fn slots(db: impl PgExecutor<'_>, edition: EditionId) -> sqlx::Result<Vec<Slot>> {
    query_as!(
        Slot,
        r#"select id as "id: _", run_order,
                  ceremony_state <> 'planned' and voided_at is null as "is_settled!"
           from signed_projects where edition_id = $1 order by run_order"#,
        edition.0
    )
    .fetch_all(db)
    .await
}

/// Moves deals to positions that no others have afterwards.
pub async fn reorder(
    connection: &mut PgConnection,
    edition: EditionId,
    moved: &[(ProjectId, i16)],
) -> sqlx::Result<()> {
    let (ids, positions): (Vec<i64>, Vec<i16>) =
        moved.iter().map(|(id, position)| (id.0, *position)).unzip();
    query!(
        "update signed_projects p set run_order = n.run_order
         from unnest($2::bigint[], $3::smallint[]) as n (id, run_order)
         where p.edition_id = $1 and p.id = n.id",
        edition.0,
        &ids,
        &positions
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The organisations with these codes or names; brackets in names are those of ASCII.
pub async fn parties_called(
    db: impl PgExecutor<'_>,
    names: &[String],
    codes: &[String],
) -> sqlx::Result<Vec<Party>> {
    query_as!(
        Party,
        r#"select id as "id: _", name, kind as "kind: _", banner_code as "banner_code: _",
                  credit_code, state = 'published' as "is_published!"
           from organisations
           where credit_code = any ($2) or translate(name, '（）', '()') = any ($1)
           order by id"#,
        names,
        codes
    )
    .fetch_all(db)
    .await
}

/// Released deals of earlier editions: those with these numbers, and those between these parties.
pub async fn earlier(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    numbers: &[String],
    parties: &[i64],
) -> sqlx::Result<Vec<Earlier>> {
    query_as!(
        Earlier,
        r#"select p.id as "id!: _", p.number as "number!", p.supplier_id as "supplier_id!: _",
                  p.buyer_id as "buyer_id!: _", r.id as "renewed_by?: _"
           from public_projects p
           join editions e on e.id = p.edition_id
           left join signed_projects r on r.renews_id = p.id and r.voided_at is null
           where e.ordinal < (select ordinal from editions where id = $1)
             and (p.number = any ($2) or p.supplier_id = any ($3) and p.buyer_id = any ($3))
           order by e.ordinal desc, p.run_order"#,
        edition.0,
        numbers,
        parties
    )
    .fetch_all(db)
    .await
}

/// The numbers of deals, by which people know them.
pub async fn numbers(db: impl PgExecutor<'_>, ids: &[i64]) -> sqlx::Result<HashMap<i64, String>> {
    let rows = query!("select id, number from signed_projects where id = any ($1)", ids);
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.id, row.number)).collect())
}
