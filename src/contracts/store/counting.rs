//! The facets of the list of contracts from what is counted ahead.

use crate::{contracts::model::Filter, values::facet::FacetCount};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The counts have every contract as it stands in the end. Of those that still change after the day, what they come to
/// in the end is taken off, and what they are on the day is added: few as of today, more the longer ago.
pub async fn counted(db: impl PgExecutor<'_>, filter: &Filter, day: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with counted as (
               select edition_id, banner_code, buyer_kind, method, last_state as state, contracts, amount from contract_counts
               union all
               select edition_id, banner_code, buyer_kind, method, last_state, -1, -last_amount from contract_listings where settled_on > $1
               union all
               select l.edition_id, l.banner_code, l.buyer_kind, l.method,
                      contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, $1), 1, contract_amount(c.id, c.signed_amount, $1)
               from contract_listings l join contracts c on c.id = l.contract_id where l.settled_on > $1 and l.signed_on <= $1),
           matching as materialized (
               select edition_id, banner_code, buyer_kind, method, state, contracts, amount, ($2::text is null or banner_code = $2) as in_banner,
                      ($3::text is null or buyer_kind = $3) as in_kind, ($4::text is null or method = $4) as in_method,
                      ($5::text is null or state = $5) and (not $6 or state <> 'terminated') as in_state
               from counted where $7::bigint is null or edition_id = $7)
           select 'total' as "facet!", '' as "value!", coalesce(sum(contracts), 0)::bigint as "count!" from matching
               where in_banner and in_kind and in_method and in_state
           union all select 'fen', '', (coalesce(sum(amount) filter (where state <> 'terminated'), 0) * 100)::bigint from matching
               where in_banner and in_kind and in_method and in_state
           union all select 'standing', '', coalesce(sum(contracts) filter (where state <> 'terminated'), 0)::bigint from matching
               where in_banner and in_kind and in_method and in_state
           union all select 'banner', banner_code, sum(contracts)::bigint from matching where in_kind and in_method and in_state group by 2
           union all select 'buyer_kind', buyer_kind, sum(contracts)::bigint from matching where in_banner and in_method and in_state group by 2
           union all select 'method', method, sum(contracts)::bigint from matching where in_banner and in_kind and in_state group by 2
           union all select 'state', 'standing', coalesce(sum(contracts), 0)::bigint from matching
               where in_banner and in_kind and in_method and state <> 'terminated'
           union all select 'state', state, sum(contracts)::bigint from matching where in_banner and in_kind and in_method group by 2
           union all select 'edition', e.ordinal::text, sum(contracts)::bigint from matching join editions e on e.id = edition_id
               where in_banner and in_kind and in_method and in_state group by 2"#,
        day,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.buyer_kind.map(|kind| kind.code()),
        filter.method.map(|method| method.code()),
        filter.state.map(|state| state.code()),
        filter.standing,
        filter.edition.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}
