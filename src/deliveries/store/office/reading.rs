//! One delivery with its parts and vouchers.

use super::contracts::lock_contract;
use crate::{
    contracts::model::ContractState,
    deliveries::model::{
        DeliveryState, HouseholdCategory,
        reach::{Reach, Side},
        record::{DeliveryRecord, Offer, Part, RefusalClass, Refused, UnderContract, Weighing},
    },
    files::model::{FileCode, Scan},
    projects::model::deal::Village,
    values::{
        amount::Amount,
        ids::{
            ContractId, ContractLineId, DeliveryId, DeliveryLineId, FileId, OrganisationId, UserId,
        },
        place_code::PlaceCode,
        rung::Purchase,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

struct Row {
    id: DeliveryId,
    version: i32,
    number: String,
    contract_id: Option<ContractId>,
    contract: Option<String>,
    contract_title: Option<String>,
    contract_state: Option<ContractState>,
    buyer_id: OrganisationId,
    buyer: String,
    supplier_id: OrganisationId,
    supplier: String,
    banner_code: PlaceCode,
    planned_on: NaiveDate,
    shipped_on: Option<NaiveDate>,
    void_reason: Option<String>,
    entered_by: Option<UserId>,
}

impl Row {
    fn record(self, parts: Vec<Part>) -> DeliveryRecord {
        let contract = self.contract_id.zip(self.contract).zip(self.contract_state);
        let contract = contract.map(|((id, number), state)| UnderContract {
            id,
            number,
            title: self.contract_title.unwrap_or_default(),
            state,
        });
        DeliveryRecord {
            id: self.id,
            version: self.version,
            number: self.number,
            contract,
            buyer_id: self.buyer_id,
            buyer: self.buyer,
            supplier_id: self.supplier_id,
            supplier: self.supplier,
            banner_code: self.banner_code,
            planned_on: self.planned_on,
            shipped_on: self.shipped_on,
            void_reason: self.void_reason,
            entered_by: self.entered_by,
            parts,
        }
    }
}

struct PartRow {
    id: DeliveryLineId,
    position: i16,
    contract_line_id: Option<ContractLineId>,
    name: String,
    category_code: String,
    unit_code: String,
    unit_price: Decimal,
    quantity_shipped: Decimal,
    quantity_accepted: Decimal,
    amount_accepted: Amount<Purchase>,
    village_code: PlaceCode,
    village: String,
    village_en: String,
    household_category: HouseholdCategory,
    households: i32,
    state: DeliveryState,
    decided_on: Option<NaiveDate>,
    reason_class: Option<RefusalClass>,
    reason: Option<String>,
    gross_weight: Option<Decimal>,
    tare_weight: Option<Decimal>,
    weighing_ticket: Option<String>,
    offered: Option<Decimal>,
    offer_note: Option<String>,
    offer_side: Option<String>,
}

impl From<PartRow> for Part {
    fn from(row: PartRow) -> Self {
        let ticket = row.weighing_ticket;
        let side = row.offer_side.and_then(|code| code.parse::<Side>().ok());
        Self {
            id: row.id,
            position: row.position,
            contract_line_id: row.contract_line_id,
            name: row.name,
            category_code: row.category_code,
            unit_code: row.unit_code,
            unit_price: row.unit_price,
            quantity_shipped: row.quantity_shipped,
            quantity_accepted: row.quantity_accepted,
            amount_accepted: row.amount_accepted,
            village: Village {
                code: row.village_code,
                full_name: row.village,
                full_name_en: row.village_en,
            },
            household_category: row.household_category,
            households: row.households,
            state: row.state,
            decided_on: row.decided_on,
            refused: row
                .reason_class
                .map(|class| Refused { class, note: row.reason.unwrap_or_default() }),
            weighing: row.gross_weight.zip(row.tare_weight).map(|(gross, tare)| Weighing {
                gross,
                tare,
                ticket,
            }),
            offer: row.offered.zip(side).map(|(accepted, side)| Offer {
                accepted,
                note: row.offer_note.unwrap_or_default(),
                side,
            }),
        }
    }
}

/// Within the reach. A village team finds the lines of its village.
pub async fn find(
    connection: &mut PgConnection,
    id: DeliveryId,
    reach: &Reach,
) -> sqlx::Result<Option<DeliveryRecord>> {
    let row = query_as!(
        Row,
        r#"select d.id as "id: _", d.version, d.number, c.id as "contract_id?: _",
                  c.number as "contract?", c.title as "contract_title?",
                  c.state as "contract_state?: _",
                  d.buyer_id as "buyer_id: _", b.name as buyer,
                  d.supplier_id as "supplier_id: _", s.name as supplier,
                  d.owner_banner_code as "banner_code: _", d.planned_on, d.shipped_on,
                  d.void_reason, d.entered_by as "entered_by: _"
           from deliveries d
           join organisations b on b.id = d.buyer_id
           join organisations s on s.id = d.supplier_id
           left join contracts c on c.id = d.contract_id
           where d.id = $1
             and ($2::text is null or d.owner_banner_code = $2)
             and ($3::bigint is null or d.buyer_id = $3)
             and ($4::bigint is null or d.supplier_id = $4)
             and ($5::text is null or exists (
                 select from delivery_lines where delivery_id = d.id and village_code = $5))"#,
        id.0,
        reach.banner(),
        reach.buyer(),
        reach.supplier(),
        reach.village()
    );
    let Some(row) = row.fetch_optional(&mut *connection).await? else { return Ok(None) };
    let parts = parts(connection, id, reach).await?;
    Ok(Some(row.record(parts)))
}

async fn parts(db: impl PgExecutor<'_>, id: DeliveryId, reach: &Reach) -> sqlx::Result<Vec<Part>> {
    let rows = query_as!(
        PartRow,
        r#"select l.id as "id: _", l.position, l.contract_line_id as "contract_line_id: _", l.name,
                  l.category_code, l.unit_code, l.unit_price, l.quantity_shipped,
                  l.quantity_accepted, l.amount_accepted as "amount_accepted: _",
                  l.village_code as "village_code: _", v.full_name as village,
                  v.full_name_en as village_en, l.household_category as "household_category: _",
                  l.households, l.state as "state: _",
                  coalesce(l.accepted_on, l.refused_on) as decided_on,
                  l.reason_class as "reason_class: _", l.reason, l.gross_weight, l.tare_weight,
                  l.weighing_ticket, o.accepted as "offered?", o.note as "offer_note?",
                  o.side as "offer_side?"
           from delivery_lines l
           join divisions v on v.code = l.village_code
           left join dispute_offers o on o.delivery_line_id = l.id
           where l.delivery_id = $1 and ($2::text is null or l.village_code = $2)
           order by l.position, l.part"#,
        id.0,
        reach.village()
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Part::from).collect())
}

/// Like `find`, locked until the transaction ends. Its contract is locked before.
pub async fn lock(
    connection: &mut PgConnection,
    id: DeliveryId,
    reach: &Reach,
) -> sqlx::Result<Option<DeliveryRecord>> {
    let contract = query_scalar!(
        r#"select contract_id as "id!: ContractId" from deliveries
           where id = $1 and contract_id is not null"#,
        id.0
    );
    if let Some(contract) = contract.fetch_optional(&mut *connection).await? {
        lock_contract(&mut *connection, contract).await?;
    }
    query!("select from deliveries where id = $1 for no key update", id.0)
        .fetch_optional(&mut *connection)
        .await?;
    find(connection, id, reach).await
}

/// Photos of its notes and tickets, the latest last.
pub async fn vouchers(db: impl PgExecutor<'_>, id: DeliveryId) -> sqlx::Result<Vec<Scan>> {
    struct Row {
        id: FileId,
        code: FileCode,
        is_pdf: bool,
    }
    let rows = query_as!(
        Row,
        r#"select f.id as "id: _", f.code as "code: _",
                  f.content_type = 'application/pdf' as "is_pdf!"
           from delivery_vouchers v join files f on f.id = v.file_id
           where v.delivery_id = $1 and f.removed_at is null order by f.id"#,
        id.0
    );
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows.map(|row| Scan { id: row.id, code: row.code, is_pdf: row.is_pdf }).collect())
}
