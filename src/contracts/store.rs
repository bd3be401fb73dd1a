//! Reads contracts: lists, pages, and the sales of a product.

pub mod ceremony;
mod counting;
mod exported;
mod insertion;
mod listing;
pub mod office;

pub use counting::counts;
pub use exported::exported;
pub use insertion::insert_many;
pub use listing::list;

use super::model::{Amendment, ContractDetails, Line, ProductSums, SupplyingVillage};
use crate::values::ids::{ContractId, ProductId};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn find(
    db: impl PgExecutor<'_>,
    id: ContractId,
    today: NaiveDate,
) -> sqlx::Result<Option<ContractDetails>> {
    query_as!(
        ContractDetails,
        r#"select c.id as "id!: _", c.number as "number!", c.title as "title!",
                  a.id as "framework_id?: _", a.number as "framework?",
                  p.id as "origin_project_id?: _", p.number as "project?",
                  p.title as "project_title?",
                  (select e.ordinal from contracts k join editions e on e.id = k.edition_id
                   where k.id = c.id) as ceremony,
                  array(select o.name from contracts k
                        join signed_project_parties f on f.project_id = k.deal_id
                        join organisations o on o.id = f.organisation_id
                        where k.id = c.id order by f.side, f.position) as "further!",
                  b.id as "buyer_id: _", b.name as buyer, s.name as supplier,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id
                      order by e.edition_id desc limit 1) as "exhibitor_id: _",
                  c.owner_banner_code as "owner_banner_code!: _", c.method as "method!: _",
                  c.signed_on as "signed_on!", c.starts_on as "starts_on!",
                  contract_ends_on(c.id, c.ends_on, $2) as "ends_on!",
                  c.signed_amount as "signed_amount!: _",
                  contract_amount(c.id, c.signed_amount, $2) as "amount!: _",
                  c.adjustment as "adjustment!: _", c.adjustment_name,
                  contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on,
                      $2) as "state!: _",
                  c.performing_on, c.completed_on, c.terminated_on,
                  c.termination_class as "termination_class: _"
           from public_contracts c
           join organisations s on s.id = c.supplier_id
           join organisations b on b.id = c.buyer_id
           left join public_agreements a on a.id = c.framework_id
           left join public_projects p on p.id = c.origin_project_id
           where c.id = $1"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await
}

/// All lines as of a day, current ones first.
pub async fn lines_of(
    db: impl PgExecutor<'_>,
    id: ContractId,
    day: NaiveDate,
) -> sqlx::Result<Vec<Line>> {
    query_as!(
        Line,
        r#"select p.id as "product_id?: _", l.category_code as "category_code!",
                  l.name as "name!", l.specification as "specification!", l.quantity as "quantity!",
                  l.unit_code as "unit_code!", l.unit_price as "unit_price!",
                  l.amount as "amount!: _", nullif(l.version, 0) as added_by,
                  r.ordinal as "removed_by?"
           from contract_line_versions l
           left join products p on p.id = l.product_id and p.state = 'published'
           left join contract_amendments r on r.id = l.removed_by_id and l.ceases_on <= $2
           where l.contract_id = $1 and l.begins_on <= $2
           order by r.ordinal nulls first, l.position, l.id"#,
        id.0,
        day
    )
    .fetch_all(db)
    .await
}

/// The amendments that are not void, the first one first.
pub async fn amendments_of(
    db: impl PgExecutor<'_>,
    id: ContractId,
) -> sqlx::Result<Vec<Amendment>> {
    let all = office::amendments(db, id).await?;
    Ok(all.into_iter().filter(|one| !one.is_void()).map(|one| one.amendment).collect())
}

pub async fn villages_of(
    db: impl PgExecutor<'_>,
    id: ContractId,
    day: NaiveDate,
) -> sqlx::Result<Vec<SupplyingVillage>> {
    query_as!(
        SupplyingVillage,
        r#"select d.code as "code: _", d.full_name, d.full_name_en
           from contract_village_terms v join divisions d on d.code = v.village_code
           where v.contract_id = $1 and v.begins_on <= $2 order by d.code"#,
        id.0,
        day
    )
    .fetch_all(db)
    .await
}

/// The total of one product's lines. A framework agreement is not split by product: its whole
/// ceiling counts.
pub async fn sums_of_product(
    db: impl PgExecutor<'_>,
    id: ProductId,
    today: NaiveDate,
) -> sqlx::Result<ProductSums> {
    query_as!(
        ProductSums,
        r#"with lines as (
                select c.id, c.framework_id, l.amount from contract_line_versions l
                join public_contracts c on c.id = l.contract_id
                where l.product_id = $1 and l.begins_on <= $2 and l.ceases_on > $2
                  and c.signed_on <= $2
                  and (c.terminated_on is null or c.terminated_on > $2)),
             frameworks as (
                select a.ceiling from public_agreements a
                where a.id in (select framework_id from lines)
                  and a.signed_on <= $2 and a.ends_on >= $2
                  and (a.terminated_on is null or a.terminated_on > $2)),
             deliveries as (
                select delivery_id, amount_accepted from accepted_lines
                where product_id = $1 and contract_id is not null and accepted_on <= $2)
           select (select count(*) from frameworks) as "frameworks!",
                  (select coalesce(sum(ceiling), 0) from frameworks) as "framework!: _",
                  (select count(distinct id) from lines) as "contracts!",
                  (select coalesce(sum(amount), 0) from lines) as "contract!: _",
                  (select count(distinct delivery_id) from deliveries) as "deliveries!",
                  (select coalesce(sum(amount_accepted), 0) from deliveries) as "purchase!: _""#,
        id.0,
        today
    )
    .fetch_one(db)
    .await
}
