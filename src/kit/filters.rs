//! Filters that many lists share.

use super::{page::Page, query::BadQuery};
use crate::values::{
    day,
    ids::EditionId,
    place_code::PlaceCode,
    search_text::{Place, SearchQuery},
};
use chrono::NaiveDate;

impl Page {
    /// `q=`: what was typed into the search box. A banner's name, code or whole initials mean the
    /// banner. Signs alone are searched for as well, and not found: a list that showed everything
    /// would seem to have found it.
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

    /// The same for ledgers, which are of no one edition: without the parameter all.
    pub fn edition_if_given(&self) -> Result<Option<EditionId>, BadQuery> {
        if matches!(self.query.get("edition"), None | Some("all")) {
            return Ok(None);
        }
        let ordinal = self.query.read::<i16>("edition")?.unwrap_or_default();
        let edition =
            self.site.by_ordinal(ordinal).ok_or(BadQuery::Value { name: "edition".into() })?;
        Ok(Some(edition.id))
    }

    /// `as_of=2019-12-31`, or `as_of=2019-12` for a month's last day: the page as things stood that
    /// day. A day to come is refused.
    pub fn as_of_if_given(&self) -> Result<Option<NaiveDate>, BadQuery> {
        let Some(text) = self.query.get("as_of") else { return Ok(None) };
        let day = day::parse(text).ok_or(BadQuery::Value { name: "as_of".into() })?;
        // Nothing in the future is a fact.
        if day > self.today {
            return Err(BadQuery::Future { name: "as_of".into(), latest: self.today });
        }
        Ok(Some(day))
    }

    /// The same; without the parameter today.
    pub fn as_of(&self) -> Result<NaiveDate, BadQuery> {
        Ok(self.as_of_if_given()?.unwrap_or(self.today))
    }

    /// The records behind a figure of this page: `path` in its language, as of the day that the
    /// page was asked for.
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

    /// Whether `as_of=` shows this page as things stood that day. A single deal's page is of today.
    fn is_of_a_day(&self) -> bool {
        match self.path.split('/').skip(1).collect::<Vec<_>>()[..] {
            [list] => !list.is_empty(),
            ["banners" | "buyers" | "fairs" | "statistics" | "villages", _]
            | ["fairs", _, "sales"] => true,
            _ => false,
        }
    }

    /// Editions as a facet's values.
    pub fn edition_choices(&self) -> Vec<(String, String)> {
        self.site
            .public_editions()
            .iter()
            .map(|edition| (edition.ordinal.to_string(), edition.short_name(self.lang)))
            .collect()
    }

    /// Whether this list is of one edition at a time, chosen by tabs that clearing the filters
    /// leaves alone.
    pub fn edition_is_a_tab(&self) -> bool {
        ["/exhibitors", "/products", "/projects"].contains(&self.path.as_str())
    }

    /// `banner=150621`, one of the city's.
    pub fn banner_filter(&self) -> Result<Option<PlaceCode>, BadQuery> {
        let Some(code) = self.query.get("banner") else { return Ok(None) };
        let banner = self.site.banner(code).ok_or(BadQuery::Value { name: "banner".into() })?;
        Ok(Some(banner.code.clone()))
    }

    /// Banners as a facet's values.
    pub fn banner_choices(&self) -> Vec<(String, String)> {
        self.site
            .banners
            .iter()
            .map(|banner| (banner.code.to_string(), banner.name(self.lang).to_string()))
            .collect()
    }
}

/// The codes and names of a vocabulary as a facet's values.
#[macro_export]
macro_rules! choices {
    ($page:expr, $terms:expr) => {
        $terms
            .into_iter()
            .map(|term| (term.code().to_string(), term.name($page.lang).to_string()))
            .collect::<Vec<_>>()
    };
}
