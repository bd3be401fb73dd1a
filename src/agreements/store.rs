//! All statements on framework agreements.

use super::model::{AgreementDetails, NewAgreement};
use crate::values::{
    ids::{AgreementId, OrganisationId},
    search_text::SearchColumns,
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// `names`: of supplier and buyer, which also find the agreement.
pub async fn insert_many(
    connection: &mut PgConnection,
    agreements: &[NewAgreement],
    names: impl Fn(OrganisationId) -> String,
) -> sqlx::Result<()> {
    let rows: Value = agreements.iter().map(|agreement| row(agreement, &names)).collect();
    query!(
        "insert into framework_agreements (id, number, title, project_id, buyer_id, supplier_id,
             owner_banner_code, signed_on, starts_on, ends_on,
                                           ceiling, state, terminated_on, termination_class,
                                           termination_reason, search_text, search_tokens)
         select id, number, title, project_id, buyer_id, supplier_id, owner_banner_code, signed_on,
                starts_on, ends_on,
                ceiling, state, terminated_on, termination_class, termination_reason, search_text,
                search_tokens
         from jsonb_populate_recordset(null::framework_agreements, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(agreement: &NewAgreement, names: impl Fn(OrganisationId) -> String) -> Value {
    let mut row = json!(agreement);
    let search = SearchColumns::of(
        &[&agreement.title, &agreement.number],
        &[&names(agreement.supplier_id), &names(agreement.buyer_id)],
    )
    .at(agreement.owner_banner_code.as_str());
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

mod exported;
mod listing;
mod office;
mod writing;

pub use exported::exported;
pub use listing::{counts, list};
pub use office::{called, has_contracts, office_counts, office_list, signed_numbered, waits};
pub use writing::set_project;

pub async fn find(
    db: impl PgExecutor<'_>,
    id: AgreementId,
    today: NaiveDate,
) -> sqlx::Result<Option<AgreementDetails>> {
    query_as!(
        AgreementDetails,
        r#"select a.id as "id!: _", a.number as "number!", a.title as "title!",
                  p.id as "project_id?: _", p.number as "project?",
                  b.id as "buyer_id: _", b.name as buyer, s.name as supplier,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id
                      order by e.edition_id desc limit 1) as "exhibitor_id: _",
                  a.owner_banner_code as "owner_banner_code!: _", a.signed_on as "signed_on!",
                  a.starts_on as "starts_on!", a.ends_on as "ends_on!",
                  a.ceiling as "ceiling: _",
                  case when a.state = 'signed' and a.ends_on < $2 then 'expired' else a.state
                      end as "state!: _",
                  a.terminated_on, a.termination_class as "termination_class: _"
           from public_agreements a
           join organisations s on s.id = a.supplier_id
           join organisations b on b.id = a.buyer_id
           left join public_projects p on p.id = a.project_id
           where a.id = $1"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await
}
