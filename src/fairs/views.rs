//! Editions side by side, the page of an edition and its on-site sales.

pub mod planning;
mod sales;

pub use sales::Sales;

use super::model::{Moment, Zone, moment};
use crate::{
    applications::model::Notice,
    indicators::model::{Facts, Source},
    journal::model::Account,
    projects,
    site::model::Edition,
    ui::ladder::Ladder,
    values::{
        amount::Amount,
        day,
        lang::Lang,
        rung::{Contract, Intent, Purchase},
    },
    web::{page::Page, structured::Structured},
};
use askama::Template;
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde_json::json;

/// The results of an edition.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub exhibitors: i64,
    pub products: i64,
    pub banners: i64,
    /// Confirmed on-site sales in yuan: not a step of the ladder.
    pub sales: Decimal,
    pub projects: i64,
    pub intent: Amount<Intent>,
    pub live: Amount<Intent>,
    pub lapsed: i64,
    pub contract: Amount<Contract>,
    pub purchase: Amount<Purchase>,
}

impl Outcome {
    /// The sources that it needs.
    pub const SOURCES: &'static [Source] = &[
        Source::Journal(Account::IntentSigned),
        Source::Journal(Account::IntentRenewal),
        Source::Journal(Account::IntentLive),
        Source::Journal(Account::FrameworkStanding),
        Source::Journal(Account::FrameworkOpenCeiling),
        Source::Journal(Account::ContractCurrent),
        Source::Journal(Account::PurchaseAccepted),
        Source::Sales,
        Source::Exhibitors,
        Source::Products,
    ];

    pub fn of(facts: &Facts) -> Self {
        let sums = facts.sums();
        Self {
            exhibitors: facts.exhibiting.exhibitors,
            products: facts.exhibiting.products,
            banners: facts.exhibiting.banners,
            sales: facts.sales,
            projects: sums.intents,
            intent: sums.intent,
            live: sums.live_intent,
            lapsed: sums.lapsed(),
            contract: sums.contract,
            purchase: sums.purchase,
        }
    }
}

/// Time and place of an edition, in words: the head of the home page and of the edition's own page.
#[derive(Clone)]
pub struct When {
    pub dates: String,
    pub below: String,
    pub hours: Option<String>,
    pub last_day: Option<String>,
    pub venue: Option<String>,
    pub place: Option<String>,
    /// `今天开幕·第 1 天，共 3 天`
    pub kicker: String,
}

impl When {
    pub fn new(page: &Page, edition: &Edition) -> Self {
        let (dates, below) = dates(page, edition);
        let dash = page.t("—", "–");
        let hours = edition
            .opens_at
            .zip(edition.closes_at)
            .map(|(from, to)| format!("{}{dash}{}", day::hour(from), day::hour(to)));
        let last_day = edition.ends_on.zip(edition.last_day_closes_at).map(|(last, closes)| {
            let at = day::hour(closes);
            if page.zh() {
                format!("{}日 {at} 停止入场", last.format("%-d"))
            } else {
                format!("last entry on the last day at {at}")
            }
        });
        Self {
            dates,
            below,
            hours,
            last_day,
            venue: edition.venue.as_ref().map(|venue| {
                page.t(venue, edition.venue_en.as_deref().unwrap_or(venue)).to_string()
            }),
            place: edition.venue_place.as_ref().map(|place| {
                page.t(place, edition.venue_place_en.as_deref().unwrap_or(place)).to_string()
            }),
            kicker: kicker(page, edition),
        }
    }
}

/// An edition for search engines. One without known dates is not an event.
pub fn event(page: &Page, edition: &Edition) -> Option<Structured> {
    let (first, last) = (edition.starts_on?, edition.ends_on?);
    let moment = |day: NaiveDate, at: Option<NaiveTime>| {
        at.map_or(day.to_string(), |at| format!("{day}T{}+08:00", at.format("%H:%M")))
    };
    let either = |zh: &Option<String>, en: &Option<String>| {
        zh.as_deref().map(|zh| page.t(zh, en.as_deref().unwrap_or(zh)).to_string())
    };
    let place = either(&edition.venue_place, &edition.venue_place_en)
        .unwrap_or_else(|| page.city().to_string());
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
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": place,
                    "addressRegion": page.city(),
                    "addressCountry": "CN",
                },
            },
            "organizer": { "@type": "Organization", "name": page.city(), "url": page.public_url },
        }),
    ))
}

fn dates(page: &Page, edition: &Edition) -> (String, String) {
    use chrono::Datelike;
    let (Some(from), Some(to)) = (edition.starts_on, edition.ends_on) else {
        return (
            day::month(edition.held_in, page.lang),
            page.t("具体日期无记载", "exact dates not on record").to_string(),
        );
    };
    let days = if from.month() == to.month() && page.zh() {
        format!("{}—{}日", day::short(from, page.lang), to.day())
    } else if from.month() == to.month() {
        format!("{}–{}", from.day(), day::short(to, page.lang))
    } else {
        let dash = page.t("—", " – ");
        format!("{}{dash}{}", day::short(from, page.lang), day::short(to, page.lang))
    };
    let week = format!(
        "{}{}{}",
        day::weekday(from, page.lang),
        page.t("至", " to "),
        day::weekday(to, page.lang)
    );
    (
        days,
        if page.zh() {
            format!("{}年，{week}", from.year())
        } else {
            format!("{}, {week}", from.year())
        },
    )
}

fn kicker(page: &Page, edition: &Edition) -> String {
    match moment(edition.starts_on, edition.ends_on, page.today) {
        Moment::During { day: 1, of } if page.zh() => format!("今天开幕·第 1 天，共 {of} 天"),
        Moment::During { day, of } if page.zh() => format!("正在举办·第 {day} 天，共 {of} 天"),
        Moment::During { day, of } => format!("Open today · day {day} of {of}"),
        Moment::Before(days) if page.zh() => format!("距开幕还有 {days} 天"),
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
    /// The current public notices.
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
