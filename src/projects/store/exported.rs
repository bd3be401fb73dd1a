//! Signed projects as they leave the house, in the order of their ids.

use crate::{
    exchange::model::{deals::ProjectRecord, span::Span},
    projects::model::Filter,
};
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, span: Span) -> sqlx::Result<Vec<ProjectRecord>> {
    matching!(
        ProjectRecord,
        r#"select matching.id as "id!: _", matching.number as "number!", ed.ordinal as "edition!", matching.title as "title!",
                  matching.type as "project_type!: _", matching.amount as "amount!: _", matching.signed_on as "signed_on!", matching.signed_at,
                  matching.stage as "stage!: _", s.lapsed_on, s.lapse_class as "lapse_class: _",
                  matching.owner_banner_code as "owner_banner_code!: _", matching.supplier_id as "supplier_id!: _", supplier as "supplier!",
                  matching.buyer_id as "buyer_id!: _", buyer as "buyer!", matching.buyer_kind as "buyer_kind!: _",
                  (select r.id from public_projects r where r.id = matching.renews_id) as "renews_id: _""#,
        "join signed_projects s on s.id = matching.id
         join editions ed on ed.id = matching.edition_id
         where in_type and in_banner and in_kind and in_stage and in_renewal and matching.id > $13 and matching.id <= $14
         order by matching.id limit $15",
        filter,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
