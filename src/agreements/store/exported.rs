//! Framework agreements as they leave the house, in the order of their ids.

use crate::{
    agreements::model::Filter,
    exchange::model::{deals::AgreementRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, span: Span) -> sqlx::Result<Vec<AgreementRecord>> {
    matching!(
        AgreementRecord,
        r#"select id as "id!: _", number as "number!", title as "title!",
                  (select p.id from public_projects p where p.id = matching.project_id) as "project_id: _",
                  buyer_id as "buyer_id!: _", buyer as "buyer!", buyer_kind as "buyer_kind!: _",
                  supplier_id as "supplier_id!: _", supplier as "supplier!", owner_banner_code as "owner_banner_code!: _",
                  signed_on as "signed_on!", starts_on as "starts_on!", ends_on as "ends_on!", ceiling as "ceiling: _",
                  shown_state as "state!: _", terminated_on, termination_class as "termination_class: _""#,
        "where in_banner and in_kind and in_state and in_ceiling and id > $13 and id <= $14 order by id limit $15",
        filter,
        today,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
