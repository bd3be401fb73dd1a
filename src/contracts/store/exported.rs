//! Contracts as they leave the house, in the order of their ids.

use crate::{
    contracts::model::Filter,
    exchange::model::{deals::ContractRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, span: Span) -> sqlx::Result<Vec<ContractRecord>> {
    matching!(
        ContractRecord,
        r#"select id as "id!: _", number as "number!", title as "title!",
                  (select a.id from public_agreements a where a.id = matching.framework_id) as "agreement_id: _",
                  (select p.id from public_projects p where p.id = matching.origin_project_id) as "project_id: _",
                  buyer_id as "buyer_id!: _", buyer as "buyer!", buyer_kind as "buyer_kind!: _",
                  supplier_id as "supplier_id!: _", supplier as "supplier!", owner_banner_code as "owner_banner_code!: _",
                  method as "method!: _", signed_on as "signed_on!", starts_on as "starts_on!",
                  coalesce((select m.ends_on from contract_amendments m
                            where m.contract_id = matching.id and m.ends_on is not null and m.voided_at is null and m.effective_on <= $4
                            order by m.ordinal desc limit 1), ends_on) as "ends_on!",
                  signed_amount as "signed_amount!: _", amount as "amount!: _",
                  coalesce((select sum(l.amount_accepted) from accepted_lines l
                            where l.contract_id = matching.id and l.accepted_on <= $4), 0) as "accepted!: _",
                  shown_state as "state!: _", completed_on, terminated_on, termination_class as "termination_class: _",
                  array(select v.village_code from contract_villages v where v.contract_id = matching.id order by 1) as "village_codes!""#,
        "where in_banner and in_kind and in_method and in_state and id > $17 and id <= $18 order by id limit $19",
        filter,
        today,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
