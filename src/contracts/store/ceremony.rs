//! A contract that is signed at a ceremony: a draft that says what its deal on the run-sheet says,
//! until the desk releases it.

use crate::{
    contracts::model::Numbered,
    projects::model::deal::{ContractTerms, Terms},
    values::{ids::ProjectId, search_text::SearchColumns},
};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// The name of what rounding leaves.
const ROUNDING: &str = "单价取整";

/// Writes the draft of a deal, new or changed, with its one line and its villages. Title, parties,
/// amount, day and goods are those of the deal, which is written before. An intent has none.
pub async fn write(
    connection: &mut PgConnection,
    deal: ProjectId,
    terms: &Terms,
) -> sqlx::Result<()> {
    let Some(contract) = &terms.contract else { return Ok(()) };
    let (unit_price, adjustment) = terms
        .priced()
        .ok_or_else(|| sqlx::Error::Encode("a contract without a priced line".into()))?;
    write_head(connection, deal, contract, adjustment).await?;
    write_line(connection, deal, &contract.category, unit_price).await?;
    write_villages(connection, deal).await?;
    write_search(connection, deal).await
}

/// `adjustment`: what rounding leaves of the amount.
async fn write_head(
    connection: &mut PgConnection,
    deal: ProjectId,
    contract: &ContractTerms,
    adjustment: Decimal,
) -> sqlx::Result<()> {
    query!(
        "merge into contracts c
         using (select *, coalesce($2, number) as contract_number from signed_projects
                where id = $1) p
         on c.deal_id = p.id
         when matched then update
             set number = p.contract_number, title = p.title, project_id = p.follows_id,
                 buyer_id = p.buyer_id, supplier_id = p.supplier_id,
                 owner_banner_code = p.owner_banner_code, method = $3, signed_on = p.signed_on,
                 starts_on = p.signed_on, ends_on = $4, signed_amount = p.amount,
                 adjustment = $5::numeric,
                 adjustment_name = case when $5::numeric = 0 then null else $6::text end,
                 buyer_kind = p.buyer_kind
         when not matched then insert (deal_id, edition_id, number, title, project_id, buyer_id,
                 supplier_id, owner_banner_code, method, signed_on, starts_on, ends_on,
                 signed_amount, adjustment, adjustment_name, state, buyer_kind, search_text,
                 search_tokens)
             values (p.id, p.edition_id, p.contract_number, p.title, p.follows_id, p.buyer_id,
                 p.supplier_id, p.owner_banner_code, $3, p.signed_on, p.signed_on, $4,
                 p.amount, $5::numeric,
                 case when $5::numeric = 0 then null else $6::text end, 'draft', p.buyer_kind,
                 '', '{}')",
        deal.0,
        contract.number,
        contract.method.code(),
        contract.ends_on,
        adjustment,
        ROUNDING
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_line(
    connection: &mut PgConnection,
    deal: ProjectId,
    category: &str,
    unit_price: Decimal,
) -> sqlx::Result<()> {
    query!(
        "merge into contract_lines l
         using (select c.id, p.goods, p.quantity, p.unit,
                       (select r.id from products r
                        where r.organisation_id = p.supplier_id and r.name = p.goods
                          and r.state = 'published' order by r.id limit 1) as product_id
                from contracts c join signed_projects p on p.id = c.deal_id
                where p.id = $1) n
         on l.contract_id = n.id and l.position = 1
         when matched then update
             set product_id = n.product_id, category_code = $2, name = n.goods,
                 quantity = n.quantity, unit_code = n.unit, unit_price = $3
         when not matched then insert (contract_id, position, product_id, category_code, name,
                 specification, quantity, unit_code, unit_price)
             values (n.id, 1, n.product_id, $2, n.goods, '', n.quantity, n.unit, $3)",
        deal.0,
        category,
        unit_price
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_villages(connection: &mut PgConnection, deal: ProjectId) -> sqlx::Result<()> {
    query!(
        "delete from contract_villages
         where contract_id = (select id from contracts where deal_id = $1)",
        deal.0
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into contract_villages (contract_id, village_code)
         select c.id, v.village_code
         from contracts c join signed_project_villages v on v.project_id = c.deal_id
         where c.deal_id = $1",
        deal.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// It is found by its own number, not by that of the deal.
async fn write_search(connection: &mut PgConnection, deal: ProjectId) -> sqlx::Result<()> {
    let row = query!(
        r#"select c.number, c.title, s.name as supplier, b.name as buyer, c.owner_banner_code
           from contracts c
           join organisations s on s.id = c.supplier_id
           join organisations b on b.id = c.buyer_id
           where c.deal_id = $1"#,
        deal.0
    )
    .fetch_one(&mut *connection)
    .await?;
    let search = SearchColumns::of(&[&row.title, &row.number], &[&row.supplier, &row.buyer])
        .at(&row.owner_banner_code);
    query!(
        "update contracts set search_text = $2, search_tokens = $3 where deal_id = $1",
        deal.0,
        search.search_text,
        &search.search_tokens
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// From now on it is public, with the banner and the buyer's kind of its deal.
pub async fn mark_signed(connection: &mut PgConnection, deal: ProjectId) -> sqlx::Result<()> {
    query!(
        "update contracts c
         set state = 'signed', owner_banner_code = p.owner_banner_code, buyer_kind = p.buyer_kind
         from signed_projects p
         where p.id = c.deal_id and c.deal_id = $1 and c.state = 'draft'",
        deal.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The release of its deal is taken back.
pub async fn mark_draft(connection: &mut PgConnection, deal: ProjectId) -> sqlx::Result<()> {
    query!("update contracts set state = 'draft' where deal_id = $1 and state = 'signed'", deal.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn mark_void(
    connection: &mut PgConnection,
    deal: ProjectId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update contracts set state = 'void', voided_at = $2, void_reason = $3
         where deal_id = $1 and state <> 'void'",
        deal.0,
        at,
        reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Locks the contract of a deal and says whether it is being performed, has ended, or has
/// amendments or deliveries.
pub async fn lock_and_ask_for_followers(
    connection: &mut PgConnection,
    deal: ProjectId,
) -> sqlx::Result<bool> {
    query!("select id from contracts where deal_id = $1 for no key update", deal.0)
        .fetch_optional(&mut *connection)
        .await?;
    query_scalar!(
        r#"select exists (
               select from contracts c
               where c.deal_id = $1
                 and (c.state not in ('draft', 'signed')
                      or exists (select from contract_amendments
                                 where contract_id = c.id and voided_at is null)
                      or exists (select from deliveries
                                 where contract_id = c.id and voided_at is null))) as "has!""#,
        deal.0
    )
    .fetch_one(connection)
    .await
}

/// Contracts that are not void, with one of these numbers.
pub async fn numbered(db: impl PgExecutor<'_>, numbers: &[String]) -> sqlx::Result<Vec<Numbered>> {
    query_as!(
        Numbered,
        r#"select buyer_id as "buyer_id: _", number, deal_id as "deal_id: _" from contracts
           where number = any ($1) and state <> 'void'"#,
        numbers
    )
    .fetch_all(db)
    .await
}

/// The median amount of the contracts that count; 0 if there are none.
pub async fn median(db: impl PgExecutor<'_>) -> sqlx::Result<Decimal> {
    let median = query_scalar!(
        "select percentile_disc(0.5) within group (order by signed_amount) from contracts
         where state in ('signed', 'performing', 'completed')"
    )
    .fetch_one(db)
    .await?;
    Ok(median.unwrap_or_default())
}
