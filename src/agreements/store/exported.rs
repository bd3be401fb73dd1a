//! Framework agreements as they leave the house, in the order of their ids.

use crate::{
    agreements::model::Filter,
    exchange::model::{deals::AgreementRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, span: Span) -> sqlx::Result<Vec<AgreementRecord>> {
    query_as!(
        AgreementRecord,
        r#"with shown as (
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
               from shown)
           select id as "id!: _", number as "number!", title as "title!",
                  (select p.id from public_projects p where p.id = matching.project_id) as "project_id: _",
                  buyer_id as "buyer_id!: _", buyer as "buyer!", buyer_kind as "buyer_kind!: _",
                  supplier_id as "supplier_id!: _", supplier as "supplier!", owner_banner_code as "owner_banner_code!: _",
                  signed_on as "signed_on!", starts_on as "starts_on!", ends_on as "ends_on!", ceiling as "ceiling: _",
                  shown_state as "state!: _", terminated_on, termination_class as "termination_class: _"
           from matching
           where in_banner and in_kind and in_state and in_ceiling and id > $13 and id <= $14 order by id limit $15"#,
        filter.edition.map(|id| id.0),
        filter.search.as_ref().map(|q| q.tokens.as_str()),
        filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        today,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.buyer_kind.map(|kind| kind.code()),
        filter.state_code(),
        filter.open_ceiling,
        filter.buyer.map(|id| id.0),
        filter.supplier.map(|id| id.0),
        filter.project.map(|id| id.0),
        filter.product.map(|id| id.0),
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
