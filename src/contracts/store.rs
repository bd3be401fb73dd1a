//! Reads contracts: lists, pages, and what a product was sold for.

mod counting;
mod insertion;
mod listing;

pub use insertion::insert_many;
pub use listing::list;

use super::model::{Amendment, Filter, Found, Line, ProductSums, SupplyingVillage};
use crate::values::{
    facet::FacetCount,
    ids::{ContractId, ProductId},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The contracts of a filter. A filter by product takes that product's lines of each, so that amounts add up
/// to the figure that led here.
macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with shown as (
                select c.*, s.name as supplier, b.name as buyer,
                       case when $14::bigint is null then contract_amount(c.id, c.signed_amount, $4)
                            else (select sum(l.amount) from contract_lines l
                                  where l.contract_id = c.id and l.product_id = $14 and l.removed_by_id is null) end as amount,
                       contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, $4) as shown_state
                from public_contracts c
                join organisations s on s.id = c.supplier_id
                join organisations b on b.id = c.buyer_id
                where c.signed_on <= $4
                  and ($1::bigint is null or c.origin_edition_id = $1)
                  and ($2::text is null or search_finds(c.search_tokens, c.search_text, $2, $3))
                  and ($10::bigint is null or c.buyer_id = $10) and ($11::bigint is null or c.supplier_id = $11)
                  and ($12::bigint is null or c.origin_project_id = $12) and ($13::bigint is null or c.framework_id = $13)
                  and ($14::bigint is null or exists (
                        select from contract_lines l where l.contract_id = c.id and l.product_id = $14 and l.removed_by_id is null))
                  and ($15::text is null or exists (select from contract_villages v where v.contract_id = c.id and v.village_code = $15))
                  and ($16::text is null or exists (
                        select from contract_villages v where v.contract_id = c.id and left(v.village_code, length($16)) = $16))),
             matching as (
                select *, ($5::text is null or owner_banner_code = $5) as in_banner,
                       ($6::text is null or buyer_kind = $6) as in_kind,
                       ($7::text is null or method = $7) as in_method,
                       ($8::text is null or shown_state = $8) and (not $9 or shown_state <> 'terminated') as in_state
                from shown) "
                + $head + " from matching " + $tail,
            $filter.edition.map(|id| id.0),
            $filter.search.as_ref().map(|q| q.tokens.as_str()),
            $filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $today,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.buyer_kind.map(|kind| kind.code()),
            $filter.method.map(|method| method.code()),
            $filter.state.map(|state| state.code()),
            $filter.standing,
            $filter.buyer.map(|id| id.0),
            $filter.supplier.map(|id| id.0),
            $filter.project.map(|id| id.0),
            $filter.agreement.map(|id| id.0),
            $filter.product.map(|id| id.0),
            $filter.village.as_ref().map(|code| code.as_str()),
            $filter.township.as_ref().map(|code| code.as_str())
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported;

/// Counts for the facets; `fen` is the sum of the contracts that count, in fen. A terminated contract is
/// listed and not counted in it.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    if filter.is_counted() {
        return counting::counted(db, filter, today).await;
    }
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_banner and in_kind and in_method and in_state
         union all select 'fen', '', (coalesce(sum(amount) filter (where shown_state <> 'terminated'), 0) * 100)::bigint
             from matching where in_banner and in_kind and in_method and in_state
         union all select 'standing', '', count(*) filter (where shown_state <> 'terminated') from matching where in_banner and in_kind and in_method and in_state
         union all select 'banner', owner_banner_code, count(*) from matching where in_kind and in_method and in_state group by 2
         union all select 'buyer_kind', buyer_kind, count(*) from matching where in_banner and in_method and in_state group by 2
         union all select 'method', method, count(*) from matching where in_banner and in_kind and in_state group by 2
         union all select 'state', 'standing', count(*) from shown
             where ($5::text is null or owner_banner_code = $5) and ($6::text is null or buyer_kind = $6) and ($7::text is null or method = $7)
               and shown_state <> 'terminated'
         union all select 'state', shown_state, count(*) from matching where in_banner and in_kind and in_method group by 2
         union all select 'edition', e.ordinal::text, count(*) from matching join editions e on e.id = origin_edition_id
             where in_banner and in_kind and in_method and in_state group by 2",
        filter,
        today
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: ContractId, today: NaiveDate) -> sqlx::Result<Option<Found>> {
    query_as!(
        Found,
        r#"select c.id as "id!: _", c.number as "number!", c.title as "title!",
                  a.id as "framework_id?: _", a.number as "framework?", p.id as "origin_project_id?: _", p.number as "project?", p.title as "project_title?",
                  b.id as "buyer_id: _", b.name as buyer, s.name as supplier,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id order by e.edition_id desc limit 1) as "exhibitor_id: _",
                  c.owner_banner_code as "owner_banner_code!: _", c.method as "method!: _",
                  c.signed_on as "signed_on!", c.starts_on as "starts_on!",
                  coalesce((select m.ends_on from contract_amendments m
                            where m.contract_id = c.id and m.ends_on is not null and m.voided_at is null and m.effective_on <= $2
                            order by m.ordinal desc limit 1), c.ends_on) as "ends_on!",
                  c.signed_amount as "signed_amount!: _", contract_amount(c.id, c.signed_amount, $2) as "amount!: _",
                  c.adjustment as "adjustment!: _", c.adjustment_name,
                  contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, $2) as "state!: _",
                  c.performing_on, c.completed_on, c.terminated_on, c.termination_class as "termination_class: _"
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

/// All lines, those that no longer hold after those that do.
pub async fn lines_of(db: impl PgExecutor<'_>, id: ContractId) -> sqlx::Result<Vec<Line>> {
    query_as!(
        Line,
        r#"select p.id as "product_id?: _", l.category_code, l.name, l.specification, l.quantity, l.unit_code, l.unit_price,
                  l.amount as "amount!: _", a.ordinal as "added_by?", r.ordinal as "removed_by?"
           from contract_lines l
           left join products p on p.id = l.product_id and p.state = 'published'
           left join contract_amendments a on a.id = l.added_by_id
           left join contract_amendments r on r.id = l.removed_by_id
           where l.contract_id = $1 order by l.removed_by_id nulls first, l.position, l.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

pub async fn amendments_of(db: impl PgExecutor<'_>, id: ContractId) -> sqlx::Result<Vec<Amendment>> {
    query_as!(
        Amendment,
        r#"select ordinal, reason, signed_on, effective_on, amount_change as "amount_change: _", ends_on
           from contract_amendments where contract_id = $1 and voided_at is null order by ordinal"#,
        id.0
    )
    .fetch_all(db)
    .await
}

pub async fn villages_of(db: impl PgExecutor<'_>, id: ContractId) -> sqlx::Result<Vec<SupplyingVillage>> {
    query_as!(
        SupplyingVillage,
        r#"select d.code as "code: _", d.full_name, d.full_name_en
           from contract_villages v join divisions d on d.code = v.village_code where v.contract_id = $1 order by d.code"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// What one product's lines came to. A framework is not split by product: its whole ceiling stands here.
pub async fn sums_of_product(db: impl PgExecutor<'_>, id: ProductId, today: NaiveDate) -> sqlx::Result<ProductSums> {
    query_as!(
        ProductSums,
        r#"with lines as (
                select c.id, c.framework_id, l.amount from contract_lines l
                join public_contracts c on c.id = l.contract_id
                where l.product_id = $1 and l.removed_by_id is null and c.signed_on <= $2
                  and (c.terminated_on is null or c.terminated_on > $2)),
             frameworks as (
                select a.ceiling from public_agreements a
                where a.id in (select framework_id from lines)
                  and a.signed_on <= $2 and a.ends_on >= $2 and (a.terminated_on is null or a.terminated_on > $2)),
             deliveries as (
                select delivery_id, amount_accepted from accepted_lines
                where product_id = $1 and contract_id is not null and accepted_on <= $2)
           select (select count(*) from frameworks) as "frameworks!", (select coalesce(sum(ceiling), 0) from frameworks) as "framework!: _",
                  (select count(distinct id) from lines) as "contracts!", (select coalesce(sum(amount), 0) from lines) as "contract!: _",
                  (select count(distinct delivery_id) from deliveries) as "deliveries!",
                  (select coalesce(sum(amount_accepted), 0) from deliveries) as "purchase!: _""#,
        id.0,
        today
    )
    .fetch_one(db)
    .await
}
