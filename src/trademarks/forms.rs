//! What an owner types about a trademark. What an officer answers is what is answered to a
//! certificate.

use super::model::{CLASSES, Claim, Held, first_term, latest_end};
use crate::{
    certifications::forms::scan,
    files::forms::Sent,
    kit::{
        forms::{Errors, words},
        page::Page,
        query::BadQuery,
    },
    values::{day, typed::number},
};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

#[derive(Debug, Clone, Default)]
pub struct TrademarkForm {
    /// Of the form itself: sent twice, it makes one trademark.
    pub form: String,
    pub version: String,
    /// The trademark whose next term it is.
    pub renews: String,
    pub brand: String,
    pub number: String,
    pub class: String,
    pub registered_on: String,
    pub expires_on: String,
}

impl TrademarkForm {
    pub fn of(held: &Held) -> Self {
        let claim = &held.claim;
        Self {
            version: held.version.to_string(),
            brand: claim.brand.clone(),
            number: claim.number.clone(),
            class: claim.class.to_string(),
            registered_on: claim.registered_on.to_string(),
            expires_on: claim.expires_on.to_string(),
            ..Self::default()
        }
    }

    /// The next term of one that is there: the same but its last day.
    pub fn renewing(held: &Held) -> Self {
        Self {
            renews: held.id.to_string(),
            version: String::new(),
            expires_on: String::new(),
            ..Self::of(held)
        }
    }

    pub fn read(sent: &Sent) -> Self {
        let get = |name: &str| sent.get(name).to_string();
        Self {
            form: get("form"),
            version: get("version"),
            renews: get("renews"),
            brand: get("brand"),
            number: get("number"),
            class: get("class"),
            registered_on: get("registered_on"),
            expires_on: get("expires_on"),
        }
    }

    pub fn parse(&self, page: &Page, sent: &Sent, has_scan: bool) -> Result<Claim, Errors> {
        let mut errors = Errors::default();
        let named = self.named(page, &mut errors);
        let class = number(&self.class, 0)
            .and_then(|class| class.to_i16())
            .filter(|class| CLASSES.contains(class));
        if class.is_none() {
            errors.add(
                "class",
                page.t("商品类别", "Class"),
                page.t("写 1 到 45 的数字", "A number from 1 to 45"),
            );
        }
        let days = self.days(page, &mut errors);
        scan(page, scan_label(page), sent, has_scan, &mut errors);
        match (named, class, days) {
            (Some((brand, number)), Some(class), Some((registered_on, expires_on)))
                if errors.is_empty() =>
            {
                Ok(Claim { brand, number, class, registered_on, expires_on })
            }
            _ => Err(errors),
        }
    }

    /// The next term of `before`, which ends on `last`: nothing but its own last day is asked.
    pub fn parse_renewal(
        &self,
        page: &Page,
        sent: &Sent,
        (before, last): (&Claim, NaiveDate),
        has_scan: bool,
    ) -> Result<Claim, Errors> {
        let mut errors = Errors::default();
        let expires_on = day::parse(self.expires_on.trim());
        match expires_on {
            None => errors.add("expires_on", until(page), as_a_day(page)),
            Some(end) if end <= last => {
                errors.add(
                    "expires_on",
                    until(page),
                    page.t(
                        "写续展以后的到期日，比原来的晚",
                        "The last day once renewed, later than before",
                    ),
                );
            }
            Some(end) => not_too_late(page, end, &mut errors),
        }
        scan(page, scan_label(page), sent, has_scan, &mut errors);
        match expires_on {
            Some(expires_on) if errors.is_empty() => Ok(Claim { expires_on, ..before.clone() }),
            _ => Err(errors),
        }
    }

    /// Brand and number.
    fn named(&self, page: &Page, errors: &mut Errors) -> Option<(String, String)> {
        let brand = words(&self.brand, 40);
        if brand.is_none() {
            let message = page.t(
                "照注册证上的商标写，最多 40 个字",
                "As it is registered, 40 characters at most",
            );
            errors.add("brand", page.t("品牌", "Brand"), message);
        }
        let number = words(&self.number, 40);
        if number.is_none() {
            let message =
                page.t("照注册证写，最多 40 个字", "As it stands there, 40 characters at most");
            errors.add("number", page.t("注册号", "Registration number"), message);
        }
        Some((brand?, number?))
    }

    fn days(&self, page: &Page, errors: &mut Errors) -> Option<(NaiveDate, NaiveDate)> {
        let (from, to) = (day::parse(self.registered_on.trim()), self.expires_on.trim());
        let label = page.t("注册日期", "Registered on");
        match from {
            None => errors.add("registered_on", label, as_a_day(page)),
            Some(from) if from > page.today => errors.add(
                "registered_on",
                label,
                page.t("还没到这一天", "This day is still to come"),
            ),
            Some(_) => {}
        }
        let end = if to.is_empty() { from.and_then(first_term) } else { day::parse(to) };
        match (from, end) {
            (_, None) if !to.is_empty() => errors.add("expires_on", until(page), as_a_day(page)),
            (Some(from), Some(end)) if end <= from => {
                errors.add(
                    "expires_on",
                    until(page),
                    page.t("要比注册日期晚", "Later than the day it was registered"),
                );
            }
            (_, Some(end)) if end < page.today => {
                let message = page.t(
                    "这一期已经过了：写续展以后的到期日",
                    "This term has ended: the last day once it was renewed",
                );
                errors.add("expires_on", until(page), message);
            }
            (_, Some(end)) => not_too_late(page, end, errors),
            _ => {}
        }
        Some((from?, end?))
    }
}

fn scan_label(page: &Page) -> &'static str {
    page.t("商标注册证扫描件", "Scan of the registration")
}

fn until(page: &Page) -> &'static str {
    page.t("有效期到哪天", "Valid until")
}

fn as_a_day(page: &Page) -> &'static str {
    page.t("写成 2020-09-28", "As 2020-09-28")
}

/// A slip of the pen would be in force for good.
fn not_too_late(page: &Page, end: NaiveDate, errors: &mut Errors) {
    if latest_end(page.today).is_some_and(|latest| end > latest) {
        errors.add(
            "expires_on",
            until(page),
            page.t("一期十年，写不到这么晚", "A term is ten years: no term ends that late"),
        );
    }
}

/// `class=`, of the list.
pub fn class(page: &Page) -> Result<Option<i16>, BadQuery> {
    let class: Option<i16> = page.query.read("class")?;
    match class {
        Some(class) if !CLASSES.contains(&class) => Err(BadQuery::Value { name: "class".into() }),
        class => Ok(class),
    }
}
