//! Filters that several lists share.

use super::{page::Page, query::BadQuery};
use crate::values::{
    day,
    ids::EditionId,
    place_code::PlaceCode,
    search_text::{Place, SearchQuery},
};
use chrono::NaiveDate;

impl Page {
    /// `q=`: the text of the search box. A banner's name, code or complete initials mean the
    /// banner. Punctuation alone is searched for too, and not found: a list of everything would
    /// look like a result.
    pub fn search(&self) -> Result<Option<SearchQuery>, BadQuery> {
        let banners = self.site.banners.iter();
        let places: Vec<Place> = banners
            .map(|banner| Place {
                code: banner.code.as_str(),
                name: &banner.name,
                pinyin: &banner.pinyin,
            })
            .collect();
        Ok(self.query.typed()?.map(|typed| {
            SearchQuery::new(typed, &places).unwrap_or_else(|| SearchQuery::of_nothing(typed))
        }))
    }

    /// `edition=2`, `edition=all`; without the parameter the current one.
    pub fn edition_or_current(&self) -> Result<Option<EditionId>, BadQuery> {
        match self.query.get("edition") {
            None => Ok(self.edition().map(|edition| edition.id)),
            Some(_) => self.edition_if_given(),
        }
    }

    /// The same for ledgers, which belong to no edition: without the parameter all.
    pub fn edition_if_given(&self) -> Result<Option<EditionId>, BadQuery> {
        if matches!(self.query.get("edition"), None | Some("all")) {
            return Ok(None);
        }
        let ordinal = self.query.read::<i16>("edition")?.unwrap_or_default();
        let edition =
            self.site.by_ordinal(ordinal).ok_or(BadQuery::Value { name: "edition".into() })?;
        Ok(Some(edition.id))
    }

    /// `as_of=2019-12-31`, or `as_of=2019-12` for the last day of a month: the page shows the state
    /// of that day. A future day is refused.
    pub fn as_of_if_given(&self) -> Result<Option<NaiveDate>, BadQuery> {
        let Some(text) = self.query.get("as_of") else { return Ok(None) };
        let day = day::parse(text).ok_or(BadQuery::Value { name: "as_of".into() })?;
        // The future has no facts.
        if day > self.today {
            return Err(BadQuery::Future { name: "as_of".into(), latest: self.today });
        }
        Ok(Some(day))
    }

    /// The same; without the parameter today.
    pub fn as_of(&self) -> Result<NaiveDate, BadQuery> {
        Ok(self.as_of_if_given()?.unwrap_or(self.today))
    }

    /// The records behind a figure of this page: `path` in its language, as of the day of the page.
    pub fn records(&self, path: impl AsRef<str>) -> String {
        let path = path.as_ref();
        let asked = self
            .as_of_if_given()
            .ok()
            .flatten()
            .filter(|_| self.is_of_a_day() && !path.contains("as_of="));
        let Some(day) = asked else { return self.href(path) };
        let (address, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
        let sign = if address.contains('?') { '&' } else { '?' };
        self.href(format!("{address}{sign}as_of={day}{fragment}"))
    }

    /// Whether `as_of=` shows the state of a day on this page. The page of a single deal always
    /// shows today.
    fn is_of_a_day(&self) -> bool {
        self.declared.is_dated(&self.path)
    }

    /// Editions as the values of a facet.
    pub fn edition_choices(&self) -> Vec<(String, String)> {
        self.site
            .public_editions()
            .iter()
            .map(|edition| (edition.ordinal.to_string(), edition.short_name(self.lang)))
            .collect()
    }

    /// `banner=150621`, one of the city's banners.
    pub fn banner_filter(&self) -> Result<Option<PlaceCode>, BadQuery> {
        let Some(code) = self.query.get("banner") else { return Ok(None) };
        let banner = self.site.banner(code).ok_or(BadQuery::Value { name: "banner".into() })?;
        Ok(Some(banner.code.clone()))
    }

    /// Banners as the values of a facet.
    pub fn banner_choices(&self) -> Vec<(String, String)> {
        self.site
            .banners
            .iter()
            .map(|banner| (banner.code.to_string(), banner.name(self.lang).to_string()))
            .collect()
    }
}

/// The codes and names of a vocabulary as the values of a facet.
#[macro_export]
macro_rules! choices {
    ($page:expr, $terms:expr) => {
        $terms
            .into_iter()
            .map(|term| (term.code().to_string(), term.name($page.lang).to_string()))
            .collect::<Vec<_>>()
    };
}
