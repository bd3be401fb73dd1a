//! The filter of the office's list, and the forms of a report.

pub mod correction;
mod parsing;
pub mod report;

pub use parsing::parse;

use super::model::{days::FairDays, office::OfficeFilter};
use crate::{
    identity::model::Viewer,
    site::model::Edition,
    web::{page::Page, query::BadQuery},
};

/// `edition=`; without it the current one. Days of several editions are not listed together.
pub fn edition(page: &Page) -> Result<Option<&Edition>, BadQuery> {
    let edition = page.edition_or_current()?.and_then(|id| page.site.edition(id));
    match page.query.get("edition") {
        Some("all") => Err(BadQuery::Value { name: "edition".into() }),
        _ => Ok(edition),
    }
}

/// The booths and days of an edition that this user sees.
pub fn filter(page: &Page, edition: &Edition, viewer: &Viewer) -> Result<OfficeFilter, BadQuery> {
    let days = FairDays::new(edition.starts_on, edition.ends_on);
    Ok(OfficeFilter {
        edition: edition.id,
        last_day: days.map(|days| days.last_come(page.today).unwrap_or_default()),
        reach: viewer.scope.banner().cloned(),
        day: page.query.read("day")?,
        zone: page.query.get("zone").map(str::to_string),
        banner: page.banner_filter()?,
        stage: page.query.read("stage")?,
        typed: page.query.typed()?.map(str::to_string),
    })
}
