//! The form of an edition and its fields.

use crate::{
    fairs::model::planning::{Planned, renamed},
    values::lang::Lang,
    web::page::Page,
};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EditionForm {
    /// The code of the form: sent twice, it makes one edition.
    pub form: String,
    pub version: String,
    pub ordinal: String,
    /// The edition whose zones and booths are copied.
    pub copy: String,
    pub name: String,
    pub name_en: String,
    pub theme: String,
    pub theme_en: String,
    pub venue: String,
    pub venue_en: String,
    pub place: String,
    pub held_in: String,
    pub starts_on: String,
    pub ends_on: String,
    pub opens_at: String,
    pub closes_at: String,
    pub last_day_closes_at: String,
}

/// Each field of the plan with its label.
pub const FIELDS: [(&str, &str, &str); 13] = [
    ("name", "名称", "Name in Chinese"),
    ("name_en", "英文名称", "Name in English"),
    ("theme", "主题", "Theme in Chinese"),
    ("theme_en", "英文主题", "Theme in English"),
    ("venue", "场馆", "Venue in Chinese"),
    ("venue_en", "英文场馆", "Venue in English"),
    ("place", "所在旗区", "Where"),
    ("held_in", "月份", "Month"),
    ("starts_on", "第一天", "First day"),
    ("ends_on", "最后一天", "Last day"),
    ("opens_at", "开门", "Opens"),
    ("closes_at", "关门", "Closes"),
    ("last_day_closes_at", "最后一天停止入场", "Last entry on the last day"),
];

impl EditionForm {
    pub fn of(edition: &Planned) -> Self {
        let plan = &edition.plan;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let time = |time: Option<NaiveTime>| {
            time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default()
        };
        Self {
            version: edition.version.to_string(),
            ordinal: edition.ordinal.to_string(),
            name: plan.name.clone(),
            name_en: plan.name_en.clone(),
            theme: text(&plan.theme),
            theme_en: text(&plan.theme_en),
            venue: text(&plan.venue),
            venue_en: text(&plan.venue_en),
            place: plan.place.as_ref().map(ToString::to_string).unwrap_or_default(),
            held_in: plan.held_in.format("%Y-%m").to_string(),
            starts_on: day(plan.starts_on),
            ends_on: day(plan.ends_on),
            opens_at: time(plan.opens_at),
            closes_at: time(plan.closes_at),
            last_day_closes_at: time(plan.last_day_closes_at),
            ..Self::default()
        }
    }

    /// The edition after `last`, with the values that stay the same every year.
    pub fn after(last: Option<&Planned>) -> Self {
        let Some(last) = last else { return Self { ordinal: "1".into(), ..Self::default() } };
        let (from, to) = (last.ordinal, last.ordinal.saturating_add(1));
        Self {
            version: String::new(),
            ordinal: to.to_string(),
            copy: from.to_string(),
            name: renamed(&last.plan.name, from, to, Lang::Zh),
            name_en: renamed(&last.plan.name_en, from, to, Lang::En),
            theme: String::new(),
            theme_en: String::new(),
            held_in: String::new(),
            starts_on: String::new(),
            ends_on: String::new(),
            ..Self::of(last)
        }
    }

    /// In the order of `FIELDS`.
    pub fn values(&self) -> [&str; 13] {
        [
            &self.name,
            &self.name_en,
            &self.theme,
            &self.theme_en,
            &self.venue,
            &self.venue_en,
            &self.place,
            &self.held_in,
            &self.starts_on,
            &self.ends_on,
            &self.opens_at,
            &self.closes_at,
            &self.last_day_closes_at,
        ]
    }

    /// The typed value of a field of the plan.
    pub fn text(&self, field: &str) -> &str {
        FIELDS.iter().position(|(name, ..)| *name == field).map_or("", |at| self.values()[at])
    }

    /// The number of a new edition.
    pub fn ordinal(&self) -> Option<i16> {
        self.ordinal.trim().parse().ok().filter(|n| (1..=99).contains(n))
    }
}

pub fn label<'a>(page: &'a Page, field: &str) -> &'a str {
    FIELDS.iter().find(|(name, ..)| *name == field).map_or("", |(_, zh, en)| page.t(zh, en))
}
