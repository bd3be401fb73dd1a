//! Agreements entered, changed, signed, ended and voided in the office.

use crate::{
    agreements::model::terms::Terms,
    projects::model::deal::{Parties, Party},
    promises::model::Ending,
    values::{
        ids::{AgreementId, ProjectId},
        place_code::PlaceCode,
        search_text::SearchColumns,
    },
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, query, query_scalar};

/// The sides of an agreement, checked: the supplier has a banner.
pub struct Sides<'a> {
    pub buyer: &'a Party,
    pub supplier: &'a Party,
    pub banner: &'a PlaceCode,
}

impl<'a> Sides<'a> {
    /// `None`: the supplier has no banner.
    pub fn of(parties: &'a Parties) -> Option<Self> {
        Some(Self {
            buyer: &parties.buyer,
            supplier: &parties.supplier,
            banner: parties.owner_banner()?,
        })
    }

    fn found_by(&self, terms: &Terms) -> SearchColumns {
        SearchColumns::of(&[&terms.title, &terms.number], &[&self.supplier.name, &self.buyer.name])
            .at(self.banner.as_str())
    }
}

/// A draft.
pub async fn insert(
    connection: &mut PgConnection,
    terms: &Terms,
    sides: &Sides<'_>,
) -> sqlx::Result<AgreementId> {
    let found_by = sides.found_by(terms);
    query_scalar!(
        r#"insert into framework_agreements (number, title, project_id, renews_id, buyer_id,
               buyer_kind, supplier_id, owner_banner_code, signed_on, starts_on, ends_on, ceiling,
               state, search_text, search_tokens)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft', $13, $14)
           returning id as "id: _""#,
        terms.number,
        terms.title,
        terms.project_id.map(|id| id.0),
        terms.renews_id.map(|id| id.0),
        sides.buyer.id.0,
        sides.buyer.kind.code(),
        sides.supplier.id.0,
        sides.banner.as_str(),
        terms.signed_on,
        terms.starts_on,
        terms.ends_on,
        terms.ceiling.map(|ceiling| ceiling.in_yuan()),
        found_by.search_text,
        &found_by.search_tokens
    )
    .fetch_one(connection)
    .await
}

/// A draft, changed.
pub async fn update(
    connection: &mut PgConnection,
    id: AgreementId,
    terms: &Terms,
    sides: &Sides<'_>,
) -> sqlx::Result<()> {
    let found_by = sides.found_by(terms);
    query!(
        "update framework_agreements
         set number = $2, title = $3, project_id = $4, renews_id = $5, buyer_id = $6,
             buyer_kind = $7, supplier_id = $8, owner_banner_code = $9, signed_on = $10,
             starts_on = $11, ends_on = $12, ceiling = $13, search_text = $14,
             search_tokens = $15, version = version + 1
         where id = $1 and state = 'draft'",
        id.0,
        terms.number,
        terms.title,
        terms.project_id.map(|id| id.0),
        terms.renews_id.map(|id| id.0),
        sides.buyer.id.0,
        sides.buyer.kind.code(),
        sides.supplier.id.0,
        sides.banner.as_str(),
        terms.signed_on,
        terms.starts_on,
        terms.ends_on,
        terms.ceiling.map(|ceiling| ceiling.in_yuan()),
        found_by.search_text,
        &found_by.search_tokens
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// From now on it is public, with the banner and the buyer's kind of this day.
pub async fn mark_signed(
    connection: &mut PgConnection,
    id: AgreementId,
    sides: &Sides<'_>,
) -> sqlx::Result<()> {
    query!(
        "update framework_agreements
         set state = 'signed', owner_banner_code = $2, buyer_kind = $3, version = version + 1
         where id = $1",
        id.0,
        sides.banner.as_str(),
        sides.buyer.kind.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn mark_terminated(
    connection: &mut PgConnection,
    id: AgreementId,
    ending: &Ending,
) -> sqlx::Result<()> {
    query!(
        "update framework_agreements
         set state = 'terminated', terminated_on = $2, termination_class = $3,
             termination_reason = $4, version = version + 1
         where id = $1",
        id.0,
        ending.on,
        ending.class.code(),
        ending.reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A data error: it counts on no day.
pub async fn mark_void(
    connection: &mut PgConnection,
    id: AgreementId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update framework_agreements
         set voided_at = $2, void_reason = $3, version = version + 1 where id = $1",
        id.0,
        at,
        reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What it comes from. Its contracts, deliveries and payments follow it to another edition.
pub async fn set_project(
    connection: &mut PgConnection,
    id: AgreementId,
    project: Option<ProjectId>,
) -> sqlx::Result<()> {
    query!(
        "update framework_agreements set project_id = $2, version = version + 1 where id = $1",
        id.0,
        project.map(|id| id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}
