//! Editions side by side, an edition's page and its on-site sales.

pub mod planning;

use super::model::{Moment, Zone, moment};
use crate::{
    applications::model::Notice,
    exhibitors::model::SalesRow,
    indicators::model::{Facts, Source},
    journal::model::Account,
    kit::{components::ladder::Ladder, lists::Listing, page::Page, structured::Structured},
    products::model::Category,
    projects,
    site::model::Edition,
    values::{
        amount::Amount,
        day,
        facet::FacetCounts,
        lang::Lang,
        rung::{Contract, Intent, Payment, Purchase},
    },
};
use askama::Template;
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde_json::json;

/// What an edition came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub exhibitors: i64,
    pub products: i64,
    pub banners: i64,
    /// Confirmed on-site sales in yuan: no rung of the ladder.
    pub sales: Decimal,
    pub projects: i64,
    pub intent: Amount<Intent>,
    pub live: Amount<Intent>,
    pub lapsed: i64,
    pub contract: Amount<Contract>,
    pub purchase: Amount<Purchase>,
    pub payment: Amount<Payment>,
}

impl Outcome {
    /// What has to be read for it.
    pub const SOURCES: &'static [Source] = &[
        Source::Journal(Account::IntentSigned),
        Source::Journal(Account::IntentRenewal),
        Source::Journal(Account::IntentLive),
        Source::Journal(Account::FrameworkStanding),
        Source::Journal(Account::FrameworkOpenCeiling),
        Source::Journal(Account::ContractCurrent),
        Source::Journal(Account::PurchaseAccepted),
        Source::Journal(Account::PaymentPaid),
        Source::Journal(Account::OnsiteConfirmed),
        Source::Exhibitors,
        Source::Products,
    ];

    pub fn of(facts: &Facts) -> Self {
        let sums = facts.sums();
        Self {
            exhibitors: facts.exhibiting.exhibitors,
            products: facts.exhibiting.products,
            banners: facts.exhibiting.banners,
            sales: facts.yuan(Account::OnsiteConfirmed),
            projects: sums.intents,
            intent: sums.intent,
            live: sums.live_intent,
            lapsed: sums.lapsed(),
            contract: sums.contract,
            purchase: sums.purchase,
            payment: sums.payment,
        }
    }
}

/// When and where an edition is, in words: the head of the home page and of the edition's own.
#[derive(Clone)]
pub struct When {
    pub dates: String,
    pub below: String,
    pub hours: Option<String>,
    pub last_day: Option<String>,
    pub venue: Option<String>,
    pub place: Option<String>,
    /// `今天开展·第 1 天，共 3 天`
    pub kicker: String,
}

impl When {
    pub fn new(page: &Page, edition: &Edition) -> Self {
        let (dates, below) = dates(page, edition);
        let hours = edition.opens_at.zip(edition.closes_at).map(|(from, to)| format!("{}—{}", day::hour(from), day::hour(to)));
        let last_day = edition.ends_on.zip(edition.last_day_closes_at).map(|(last, closes)| {
            let at = day::hour(closes);
            if page.zh() { format!("{}日 {at} 停止入场", last.format("%-d")) } else { format!("last entry on the last day at {at}") }
        });
        Self {
            dates,
            below,
            hours,
            last_day,
            venue: edition.venue.as_ref().map(|venue| page.t(venue, edition.venue_en.as_deref().unwrap_or(venue)).to_string()),
            place: edition.venue_place.as_ref().map(|place| page.t(place, edition.venue_place_en.as_deref().unwrap_or(place)).to_string()),
            kicker: kicker(page, edition),
        }
    }
}

/// An edition for search engines. One whose days are not on record is no event.
pub fn event(page: &Page, edition: &Edition) -> Option<Structured> {
    let (first, last) = (edition.starts_on?, edition.ends_on?);
    let moment = |day: NaiveDate, at: Option<NaiveTime>| at.map_or(day.to_string(), |at| format!("{day}T{}+08:00", at.format("%H:%M")));
    let either = |zh: &Option<String>, en: &Option<String>| zh.as_deref().map(|zh| page.t(zh, en.as_deref().unwrap_or(zh)).to_string());
    let place = either(&edition.venue_place, &edition.venue_place_en).unwrap_or_else(|| page.city().to_string());
    let venue = either(&edition.venue, &edition.venue_en).unwrap_or_else(|| place.clone());
    Some(Structured::new(
        "Event",
        json!({
            "name": edition.name(page.lang),
            "description": either(&edition.theme, &edition.theme_en),
            "url": format!("{}{}", page.public_url, page.href(edition.path())),
            "image": page.picture(),
            "inLanguage": "zh-CN",
            "startDate": moment(first, edition.opens_at),
            "endDate": moment(last, edition.last_day_closes_at.or(edition.closes_at)),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {
                "@type": "Place",
                "name": venue,
                "address": { "@type": "PostalAddress", "addressLocality": place, "addressRegion": page.city(), "addressCountry": "CN" },
            },
            "organizer": { "@type": "Organization", "name": page.city(), "url": page.public_url },
        }),
    ))
}

fn dates(page: &Page, edition: &Edition) -> (String, String) {
    use chrono::Datelike;
    let (Some(from), Some(to)) = (edition.starts_on, edition.ends_on) else {
        return (day::month(edition.held_in, page.lang), page.t("具体日期没有记载", "the days are not on record").to_string());
    };
    let days = if from.month() == to.month() && page.zh() {
        format!("{}—{}日", day::short(from, page.lang), to.day())
    } else if from.month() == to.month() {
        format!("{}—{}", from.day(), day::short(to, page.lang))
    } else {
        format!("{}—{}", day::short(from, page.lang), day::short(to, page.lang))
    };
    let week = format!("{}{}{}", day::weekday(from, page.lang), page.t("至", " to "), day::weekday(to, page.lang));
    (days, if page.zh() { format!("{}年，{week}", from.year()) } else { format!("{}, {week}", from.year()) })
}

fn kicker(page: &Page, edition: &Edition) -> String {
    match moment(edition.starts_on, edition.ends_on, page.today) {
        Moment::During { day: 1, of } if page.zh() => format!("今天开展·第 1 天，共 {of} 天"),
        Moment::During { day, of } if page.zh() => format!("正在举办·第 {day} 天，共 {of} 天"),
        Moment::During { day, of } => format!("Open today · day {day} of {of}"),
        Moment::Before(days) if page.zh() => format!("还有 {days} 天开展"),
        Moment::Before(1) => "Opens tomorrow".to_string(),
        Moment::Before(days) => format!("Opens in {days} days"),
        Moment::After => page.t("已闭幕", "Closed").to_string(),
        Moment::Undated => page.t("已举办", "Held").to_string(),
    }
}

#[derive(Template)]
#[template(path = "fairs/index.html")]
pub struct Index {
    pub page: Page,
    pub results: Vec<(Edition, Outcome)>,
    pub as_of: chrono::NaiveDate,
}

impl Index {
    fn dates(&self, edition: &Edition) -> String {
        match (edition.starts_on, edition.ends_on) {
            (Some(_), Some(_)) => When::new(&self.page, edition).dates,
            _ => day::month(edition.held_in, self.page.lang),
        }
    }
}

#[derive(Template)]
#[template(path = "fairs/show.html")]
pub struct Show {
    pub page: Page,
    pub edition: Edition,
    pub when: When,
    pub as_of: NaiveDate,
    pub outcome: Outcome,
    /// Public notices that run today.
    pub notices: Vec<Notice>,
    pub zones: Vec<Zone>,
    pub ladder: Ladder,
    pub projects: Vec<projects::model::Row>,
}

impl Show {
    fn event(&self) -> Option<Structured> {
        event(&self.page, &self.edition)
    }
}

/// An edition's on-site sales have facets like a list; what it counts are exhibitors that sold something.
pub fn sales_facets(page: &Page, list: &mut Listing, zones: &[Zone], counts: &FacetCounts) {
    let days = counts.0.iter().filter(|row| row.facet == "day").map(|row| (row.value.clone(), fair_day(page, &row.value)));
    list.facet(page, ("day", "哪一天", "Day"), counts, days);
    let categories = Category::top().map(|category| (category.code.clone(), category.name(page.lang).to_string()));
    list.facet(page, ("category", "类别", "Category"), counts, categories);
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
    let zones = zones.iter().map(|zone| (zone.code.clone(), format!("{} {}", zone.code, page.t(&zone.name, &zone.name_en))));
    list.facet(page, ("zone", "展区", "Zone"), counts, zones);
}

fn fair_day(page: &Page, n: &str) -> String {
    if page.zh() { format!("第 {n} 天") } else { format!("Day {n}") }
}

#[derive(Template)]
#[template(path = "fairs/sales.html")]
pub struct Sales {
    pub page: Page,
    pub list: Listing,
    pub edition: Edition,
    pub rows: Vec<SalesRow>,
    pub unconfirmed: i64,
}

impl Sales {
    fn total(&self) -> Decimal {
        self.rows.iter().map(|row| row.amount).sum()
    }

    /// This page, of one day and perhaps of one category alone.
    fn narrowed(&self, day: &i16, category: Option<&str>) -> String {
        let query = self.page.query.with("day", &day.to_string());
        self.page.with(&category.map_or_else(|| query.clone(), |code| query.with("category", code)))
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "家展商有销售", "exhibitor sold something", "exhibitors sold something")
    }

    fn days(&self) -> Vec<(i16, Decimal)> {
        let mut days: Vec<(i16, Decimal)> = Vec::new();
        for row in &self.rows {
            match days.last_mut().filter(|(day, _)| *day == row.fair_day) {
                Some((_, sum)) => *sum += row.amount,
                None => days.push((row.fair_day, row.amount)),
            }
        }
        days
    }

    fn category(&self, code: &str) -> String {
        Category::find(code).map_or(code, |category| category.name(self.page.lang)).to_string()
    }

    fn day(&self, n: &i16) -> String {
        fair_day(&self.page, &n.to_string())
    }
}
