//! Every statement on deliveries and their lines. The public ones never read a household category.

use super::model::{Filter, Found, Goods, NewDelivery, Origin};
use crate::values::{facet::FacetCount, ids::DeliveryId};
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(connection: &mut PgConnection, deliveries: &[NewDelivery]) -> sqlx::Result<()> {
    query!(
        "insert into deliveries (id, number, contract_id, buyer_id, supplier_id, owner_banner_code, planned_on, shipped_on)
         select id, number, contract_id, buyer_id, supplier_id, owner_banner_code, planned_on, shipped_on
         from jsonb_populate_recordset(null::deliveries, $1)",
        json!(deliveries)
    )
    .execute(&mut *connection)
    .await?;
    let lines: Vec<_> = deliveries.iter().flat_map(|delivery| &delivery.lines).collect();
    query!(
        "insert into delivery_lines (id, delivery_id, position, contract_line_id, product_id, category_code, name, unit_code, unit_price,
                                     quantity_shipped, quantity_accepted, amount_shipped, amount_accepted, village_code,
                                     household_category, households, state, accepted_on, reason_class, reason)
         select id, delivery_id, position, contract_line_id, product_id, category_code, name, unit_code, unit_price,
                quantity_shipped, quantity_accepted, amount_shipped, amount_accepted, village_code,
                household_category, households, state, accepted_on, reason_class, reason
         from jsonb_populate_recordset(null::delivery_lines, $1)",
        json!(lines)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The deliveries of a filter with what its lines come to. A filter by product or category takes the
/// matching goods only, so that amounts add up to the figure that led here. One by village or township
/// takes whole deliveries: what a place's part came to is not told delivery by delivery.
macro_rules! matching {
    ($row:ty, [$($rest:literal),+], $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
                select *, ($11::text is null or (contract_id is null) = ($11 = 'off_contract')) as in_contract,
                       ($12::text is null or $12 = any (states)) as in_state,
                       ($13::text is null or owner_banner_code = $13) as in_banner,
                       ($14::text is null or buyer_kind = $14) as in_kind
                from delivered($1, $2, $3, null, null)
                where ($4::text is null or delivery_id in (select delivery_id from delivery_lines where village_code = $4))
                  and ($15::text is null or delivery_id in (
                        select delivery_id from delivery_lines where village_code between $15 and $15 || '999'))
                  and ($5::bigint is null or origin_edition_id = $5)
                  and ($6::bigint is null or buyer_id = $6) and ($7::bigint is null or supplier_id = $7)
                  and ($8::bigint is null or contract_id = $8)
                  and ($9::bigint is null or contract_id in (select id from contracts where framework_id = $9))
                  and ($10::bigint is null or contract_id in (select id from public_contracts where origin_project_id = $10))
                  and ($16::text is null or delivery_id in (
                        select d.id from deliveries d left join contracts c on c.id = d.contract_id
                        where strpos(lower(d.number), $16) > 0 or strpos(lower(c.number), $16) > 0))) "
                $(+ $rest)+,
            $today,
            $filter.category.as_deref(),
            $filter.product.map(|id| id.0),
            $filter.village.as_ref().map(|code| code.as_str()),
            $filter.edition.map(|id| id.0),
            $filter.buyer.map(|id| id.0),
            $filter.supplier.map(|id| id.0),
            $filter.contract.map(|id| id.0),
            $filter.agreement.map(|id| id.0),
            $filter.project.map(|id| id.0),
            $filter.kind.map(|kind| kind.code()),
            $filter.state.map(|state| state.code()),
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.buyer_kind.map(|kind| kind.code()),
            $filter.township.as_ref().map(|code| code.as_str()),
            $filter.search.as_ref().map(|q| q.folded.as_str())
            $(, $more)*
        )
    };
}

mod counting;
mod exported;
mod listing;
pub use exported::{exported, stretch};
pub use listing::list;

/// Counts for the facets; `fen` is the sum of what was accepted, in fen.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    if filter.is_counted() {
        return counting::counted(db, filter, today).await;
    }
    matching!(
        FacetCount,
        [r#", counted as materialized (
               select case when contract_id is null then 'off_contract' else 'contract' end as kind, owner_banner_code, buyer_kind, origin_edition_id,
                      states, count(*) as n, sum(amount) as amount,
                      -- The same for all of a group.
                      bool_and(in_contract) as in_contract, bool_and(in_state) as in_state, bool_and(in_banner) as in_banner, bool_and(in_kind) as in_kind
               from matching
               group by 1, 2, 3, 4, 5),
           within as (select * from counted where in_contract and in_state and in_banner and in_kind)
           select 'total' as "facet!", '' as "value!", coalesce(sum(n), 0)::bigint as "count!" from within
           union all select 'fen', '', (coalesce(sum(amount), 0) * 100)::bigint from within
           union all select 'kind', kind, sum(n)::bigint from counted where in_state and in_banner and in_kind group by 2
           union all select 'state', s, sum(n)::bigint from counted, unnest(states) as s where in_contract and in_banner and in_kind group by 2
           union all select 'banner', owner_banner_code, sum(n)::bigint from counted where in_contract and in_state and in_kind group by 2
           union all select 'buyer_kind', buyer_kind, sum(n)::bigint from counted where in_contract and in_state and in_banner group by 2
           union all select 'edition', e.ordinal::text, sum(n)::bigint from within join editions e on e.id = origin_edition_id group by 2"#],
        filter,
        today
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: DeliveryId, today: NaiveDate) -> sqlx::Result<Option<Found>> {
    query_as!(
        Found,
        r#"select d.id as "id!: _", d.number as "number!", c.id as "contract_id?: _", c.number as "contract?", c.title as "contract_title?",
                  b.id as "buyer_id: _", b.name as buyer, s.name as supplier,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id order by e.edition_id desc limit 1) as "exhibitor_id: _",
                  d.owner_banner_code as "owner_banner_code!: _", d.shipped_on as "shipped_on!",
                  (select max(l.accepted_on) from delivery_lines l where l.delivery_id = d.id and l.accepted_on <= $2) as accepted_on
           from public_deliveries d
           join organisations s on s.id = d.supplier_id
           join organisations b on b.id = d.buyer_id
           left join public_contracts c on c.id = d.contract_id
           where d.id = $1 and d.shipped_on <= $2"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await
}

/// By product, in the order of names: the order of lines would tell them apart.
pub async fn goods_of(db: impl PgExecutor<'_>, id: DeliveryId, today: NaiveDate) -> sqlx::Result<Vec<Goods>> {
    query_as!(
        Goods,
        r#"select p.id as "product_id?: _", l.name, l.unit_code, sum(l.quantity_shipped) as "quantity_shipped!",
                  coalesce(sum(l.quantity_accepted) filter (where l.accepted_on <= $2), 0) as "quantity_accepted!",
                  coalesce(sum(l.amount_accepted) filter (where l.accepted_on <= $2), 0) as "amount_accepted!: _",
                  array_agg(distinct case when l.accepted_on > $2 then 'shipped' else l.state end) as "line_states!",
                  array_remove(array_agg(distinct l.reason_class), null) as "reason_classes!"
           from delivery_lines l
           left join products p on p.id = l.product_id and p.state = 'published'
           where l.delivery_id = $1
           group by p.id, l.name, l.unit_code
           order by l.name, p.id, l.unit_code"#,
        id.0,
        today
    )
    .fetch_all(db)
    .await
}

/// Where its goods came from, in the order of the codes.
pub async fn origins_of(db: impl PgExecutor<'_>, id: DeliveryId) -> sqlx::Result<Vec<Origin>> {
    query_as!(
        Origin,
        r#"select code as "code: _", full_name as name, full_name_en as name_en
           from divisions
           where code in (select village_code from delivery_lines where delivery_id = $1)
           order by code"#,
        id.0
    )
    .fetch_all(db)
    .await
}
