//! The facets of the list of deliveries from what is counted ahead.

use crate::{
    deliveries::model::{Filter, Kind},
    values::facet::FacetCount,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The counts have every delivery as it stands in the end. Of those that still change after the day, what they come to
/// in the end is taken off, and what they were on the day is added. `fen` is the sum of what was accepted, in fen.
pub async fn counted(db: impl PgExecutor<'_>, filter: &Filter, day: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with counted as (
               select is_off_contract, edition_id, banner_code, buyer_kind, states, deliveries, amount from delivery_counts
               union all
               select contract_id is null, coalesce(origin_edition_id, 0), owner_banner_code, buyer_kind, states, -1, -amount
               from delivery_listings where latest_on > $1
               union all
               select x.contract_id is null, coalesce(x.origin_edition_id, 0), x.owner_banner_code, x.buyer_kind, l.states, 1, l.amount
               from delivery_listings x, delivered_of(x.delivery_id, $1) l
               where x.latest_on > $1 and x.shipped_on <= $1),
           matching as materialized (
               select *, ($2::bool is null or is_off_contract = $2) as in_contract, ($3::text is null or $3 = any (states)) as in_state,
                      ($4::text is null or banner_code = $4) as in_banner, ($5::text is null or buyer_kind = $5) as in_kind
               from counted where $6::bigint is null or edition_id = $6),
           within as (select * from matching where in_contract and in_state and in_banner and in_kind)
           select 'total' as "facet!", '' as "value!", coalesce(sum(deliveries), 0)::bigint as "count!" from within
           union all select 'fen', '', (coalesce(sum(amount), 0) * 100)::bigint from within
           union all select 'kind', case when is_off_contract then 'off_contract' else 'contract' end, sum(deliveries)::bigint
               from matching where in_state and in_banner and in_kind group by 2
           union all select 'state', s, sum(deliveries)::bigint from matching, unnest(states) as s
               where in_contract and in_banner and in_kind group by 2
           union all select 'banner', banner_code, sum(deliveries)::bigint from matching where in_contract and in_state and in_kind group by 2
           union all select 'buyer_kind', buyer_kind, sum(deliveries)::bigint from matching
               where in_contract and in_state and in_banner group by 2
           union all select 'edition', e.ordinal::text, sum(deliveries)::bigint from within join editions e on e.id = edition_id group by 2"#,
        day,
        filter.kind.map(|kind| kind == Kind::OffContract),
        filter.state.map(|state| state.code()),
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.buyer_kind.map(|kind| kind.code()),
        filter.edition.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}
