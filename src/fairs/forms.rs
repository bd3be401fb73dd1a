//! What an organiser types about an edition.

use super::model::planning::{Plan, Planned, renamed};
use crate::{
    exhibitors::model::SalesFilter,
    kit::{
        forms::{Errors, words},
        page::Page,
        query::BadQuery,
    },
    products::model::Category,
    values::{ids::EditionId, lang::Lang},
};
use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EditionForm {
    /// Of the form itself: sent twice, it makes one edition.
    pub form: String,
    pub version: String,
    pub ordinal: String,
    /// The edition whose zones and booths it takes over.
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

    /// The edition after `last`: what stays from year to year is there already.
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

    /// What was typed into a field of the plan.
    pub fn text(&self, field: &str) -> &str {
        FIELDS.iter().position(|(name, ..)| *name == field).map_or("", |at| self.values()[at])
    }

    /// The number of an edition to be.
    pub fn ordinal(&self) -> Option<i16> {
        self.ordinal.trim().parse().ok().filter(|n| (1..=99).contains(n))
    }

    pub fn parse(&self, page: &Page) -> Result<Plan, Errors> {
        let mut errors = Errors::default();
        let name = self.required(page, "name", &self.name, &mut errors);
        let name_en = self.required(page, "name_en", &self.name_en, &mut errors);
        let optional = ["theme", "theme_en", "venue", "venue_en"]
            .map(|field| self.optional(page, field, &mut errors));
        let place = self.place.trim();
        let banner = page.site.banner(place);
        if !place.is_empty() && banner.is_none() {
            errors.add("place", label(page, "place"), page.t("选一个旗区", "Choose a banner"));
        }
        let days = self.days(page, &mut errors);
        let hours = self.hours(page, &mut errors);
        let (Some(name), Some(name_en), Some((held_in, days)), true) =
            (name, name_en, days, errors.is_empty())
        else {
            return Err(errors);
        };
        let [theme, theme_en, venue, venue_en] = optional;
        let [opens_at, closes_at, last_day_closes_at] = hours;
        let (starts_on, ends_on) = days.unzip();
        let place = banner.map(|banner| banner.code.clone());
        Ok(Plan {
            name,
            name_en,
            theme,
            theme_en,
            venue,
            venue_en,
            place,
            held_in,
            starts_on,
            ends_on,
            opens_at,
            closes_at,
            last_day_closes_at,
        })
    }

    fn required(
        &self,
        page: &Page,
        field: &'static str,
        typed: &str,
        errors: &mut Errors,
    ) -> Option<String> {
        let text = words(typed, 80);
        if text.is_none() {
            errors.add(
                field,
                label(page, field),
                page.t("写上，最多 80 个字", "Say it, in 80 characters at most"),
            );
        }
        text
    }

    fn optional(&self, page: &Page, field: &'static str, errors: &mut Errors) -> Option<String> {
        let typed = self.text(field);
        let text = words(typed, 120);
        if text.is_none() && !typed.trim().is_empty() {
            errors.add(
                field,
                label(page, field),
                page.t("最多 120 个字", "120 characters at most"),
            );
        }
        text
    }

    /// The month, and the days if they are known.
    #[allow(clippy::type_complexity, reason = "the two days are both there or neither is")]
    fn days(
        &self,
        page: &Page,
        errors: &mut Errors,
    ) -> Option<(NaiveDate, Option<(NaiveDate, NaiveDate)>)> {
        let (from, to) = (self.starts_on.trim(), self.ends_on.trim());
        if from.is_empty() && to.is_empty() {
            let month = format!("{}-01", self.held_in.trim())
                .parse::<NaiveDate>()
                .ok()
                .filter(|day| is_near(*day));
            if month.is_none() {
                let message = page.t(
                    "日子还没定的，写月份，例如 2021-09",
                    "Where the days are not set, the month, such as 2021-09",
                );
                errors.add("held_in", label(page, "held_in"), message);
            }
            return Some((month?, None));
        }
        let [from, to] = [("starts_on", from), ("ends_on", to)].map(|(field, typed)| {
            let day = typed.parse::<NaiveDate>().ok().filter(|day| is_near(*day));
            if day.is_none() {
                errors.add(
                    field,
                    label(page, field),
                    page.t("写成 2021-09-20 这样的日期", "A day such as 2021-09-20"),
                );
            }
            day
        });
        let (from, to) = (from?, to?);
        if to < from || (to - from).num_days() > 30 {
            let message =
                page.t("不早于第一天，最多 31 天", "Not before the first day, and 31 days at most");
            errors.add("ends_on", label(page, "ends_on"), message);
        }
        Some((from.with_day(1)?, Some((from, to))))
    }

    fn hours(&self, page: &Page, errors: &mut Errors) -> [Option<NaiveTime>; 3] {
        let typed = [
            ("opens_at", &self.opens_at),
            ("closes_at", &self.closes_at),
            ("last_day_closes_at", &self.last_day_closes_at),
        ];
        let hours = typed.map(|(field, typed)| {
            let time = NaiveTime::parse_from_str(typed.trim(), "%H:%M").ok();
            if time.is_none() && !typed.trim().is_empty() {
                errors.add(
                    field,
                    label(page, field),
                    page.t("写成 09:00 这样的时间", "A time such as 09:00"),
                );
            }
            time
        });
        if matches!(hours, [Some(opens), Some(closes), _] if closes <= opens) {
            errors.add(
                "closes_at",
                label(page, "closes_at"),
                page.t("要晚于开门", "Later than it opens"),
            );
        }
        hours
    }
}

/// What a mistyped year is not.
fn is_near(day: NaiveDate) -> bool {
    (2000..2100).contains(&day.year())
}

pub fn label<'a>(page: &'a Page, field: &str) -> &'a str {
    FIELDS.iter().find(|(name, ..)| *name == field).map_or("", |(_, zh, en)| page.t(zh, en))
}

/// What an edition's on-site sales are narrowed to, as a query string says it; without one, those of every edition.
pub fn sales(page: &Page, edition: Option<EditionId>) -> Result<SalesFilter, BadQuery> {
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let fair_day = page.query.read::<i16>("day")?;
    if fair_day.is_some_and(|day| day < 1) {
        return Err(bad("day"));
    }
    let zone = page.query.get("zone").map(str::to_string);
    if zone.as_ref().is_some_and(|zone| {
        zone.len() > 8 || !zone.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) {
        return Err(bad("zone"));
    }
    let category = page
        .query
        .get("category")
        .map(|code| Category::find(code).ok_or(bad("category")))
        .transpose()?;
    Ok(SalesFilter {
        edition,
        fair_day,
        banner: page.banner_filter()?,
        category: category.map(|category| category.code.clone()),
        zone,
        as_of: page.as_of()?,
    })
}

/// An edition's number as it stands in an address: one edition has one address, `/fairs/03` is none.
pub fn ordinal(text: &str) -> Option<i16> {
    text.parse::<i16>().ok().filter(|n| *n > 0 && n.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edition_has_one_address() {
        assert_eq!(ordinal("4"), Some(4));
        for odd in ["04", "0", "-1", "+4", "4 ", "99999", ""] {
            assert_eq!(ordinal(odd), None, "{odd:?}");
        }
    }
}
