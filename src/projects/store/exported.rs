//! Signed projects for sheets and the API, in the order of their ids.

use super::listing::push_matching;
use crate::{
    database::conditions::Conditions,
    exchange::model::{deals::ProjectRecord, span::Span},
    projects::model::Filter,
};
use sqlx::{PgExecutor, QueryBuilder};

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    span: Span,
) -> sqlx::Result<Vec<ProjectRecord>> {
    let mut sql = QueryBuilder::new("with shown as (select p.id, p.stage_then as stage");
    push_matching(&mut sql, filter);
    sql.and_between("p.id", span.after, span.upto)
        .push(" order by p.id limit ")
        .push_bind(span.limit);
    sql.push(
        ") select p.id, p.number, e.ordinal as edition, p.title, p.type as project_type, p.amount,
         p.signed_on, p.signed_at, shown.stage,
                  p.lapsed_on, p.lapse_class, p.owner_banner_code, p.supplier_id,
                  s.name as supplier, p.buyer_id, b.name as buyer,
                  p.buyer_kind, (select r.id from public_projects r
                      where r.id = p.renews_id) as renews_id
           from shown join signed_projects p on p.id = shown.id
           join editions e on e.id = p.edition_id
           join organisations s on s.id = p.supplier_id join organisations b on b.id = p.buyer_id
           order by p.id",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}
