//! Every statement on signed projects.

use super::model::{Filter, Found, NewProject, Order, Row, StageRow};
use crate::values::{
    facet::FacetCount,
    ids::{OrganisationId, ProjectId},
    search_text::SearchColumns,
};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// `names`: of supplier and buyer, which a project is found by as well.
pub async fn insert_many(
    connection: &mut PgConnection,
    projects: &[NewProject],
    names: impl Fn(OrganisationId) -> String,
) -> sqlx::Result<()> {
    let rows: Value = projects.iter().map(|project| row(project, &names)).collect();
    query!(
        r#"insert into signed_projects (id, edition_id, run_order, number, title, type, supplier_id, buyer_id, owner_banner_code, amount,
                                     signed_on, signed_at, stage, lapsed_on, lapse_class, lapse_reason, renews_id, voided_at, void_reason,
                                     search_text, search_tokens)
         select id, edition_id, run_order, number, title, type, supplier_id, buyer_id, owner_banner_code, amount,
                signed_on, signed_at, stage, lapsed_on, lapse_class, lapse_reason, renews_id, voided_at, void_reason,
                search_text, search_tokens
         from jsonb_populate_recordset(null::signed_projects, $1)"#,
        rows
    )
    .execute(&mut *connection)
    .await?;
    let stages: Vec<_> = projects.iter().flat_map(|project| &project.stages).collect();
    query!(
        "insert into signed_project_stages (project_id, stage, effective_on, note)
         select project_id, stage, effective_on, note from jsonb_populate_recordset(null::signed_project_stages, $1)",
        json!(stages)
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(project: &NewProject, names: impl Fn(OrganisationId) -> String) -> Value {
    let mut row = json!(project);
    let search = SearchColumns::of(&[&project.title, &project.number], &[&names(project.supplier_id), &names(project.buyer_id)])
        .at(project.owner_banner_code.as_str());
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
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
                  and ($8::bigint is null or p.buyer_id = $8) and ($9::bigint is null or p.supplier_id = $9)) "
                + $head + " from matching " + $tail,
            $filter.edition.map(|id| id.0),
            $filter.search.as_ref().map(|q| q.tokens.as_str()),
            $filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $filter.r#type.map(|t| t.code()),
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.buyer_kind.map(|kind| kind.code()),
            $filter.stage.map(|stage| stage.code()),
            $filter.buyer.map(|id| id.0),
            $filter.supplier.map(|id| id.0),
            $filter.live,
            $filter.as_of,
            $filter.is_renewal
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported;

macro_rules! rows {
    ($order:literal, $filter:expr $(, $more:expr)*) => {
        matching!(
            Row,
            r#"select id as "id!: _", edition_id as "edition_id!: _", number as "number!", title as "title!", type as "type!: _",
                      amount as "amount!: _", stage as "stage!: _", signed_on as "signed_on!", signed_at,
                      supplier as "supplier!", buyer as "buyer!", buyer_id as "buyer_id!: _", owner_banner_code as "owner_banner_code!: _""#,
            $order,
            $filter
            $(, $more)*
        )
    };
}

pub async fn list(db: impl PgExecutor<'_>, filter: &Filter, limit: i64, offset: i64) -> sqlx::Result<Vec<Row>> {
    match filter.order {
        Order::Best => {
            rows!(
                "where in_type and in_banner and in_kind and in_stage and in_renewal order by search_rank(search_text, $3), edition_id desc, run_order limit $13 offset $14",
                filter,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Signing => {
            rows!(
                "where in_type and in_banner and in_kind and in_stage and in_renewal order by edition_id desc, run_order limit $13 offset $14",
                filter,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Latest => {
            rows!(
                "where in_type and in_banner and in_kind and in_stage and in_renewal order by signed_on desc, run_order desc, id limit $13 offset $14",
                filter,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Amount => {
            rows!(
                "where in_type and in_banner and in_kind and in_stage and in_renewal order by amount desc, id limit $13 offset $14",
                filter,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
    }
}

/// Counts for the facets; the facet `fen` carries the sum of what all filters leave, in fen.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_type and in_banner and in_kind and in_stage and in_renewal
         union all select 'fen', '', (coalesce(sum(amount), 0) * 100)::bigint
             from matching where in_type and in_banner and in_kind and in_stage and in_renewal
         union all select 'renewal_fen', '', (coalesce(sum(amount), 0) * 100)::bigint
             from matching where in_type and in_banner and in_kind and in_stage and in_renewal and renews_id is not null
         union all select 'type', type, count(*) from matching where in_banner and in_kind and in_stage and in_renewal group by 2
         union all select 'banner', owner_banner_code, count(*) from matching where in_type and in_kind and in_stage and in_renewal group by 2
         union all select 'buyer_kind', buyer_kind, count(*) from matching where in_type and in_banner and in_stage and in_renewal group by 2
         union all select 'stage', 'live', count(*) from matching where in_type and in_banner and in_kind and in_renewal and stage <> 'lapsed'
         union all select 'stage', stage, count(*) from matching where in_type and in_banner and in_kind and in_renewal group by 2
         union all select 'renewal', case when renews_id is null then 'no' else 'yes' end, count(*)
             from matching where in_type and in_banner and in_kind and in_stage group by 2",
        filter
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: ProjectId) -> sqlx::Result<Option<Found>> {
    query_as!(
        Found,
        r#"select p.id as "id!: _", p.edition_id as "edition_id!: _", p.run_order as "run_order!", p.number as "number!", p.title as "title!",
                  p.type as "type!: _", p.amount as "amount!: _", p.signed_on as "signed_on!", p.signed_at, p.stage as "stage!: _",
                  p.lapsed_on, p.lapse_class as "lapse_class: _", p.owner_banner_code as "owner_banner_code!: _",
                  s.id as "supplier_id: _", s.name as supplier, b.id as "buyer_id: _", b.name as buyer,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id and e.edition_id = p.edition_id) as "exhibitor_id: _",
                  p.renews_id as "renews_id: _", r.number as "renews?",
                  n.id as "renewed_by_id?: _", n.number as "renewed_by?"
           from public_projects p
           join organisations s on s.id = p.supplier_id
           join organisations b on b.id = p.buyer_id
           left join public_projects r on r.id = p.renews_id
           left join public_projects n on n.renews_id = p.id
           where p.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

pub async fn stages_of(db: impl PgExecutor<'_>, id: ProjectId) -> sqlx::Result<Vec<StageRow>> {
    query_as!(
        StageRow,
        r#"select stage as "stage: _", effective_on, note from signed_project_stages where project_id = $1 order by effective_on, recorded_at, stage"#,
        id.0
    )
    .fetch_all(db)
    .await
}
