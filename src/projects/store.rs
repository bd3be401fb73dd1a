//! All statements on signed projects.

use super::model::{NewProject, ProjectDetails, StageRow};
use crate::values::{
    ids::{OrganisationId, ProjectId},
    search_text::SearchColumns,
};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// `names`: of supplier and buyer, which also find the project.
pub async fn insert_many(
    connection: &mut PgConnection,
    projects: &[NewProject],
    names: impl Fn(OrganisationId) -> String,
) -> sqlx::Result<()> {
    let rows: Value = projects.iter().map(|project| row(project, &names)).collect();
    query!(
        r#"insert into signed_projects (id, edition_id, run_order, number, title, type, supplier_id,
               buyer_id, owner_banner_code, amount,
                                     signed_on, signed_at, stage, lapsed_on, lapse_class,
                                     lapse_reason, renews_id, voided_at, void_reason,
                                     released_at, scan_due_on, search_text, search_tokens, ceremony_state)
         select id, edition_id, run_order, number, title, type, supplier_id, buyer_id,
                owner_banner_code, amount,
                signed_on, signed_at, stage, lapsed_on, lapse_class, lapse_reason, renews_id,
                voided_at, void_reason,
                released_at, scan_due_on, search_text, search_tokens, 'released'
         from jsonb_populate_recordset(null::signed_projects, $1)"#,
        rows
    )
    .execute(&mut *connection)
    .await?;
    let stages: Vec<_> = projects.iter().flat_map(|project| &project.stages).collect();
    query!(
        "insert into signed_project_stages (project_id, stage, effective_on, note)
         select project_id, stage, effective_on, note
         from jsonb_populate_recordset(null::signed_project_stages, $1)",
        json!(stages)
    )
    .execute(&mut *connection)
    .await?;
    insert_beside(connection, projects).await
}

/// Further buyers, villages and releases taken back.
async fn insert_beside(connection: &mut PgConnection, projects: &[NewProject]) -> sqlx::Result<()> {
    let buyers = projects.iter().flat_map(|project| {
        let id = project.id;
        project
            .more_buyers
            .iter()
            .enumerate()
            .map(move |(at, buyer)| (id.0, buyer.0, at as i16 + 1))
    });
    let buyers: Value = buyers
        .map(|(project, buyer, position)| {
            json!({ "project_id": project, "organisation_id": buyer, "position": position })
        })
        .collect();
    query!(
        "insert into signed_project_parties (project_id, organisation_id, side, position)
         select project_id, organisation_id, 'buyer', position
         from jsonb_populate_recordset(null::signed_project_parties, $1)",
        buyers
    )
    .execute(&mut *connection)
    .await?;
    let villages: Value = projects
        .iter()
        .flat_map(|project| project.villages.iter().map(move |code| (project.id, code)))
        .map(|(project, code)| json!({ "project_id": project, "village_code": code.as_str() }))
        .collect();
    query!(
        "insert into signed_project_villages (project_id, village_code)
         select project_id, village_code
         from jsonb_populate_recordset(null::signed_project_villages, $1)",
        villages
    )
    .execute(&mut *connection)
    .await?;
    let withdrawals: Value = projects
        .iter()
        .filter_map(|project| Some((project.id, project.withdrawal.as_ref()?)))
        .map(|(project, back)| {
            json!({
                "project_id": project,
                "released_at": back.released_at,
                "withdrawn_at": back.withdrawn_at,
                "reason": back.reason,
            })
        })
        .collect();
    query!(
        "insert into project_withdrawals (project_id, released_at, withdrawn_at, reason)
         select project_id, released_at, withdrawn_at, reason
         from jsonb_populate_recordset(null::project_withdrawals, $1)",
        withdrawals
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(project: &NewProject, names: impl Fn(OrganisationId) -> String) -> Value {
    let mut row = json!(project);
    let search = SearchColumns::of(
        &[&project.title, &project.number],
        &[&names(project.supplier_id), &names(project.buyer_id)],
    )
    .at(project.owner_banner_code.as_str());
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

pub mod deals;
mod exported;
mod listing;
pub use exported::exported;
pub use listing::{counts, list};

pub async fn find(db: impl PgExecutor<'_>, id: ProjectId) -> sqlx::Result<Option<ProjectDetails>> {
    query_as!(
        ProjectDetails,
        r#"select p.id as "id!: _", p.edition_id as "edition_id!: _", p.run_order as "run_order!",
                  p.number as "number!", p.title as "title!",
                  p.type as "type!: _", p.amount as "amount!: _", p.signed_on as "signed_on!",
                  p.signed_at, p.stage as "stage!: _",
                  p.lapsed_on, p.lapse_class as "lapse_class: _",
                  p.owner_banner_code as "owner_banner_code!: _",
                  s.id as "supplier_id: _", s.name as supplier, b.id as "buyer_id: _",
                  b.name as buyer,
                  (select e.id from public_exhibitors e
                      where e.organisation_id = s.id
                    and e.edition_id = p.edition_id) as "exhibitor_id: _",
                  p.renews_id as "renews_id: _", r.number as "renews?",
                  n.id as "renewed_by_id?: _", n.number as "renewed_by?",
                  array(select o.name from signed_project_parties f
                        join organisations o on o.id = f.organisation_id
                        where f.project_id = p.id order by f.side, f.position) as "further!"
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
        r#"select stage as "stage: _", effective_on, note from signed_project_stages
           where project_id = $1 order by effective_on, recorded_at, stage"#,
        id.0
    )
    .fetch_all(db)
    .await
}
