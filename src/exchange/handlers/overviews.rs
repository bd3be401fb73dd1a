//! The few records with totals: editions and banners with their ledgers.

use crate::{
    exchange::model::{
        money::Yuan,
        parties::{BannerRecord, EditionRecord},
    },
    fairs::{outcomes, views::Outcome},
    http::{problem::Problem, state::App},
    indicators, places,
    site::model::Edition,
    values::ids::EditionId,
    web::page::Page,
};

/// In the order of their ordinals.
pub async fn editions(
    app: &App,
    page: &Page,
    only: Option<EditionId>,
) -> Result<Vec<EditionRecord>, Problem> {
    let mut editions = page
        .site
        .public_editions()
        .into_iter()
        .filter(|edition| only.is_none_or(|id| id == edition.id))
        .cloned()
        .collect::<Vec<_>>();
    let as_of = page.as_of_if_given()?;
    editions.retain(|edition| as_of.is_none_or(|day| edition.held_in <= day));
    let outcomes = outcomes(app, page, &editions, as_of.unwrap_or(page.today)).await?;
    let mut records: Vec<EditionRecord> =
        editions.iter().zip(outcomes).map(|(edition, outcome)| record(edition, outcome)).collect();
    records.sort_by_key(|record| record.ordinal);
    Ok(records)
}

fn record(edition: &Edition, outcome: Outcome) -> EditionRecord {
    EditionRecord {
        ordinal: edition.ordinal,
        name: edition.name.clone(),
        name_en: edition.name_en.clone(),
        theme: edition.theme.clone(),
        theme_en: edition.theme_en.clone(),
        venue: edition.venue.clone(),
        venue_en: edition.venue_en.clone(),
        held_in: edition.held_in.format("%Y-%m").to_string(),
        starts_on: edition.starts_on,
        ends_on: edition.ends_on,
        state: edition.state,
        exhibitors: outcome.exhibitors,
        products: outcome.products,
        banners: outcome.banners,
        projects: outcome.projects,
        signed: outcome.intent,
        live: outcome.live,
        contracts: outcome.contract,
        accepted: outcome.purchase,
        onsite_sales: Yuan(outcome.sales),
    }
}

pub async fn banners(app: &App, page: &Page) -> Result<Vec<BannerRecord>, Problem> {
    let edition = page.edition_or_current()?;
    let counts = places::store::banner_counts(app.kept(), edition, page.as_of_if_given()?).await?;
    let sums =
        indicators::actions::by_banner(app.kept(), &page.site, edition, page.as_of()?).await?;
    let record = |row: indicators::model::BannerSums| {
        let banner = page.site.banner(row.banner_code.as_str())?;
        let counts = counts.iter().find(|counts| counts.banner_code == row.banner_code)?;
        let sums = row.sums;
        Some(BannerRecord {
            code: banner.code.clone(),
            name: banner.name.clone(),
            name_en: banner.name_en.clone(),
            exhibitors: counts.exhibitors,
            products: counts.products,
            gacha_villages: counts.villages,
            signed: sums.intent,
            ceilings: sums.framework,
            contracts: sums.contract,
            accepted: sums.purchase,
        })
    };
    Ok(sums.into_iter().filter_map(record).collect())
}
