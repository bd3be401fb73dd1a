//! Every statement on framework agreements.

use super::model::{Filter, Found, NewAgreement, Order, Row};
use crate::values::{
    facet::FacetCount,
    ids::{AgreementId, OrganisationId},
    search_text::SearchColumns,
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// `names`: of the parties, which an agreement is found by as well.
pub async fn insert_many(
    connection: &mut PgConnection,
    agreements: &[NewAgreement],
    names: impl Fn(OrganisationId) -> String,
) -> sqlx::Result<()> {
    let rows: Value = agreements.iter().map(|agreement| row(agreement, &names)).collect();
    query!(
        "insert into framework_agreements (id, number, title, project_id, buyer_id, supplier_id, owner_banner_code, signed_on, starts_on, ends_on,
                                           ceiling, state, terminated_on, termination_class, termination_reason, search_text, search_tokens)
         select id, number, title, project_id, buyer_id, supplier_id, owner_banner_code, signed_on, starts_on, ends_on,
                ceiling, state, terminated_on, termination_class, termination_reason, search_text, search_tokens
         from jsonb_populate_recordset(null::framework_agreements, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(agreement: &NewAgreement, names: impl Fn(OrganisationId) -> String) -> Value {
    let mut row = json!(agreement);
    let search = SearchColumns::of(&[&agreement.title, &agreement.number], &[&names(agreement.supplier_id), &names(agreement.buyer_id)])
        .at(agreement.owner_banner_code.as_str());
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with shown as (
                select a.*, s.name as supplier, b.name as buyer,
                       case when a.terminated_on <= $4 then 'terminated' when a.ends_on < $4 then 'expired' else 'signed' end as shown_state
                from public_agreements a
                join organisations s on s.id = a.supplier_id
                join organisations b on b.id = a.buyer_id
                where a.signed_on <= $4
                  and ($1::bigint is null or a.origin_edition_id = $1)
                  and ($2::text is null or search_finds(a.search_tokens, a.search_text, $2, $3))
                  and ($9::bigint is null or a.buyer_id = $9) and ($10::bigint is null or a.supplier_id = $10)
                  and ($11::bigint is null or a.project_id = $11)
                  and ($12::bigint is null or exists (
                        select from public_contracts c join contract_lines l on l.contract_id = c.id
                        where c.framework_id = a.id and c.signed_on <= $4 and (c.terminated_on is null or c.terminated_on > $4)
                          and l.product_id = $12 and l.removed_by_id is null))),
             matching as (
                select *, ($5::text is null or owner_banner_code = $5) as in_banner,
                       ($6::text is null or buyer_kind = $6) as in_kind,
                       ($7::text is null or shown_state = $7 or $7 = 'in_term' and shown_state = 'signed' and starts_on <= $4) as in_state,
                       ($8::boolean is null or $8 = (ceiling is null)) as in_ceiling
                from shown) "
                + $head + " from matching " + $tail,
            $filter.edition.map(|id| id.0),
            $filter.search.as_ref().map(|q| q.tokens.as_str()),
            $filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $today,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.buyer_kind.map(|kind| kind.code()),
            $filter.state_code(),
            $filter.open_ceiling,
            $filter.buyer.map(|id| id.0),
            $filter.supplier.map(|id| id.0),
            $filter.project.map(|id| id.0),
            $filter.product.map(|id| id.0)
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported;

macro_rules! rows {
    ($order:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        matching!(
            Row,
            r#"select id as "id!: _", number as "number!", title as "title!", buyer as "buyer!", supplier as "supplier!",
                      signed_on as "signed_on!", ends_on as "ends_on!", ceiling as "ceiling: _", shown_state as "state!: _",
                      owner_banner_code as "owner_banner_code!: _""#,
            $order,
            $filter,
            $today
            $(, $more)*
        )
    };
}

pub async fn list(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, limit: i64, offset: i64) -> sqlx::Result<Vec<Row>> {
    match filter.order {
        Order::Best => {
            rows!(
                "where in_banner and in_kind and in_state and in_ceiling order by search_rank(search_text, $3), signed_on desc, id desc limit $13 offset $14",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Latest => {
            rows!(
                "where in_banner and in_kind and in_state and in_ceiling order by signed_on desc, id desc limit $13 offset $14",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Amount => {
            rows!(
                "where in_banner and in_kind and in_state and in_ceiling order by ceiling desc nulls last, id limit $13 offset $14",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Ending => {
            rows!(
                "where in_banner and in_kind and in_state and in_ceiling order by ends_on, id limit $13 offset $14",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
    }
}

/// Counts for the facets; `fen` is the sum of the ceilings of those in force, in fen.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_banner and in_kind and in_state and in_ceiling
         union all select 'fen', '', (coalesce(sum(ceiling) filter (where shown_state = 'signed'), 0) * 100)::bigint
             from matching where in_banner and in_kind and in_state and in_ceiling
         union all select 'standing', '', count(*) filter (where shown_state = 'signed')
             from matching where in_banner and in_kind and in_state and in_ceiling
         union all select 'banner', owner_banner_code, count(*) from matching where in_kind and in_state and in_ceiling group by 2
         union all select 'buyer_kind', buyer_kind, count(*) from matching where in_banner and in_state and in_ceiling group by 2
         union all select 'state', shown_state, count(*) from matching where in_banner and in_kind and in_ceiling group by 2
         union all select 'state', 'in_term', count(*) from matching
             where in_banner and in_kind and in_ceiling and shown_state = 'signed' and starts_on <= $4
         union all select 'ceiling', case when ceiling is null then 'open' else 'set' end, count(*) from matching where in_banner and in_kind and in_state group by 2
         union all select 'edition', e.ordinal::text, count(*) from matching join editions e on e.id = origin_edition_id
             where in_banner and in_kind and in_state and in_ceiling group by 2",
        filter,
        today
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: AgreementId, today: NaiveDate) -> sqlx::Result<Option<Found>> {
    query_as!(
        Found,
        r#"select a.id as "id!: _", a.number as "number!", a.title as "title!", p.id as "project_id?: _", p.number as "project?",
                  b.id as "buyer_id: _", b.name as buyer, s.name as supplier,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id order by e.edition_id desc limit 1) as "exhibitor_id: _",
                  a.owner_banner_code as "owner_banner_code!: _", a.signed_on as "signed_on!", a.starts_on as "starts_on!", a.ends_on as "ends_on!",
                  a.ceiling as "ceiling: _",
                  case when a.state = 'signed' and a.ends_on < $2 then 'expired' else a.state end as "state!: _",
                  a.terminated_on, a.termination_class as "termination_class: _"
           from public_agreements a
           join organisations s on s.id = a.supplier_id
           join organisations b on b.id = a.buyer_id
           left join public_projects p on p.id = a.project_id
           where a.id = $1"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await
}
