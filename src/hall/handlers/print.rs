//! Booth cards and badges: of one zone, of one exhibitor, or all.

use super::{edition, scope};
use crate::{
    hall::{
        forms::seats::zone,
        model::seats::Cards,
        store::{plan, seats},
        views::print::CardSheet,
    },
    http::{problem::Problem, state::App},
    web::{
        office::{Office, OfficePage},
        page::{Page, render},
        query::BadQuery,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn cards(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    sheet(&app, OfficePage { page, office }, &ordinal, None).await
}

/// `copies=2`: this many badges for each exhibitor.
pub async fn badges(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let copies = page.query.read::<usize>("copies")?.unwrap_or(1);
    if !(1..=10).contains(&copies) {
        return Err(BadQuery::Value { name: "copies".into() }.into());
    }
    sheet(&app, OfficePage { page, office }, &ordinal, Some(copies)).await
}

/// The first zone, unless another, all, or one exhibitor is requested.
async fn sheet(
    app: &App,
    OfficePage { page, office }: OfficePage,
    ordinal: &str,
    copies: Option<usize>,
) -> Result<Response, Problem> {
    let edition = edition(app, ordinal).await?;
    let zones = plan::zones(app.pool(), edition.id).await?;
    let exhibitor = page.query.read("exhibitor")?;
    let first = || zones.first().map(|zone| zone.code.clone());
    let zone = match (exhibitor, zone(&page)?) {
        (Some(_), _) => None,
        (None, Some(all)) if all == "all" => None,
        (None, chosen) => chosen.or_else(first),
    };
    let which = Cards {
        edition: edition.id,
        zone: zone.clone(),
        exhibitor,
        banner: scope(&office.viewer).banner,
    };
    let cards = seats::cards(app.pool(), &which).await?;
    render(&CardSheet { page, office, edition, zones, cards, zone, copies })
}
