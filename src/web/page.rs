//! The requested page: its language, its address, its day and its frame. Every view has one, and
//! templates use it.

use super::{declaration::Declarations, open_graph, query::Query};
use crate::{
    http::{assets, problem::Problem, state::App},
    site::model::{Edition, Site},
    ui::{
        amount::AmountTag,
        name::{self, Name},
    },
    values::{day, figure::Figure, lang::Lang, place_code::PlaceCode, quantity},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, Method, StatusCode, Uri, header::RETRY_AFTER, request::Parts},
    response::{Html, IntoResponse, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use std::{borrow::Borrow, sync::Arc};

#[derive(Debug, Clone)]
pub struct Page {
    pub lang: Lang,
    /// Without the language prefix.
    pub path: String,
    pub query: Query,
    pub today: NaiveDate,
    pub site: Arc<Site>,
    pub declared: Declarations,
    pub public_url: String,
    /// The answer to a POST: its address may have no page to open again.
    pub is_answer: bool,
}

impl FromRequestParts<App> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let site = app.site().await?;
        let (lang, path) = language(&parts.uri);
        let query = Query::parse(parts.uri.query().unwrap_or_default())?;
        let today = app.clock(&site).today();
        Ok(Self {
            lang,
            path,
            query,
            today,
            site,
            declared: app.declarations().clone(),
            public_url: app.public_url().to_string(),
            is_answer: parts.method == Method::POST,
        })
    }
}

/// The address alone decides the language.
pub fn language(uri: &Uri) -> (Lang, String) {
    match uri.path().strip_prefix("/en") {
        Some("") => (Lang::En, "/".to_string()),
        Some(rest) if rest.starts_with('/') => (Lang::En, rest.to_string()),
        _ => (Lang::Zh, uri.path().to_string()),
    }
}

impl Page {
    pub fn t<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.t(zh, en)
    }

    pub fn zh(&self) -> bool {
        self.lang.is_zh()
    }

    /// `path` in this page's language.
    pub fn href(&self, path: impl AsRef<str>) -> String {
        format!("{}{}", self.lang.prefix(), path.as_ref())
    }

    /// The page of a place; the city as a whole is the banners side by side.
    pub fn place(&self, code: &PlaceCode) -> String {
        let is_city = self.site.city.as_ref().is_some_and(|city| city.code == *code);
        self.href(if is_city { "/banners".to_string() } else { code.path() })
    }

    /// This page with another query.
    pub fn with(&self, query: &Query) -> String {
        self.href(format!("{}{}", self.path, query.suffix()))
    }

    /// This page in the other language.
    pub fn translated(&self) -> String {
        format!("{}{}{}", self.lang.other().prefix(), self.path, self.query.suffix())
    }

    /// The address for search engines, in `lang`.
    pub fn address_in(&self, lang: Lang) -> String {
        let query = self.query.only(&["page", "edition"]);
        format!("{}{}{}{}", self.public_url, lang.prefix(), self.path, query.suffix())
    }

    pub fn canonical(&self) -> String {
        self.address_in(self.lang)
    }

    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The picture of the fair where a page is shared: 1200 × 630.
    pub fn picture(&self) -> String {
        format!("{}{}", self.public_url, assets::address("img/share.png"))
    }

    /// A pictogram's address in the sprite.
    pub fn icon(&self, name: &str) -> String {
        format!("{}#{name}", assets::address("img/sprite.svg"))
    }

    pub fn is_demonstration(&self) -> bool {
        self.site.installation.is_demonstration
    }

    pub fn edition(&self) -> Option<&Edition> {
        self.site.current_edition()
    }

    pub fn city(&self) -> &str {
        self.site.city.as_ref().map_or("", |city| self.lang.t(&city.name, &city.name_en))
    }

    pub fn banner_name<'a>(&'a self, code: &'a PlaceCode) -> &'a str {
        self.site.banner_name(code, self.lang)
    }

    pub fn is_current(&self, edition: &Edition) -> bool {
        self.edition().is_some_and(|current| current.id == edition.id)
    }

    pub fn day(&self, day: &NaiveDate) -> String {
        day::full(*day, self.lang)
    }

    pub fn short_day(&self, day: &NaiveDate) -> String {
        day::short(*day, self.lang)
    }

    /// The minute of a moment, in Beijing time.
    pub fn minute(&self, moment: &DateTime<Utc>) -> String {
        day::minute(*moment)
    }

    /// The day and minute of a moment, in Beijing time.
    pub fn moment(&self, moment: &DateTime<Utc>) -> String {
        day::moment(*moment)
    }

    /// An organisation's name; the mark of an invented one is set small.
    pub fn name<'a>(&self, name: &'a str) -> Name<'a> {
        name::name(name)
    }

    pub fn month(&self, day: &NaiveDate) -> String {
        day::month(*day, self.lang)
    }

    /// An amount with its stamp.
    pub fn amount(&self, figure: impl Borrow<Figure>) -> AmountTag {
        AmountTag::new(*figure.borrow(), self.lang, None)
    }

    /// An amount that links to the records behind it.
    pub fn amount_at(&self, figure: impl Borrow<Figure>, path: impl AsRef<str>) -> AmountTag {
        AmountTag::new(*figure.borrow(), self.lang, Some(self.records(path)))
    }

    /// The same, where the whole address is known and its day is its own.
    pub fn amount_to(&self, figure: impl Borrow<Figure>, href: &str) -> AmountTag {
        AmountTag::new(*figure.borrow(), self.lang, Some(href.to_string()))
    }

    /// A plain number, thousands grouped, at most four decimals: a unit price.
    pub fn number(&self, number: &Decimal) -> String {
        crate::values::spoken::plain(*number, 4)
    }

    pub fn count(&self, n: &i64) -> String {
        crate::values::spoken::plain(Decimal::from(*n), 0)
    }

    pub fn counted<'a>(&self, n: &i64, zh: &'a str, one: &'a str, many: &'a str) -> &'a str {
        self.lang.counted(*n, zh, one, many)
    }

    /// Yuan outside the ladder: a day's sales at a booth.
    pub fn yuan(&self, yuan: &Decimal) -> String {
        crate::values::spoken::say_yuan(*yuan, self.lang).line()
    }

    /// To the fen, for papers that are settled by: `12,644.8 元`, `CNY 12,644.8`.
    pub fn exact(&self, yuan: impl Borrow<Decimal>) -> String {
        let number = crate::values::spoken::plain(*yuan.borrow(), 2);
        if self.zh() { format!("{number} 元") } else { format!("CNY {number}") }
    }

    pub fn quantity(&self, quantity: &Decimal, unit: &str) -> String {
        let (number, unit) = quantity::say(*quantity, unit, self.lang);
        format!("{number} {unit}")
    }

    pub fn unit<'a>(&self, code: &'a str) -> &'a str {
        quantity::symbol(code, self.lang)
    }

    /// `元/公斤`, `CNY/kg`.
    pub fn per(&self, code: &str) -> String {
        format!("{}/{}", self.lang.t("元", "CNY"), quantity::symbol(code, self.lang))
    }
}

/// A view as an answer.
pub fn render(view: &impl askama::Template) -> Result<Response, Problem> {
    Ok(Html(open_graph::complete(view.render()?)).into_response())
}

/// A refused form: the same page with its errors.
pub fn refused(view: &impl askama::Template) -> Result<Response, Problem> {
    let mut response = render(view)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// A form that came too soon after others: the same page, and when to send it again.
pub fn too_often(
    view: &impl askama::Template,
    wait: chrono::Duration,
) -> Result<Response, Problem> {
    let mut response = render(view)?;
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.num_seconds().max(1)));
    Ok(response)
}
