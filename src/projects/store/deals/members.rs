//! Who takes part in deals.

use crate::{
    organisations::model::{OrganisationKind, Side},
    projects::model::deal::{Parties, Party, Village},
    values::{
        ids::{OrganisationId, ProjectId},
        place_code::PlaceCode,
    },
};
use sqlx::{PgConnection, query};
use std::collections::HashMap;

/// The parties and villages of deals, in the order in which the desk shows them.
pub async fn parties_of(
    connection: &mut PgConnection,
    ids: &[i64],
) -> sqlx::Result<HashMap<ProjectId, Parties>> {
    let rows = query!(
        r#"select p.id as "project: ProjectId", r.side as "side!", r.is_lead as "is_lead!",
                  o.id as "id: OrganisationId", o.name, o.kind as "kind: OrganisationKind",
                  o.banner_code as "banner_code: PlaceCode", o.credit_code,
                  o.state = 'published' as "is_published!"
           from signed_projects p
           cross join lateral (
               select p.supplier_id as party, 'supplier' as side, true as is_lead, 0 as position
               union all select p.buyer_id, 'buyer', true, 0
               union all select organisation_id, side, false, position
               from signed_project_parties where project_id = p.id) r
           join organisations o on o.id = r.party
           where p.id = any ($1)
           order by p.id, r.side, r.is_lead desc, r.position"#,
        ids
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut leads: HashMap<(ProjectId, bool), Party> = HashMap::new();
    let mut further: HashMap<ProjectId, Vec<(Side, Party)>> = HashMap::new();
    for row in rows {
        let side = if row.side == "supplier" { Side::Supplier } else { Side::Buyer };
        let party = Party {
            id: row.id,
            name: row.name,
            kind: row.kind,
            banner_code: row.banner_code,
            credit_code: row.credit_code,
            is_published: row.is_published,
        };
        match row.is_lead {
            true => drop(leads.insert((row.project, side == Side::Supplier), party)),
            false => further.entry(row.project).or_default().push((side, party)),
        }
    }
    let mut villages = villages_of(connection, ids).await?;
    let parties = ids.iter().map(|id| ProjectId(*id)).filter_map(|id| {
        let parties = Parties {
            supplier: leads.remove(&(id, true))?,
            buyer: leads.remove(&(id, false))?,
            further: further.remove(&id).unwrap_or_default(),
            villages: villages.remove(&id).unwrap_or_default(),
        };
        Some((id, parties))
    });
    Ok(parties.collect())
}

async fn villages_of(
    connection: &mut PgConnection,
    ids: &[i64],
) -> sqlx::Result<HashMap<ProjectId, Vec<Village>>> {
    let rows = query!(
        r#"select v.project_id as "project: ProjectId", d.code as "code: PlaceCode", d.full_name,
                  d.full_name_en
           from signed_project_villages v join divisions d on d.code = v.village_code
           where v.project_id = any ($1) order by d.code"#,
        ids
    )
    .fetch_all(connection)
    .await?;
    let mut villages: HashMap<ProjectId, Vec<Village>> = HashMap::new();
    for row in rows {
        villages.entry(row.project).or_default().push(Village {
            code: row.code,
            full_name: row.full_name,
            full_name_en: row.full_name_en,
        });
    }
    Ok(villages)
}
