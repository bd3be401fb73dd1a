//! Signed projects as they leave the house, in the order of their ids.

use crate::{
    exchange::model::{deals::ProjectRecord, span::Span},
    projects::model::Filter,
};
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, span: Span) -> sqlx::Result<Vec<ProjectRecord>> {
    query_as!(
        ProjectRecord,
        r#"with matching as (
               select p.id, p.edition_id, p.number, p.title, p.type, p.amount, shown.stage, p.signed_on, p.signed_at, p.run_order,
                      p.supplier_id, p.buyer_id, p.owner_banner_code, p.renews_id, p.search_text, s.name as supplier, b.name as buyer, p.buyer_kind,
                      ($4::text is null or p.type = $4) as in_type,
                      ($5::text is null or p.owner_banner_code = $5) as in_banner,
                      ($6::text is null or p.buyer_kind = $6) as in_kind,
                      ($7::text is null or shown.stage = $7) and (not $10 or shown.stage <> 'lapsed') as in_stage,
                      ($12::boolean is null or $12 = (p.renews_id is not null)) as in_renewal
               from public_projects p
               join organisations s on s.id = p.supplier_id
               join organisations b on b.id = p.buyer_id,
               lateral (select case when $11::date is null then p.stage
                                    else coalesce((select s.stage from signed_project_stages s
                                                   where s.project_id = p.id and s.effective_on <= $11
                                                   order by s.effective_on desc, s.recorded_at desc limit 1), p.stage) end as stage) shown
               where ($11::date is null or p.signed_on <= $11)
                 and ($1::bigint is null or p.edition_id = $1)
                 and ($2::text is null or search_finds(p.search_tokens, p.search_text, $2, $3))
                 and ($8::bigint is null or p.buyer_id = $8) and ($9::bigint is null or p.supplier_id = $9))
           select matching.id as "id!: _", matching.number as "number!", ed.ordinal as "edition!", matching.title as "title!",
                  matching.type as "project_type!: _", matching.amount as "amount!: _", matching.signed_on as "signed_on!", matching.signed_at,
                  matching.stage as "stage!: _", s.lapsed_on, s.lapse_class as "lapse_class: _",
                  matching.owner_banner_code as "owner_banner_code!: _", matching.supplier_id as "supplier_id!: _", supplier as "supplier!",
                  matching.buyer_id as "buyer_id!: _", buyer as "buyer!", matching.buyer_kind as "buyer_kind!: _",
                  (select r.id from public_projects r where r.id = matching.renews_id) as "renews_id: _"
           from matching
           join signed_projects s on s.id = matching.id
           join editions ed on ed.id = matching.edition_id
           where in_type and in_banner and in_kind and in_stage and in_renewal and matching.id > $13 and matching.id <= $14
           order by matching.id limit $15"#,
        filter.edition.map(|id| id.0),
        filter.search.as_ref().map(|q| q.tokens.as_str()),
        filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        filter.r#type.map(|t| t.code()),
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.buyer_kind.map(|kind| kind.code()),
        filter.stage.map(|stage| stage.code()),
        filter.buyer.map(|id| id.0),
        filter.supplier.map(|id| id.0),
        filter.live,
        filter.as_of,
        filter.is_renewal,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
