//! Framework agreements for sheets and the API, in the order of their ids.

use super::listing::{NAMED, push_matching, push_state};
use crate::{
    agreements::model::Filter,
    database::conditions::Conditions,
    exchange::model::{deals::AgreementRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder};

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    span: Span,
) -> sqlx::Result<Vec<AgreementRecord>> {
    let mut sql = QueryBuilder::new(
        "select a.id, a.number, a.title, (select p.id from public_projects p
             where p.id = a.project_id) as project_id,
                a.buyer_id, b.name as buyer, a.buyer_kind, a.supplier_id, s.name as supplier,
                a.owner_banner_code,
                a.signed_on, a.starts_on, a.ends_on, a.ceiling, a.terminated_on,
                a.termination_class, ",
    );
    push_state(&mut sql, today);
    sql.push(" as state").push(NAMED);
    push_matching(&mut sql, filter, today);
    sql.and_between("a.id", span.after, span.upto)
        .push(" order by a.id limit ")
        .push_bind(span.limit);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}
