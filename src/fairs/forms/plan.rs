//! The plan of an edition, parsed from the form.

use super::{EditionForm, label};
use crate::{
    fairs::model::planning::Plan,
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use chrono::{Datelike, NaiveDate, NaiveTime};

impl EditionForm {
    pub fn parse(&self, page: &Page) -> Result<Plan, Errors> {
        let mut errors = Errors::default();
        let name = self.required(page, "name", &self.name, &mut errors);
        let name_en = self.required(page, "name_en", &self.name_en, &mut errors);
        let optional = ["theme", "theme_en", "venue", "venue_en"]
            .map(|field| self.optional(page, field, &mut errors));
        let place = self.place.trim();
        let banner = page.site.banner(place);
        if !place.is_empty() && banner.is_none() {
            errors.add("place", label(page, "place"), page.t("请选择旗区", "Choose a banner"));
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
                page.t("请填写，不超过 80 个字", "Enter 1 to 80 characters"),
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
                page.t("不超过 120 个字", "Use 120 characters or fewer"),
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
                    "日期未定的填写月份，例如 2021-09",
                    "If the dates are not set, enter the month, such as 2021-09",
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
                    page.t("请填写日期，例如 2021-09-20", "Enter a date such as 2021-09-20"),
                );
            }
            day
        });
        let (from, to) = (from?, to?);
        if to < from || (to - from).num_days() > 30 {
            let message = page.t(
                "不早于第一天，最多 31 天",
                "Must not be before the first day, and 31 days at most",
            );
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
                    page.t("请填写时间，例如 09:00", "Enter a time such as 09:00"),
                );
            }
            time
        });
        if matches!(hours, [Some(opens), Some(closes), _] if closes <= opens) {
            errors.add(
                "closes_at",
                label(page, "closes_at"),
                page.t("须晚于开门时间", "Must be later than the opening time"),
            );
        }
        hours
    }
}

/// Excludes a mistyped year.
fn is_near(day: NaiveDate) -> bool {
    (2000..2100).contains(&day.year())
}
