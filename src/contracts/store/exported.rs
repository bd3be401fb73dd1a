//! Contracts for sheets and the API, in the order of their ids.

use super::listing::push_found;
use crate::{
    contracts::model::Filter,
    database::conditions::Conditions,
    exchange::model::{deals::ContractRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder};

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    span: Span,
) -> sqlx::Result<Vec<ContractRecord>> {
    let mut sql = QueryBuilder::new("with shown as (");
    push_found(&mut sql, filter, today);
    sql.and_between("l.contract_id", span.after, span.upto)
        .push(" order by l.contract_id limit ")
        .push_bind(span.limit);
    sql.push(
        ") select c.id, c.number, c.title, (select a.id from public_agreements a
         where a.id = c.framework_id) as agreement_id,
                  (select p.id from public_projects p
                      where p.id = c.origin_project_id) as project_id,
                  (select e.ordinal from contracts k join editions e on e.id = k.edition_id
                      where k.id = c.id) as edition, c.buyer_id, b.name as buyer,
                  c.buyer_kind, c.supplier_id, s.name as supplier, c.owner_banner_code, c.method,
                  c.signed_on, c.starts_on,
                  contract_ends_on(c.id, c.ends_on, ",
    );
    sql.push_bind(today).push(") as ends_on, c.signed_amount, shown.amount,");
    sql.push(
        " coalesce((select sum(g.amount_accepted) from accepted_lines g
                  where g.contract_id = c.id and g.accepted_on <= ",
    );
    sql.push_bind(today).push(
        "), 0) as accepted, shown.state, c.completed_on, c.terminated_on, c.termination_class,
                  array(select v.village_code from contract_village_terms v
                        where v.contract_id = c.id and v.begins_on <= ",
    );
    sql.push_bind(today).push(
        " order by 1) as village_codes
           from shown join public_contracts c on c.id = shown.contract_id
           join organisations s on s.id = c.supplier_id join organisations b on b.id = c.buyer_id
           order by c.id",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}
