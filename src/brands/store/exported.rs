//! Brands for sheets and the API, in the order of their ids; each of them once, whatever the
//! filter.

use super::listing::{push_listed, push_matching, push_products};
use crate::{
    brands::model::Filter,
    database::conditions::Conditions,
    exchange::model::{parties::BrandRecord, span::Span},
};
use sqlx::{PgExecutor, QueryBuilder};

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    span: Span,
) -> sqlx::Result<Vec<BrandRecord>> {
    let mut sql = QueryBuilder::new("with matching as (");
    push_listed(&mut sql, filter);
    sql.push(
        ") select id, name, banner_code, string_agg(numbers, '、'
              order by registered_on) as trademarks,",
    );
    sql.push(" min(registered_on) as registered_on, ");
    push_products(&mut sql, filter);
    push_matching(&mut sql, filter);
    sql.and_between("id", span.after, span.upto)
        .push(" group by id, name, banner_code order by id limit ")
        .push_bind(span.limit);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}
