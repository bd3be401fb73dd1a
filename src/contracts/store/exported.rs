//! Contracts as they leave the house, in the order of their ids.

use crate::{
    contracts::model::Filter,
    exchange::model::{deals::ContractRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_file_as};

/// A filter by product takes that product's lines of each, so that amounts add up to the figure that led here.
pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, span: Span) -> sqlx::Result<Vec<ContractRecord>> {
    query_file_as!(
        ContractRecord,
        "src/contracts/store/exported.sql",
        filter.edition.map(|id| id.0),
        filter.search.as_ref().map(|q| q.tokens.as_str()),
        filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        today,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.buyer_kind.map(|kind| kind.code()),
        filter.method.map(|method| method.code()),
        filter.state.map(|state| state.code()),
        filter.standing,
        filter.buyer.map(|id| id.0),
        filter.supplier.map(|id| id.0),
        filter.project.map(|id| id.0),
        filter.agreement.map(|id| id.0),
        filter.product.map(|id| id.0),
        filter.village.as_ref().map(|code| code.as_str()),
        filter.township.as_ref().map(|code| code.as_str()),
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
