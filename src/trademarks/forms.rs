//! The form of a trademark. The decisions of an officer are the same as for a certificate.

use super::model::{CLASSES, Claim, TrademarkRecord, first_term, latest_end};
use crate::{
    files::forms::Sent,
    values::{day, typed::number},
    web::{
        forms::{Errors, words},
        page::Page,
        query::BadQuery,
    },
};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

#[derive(Debug, Clone, Default)]
pub struct TrademarkForm {
    /// The code of the form; a form sent twice creates one trademark.
    pub form: String,
    pub version: String,
    /// The trademark to be renewed.
    pub renews: String,
    pub brand: String,
    pub number: String,
    pub class: String,
    pub registered_on: String,
    pub expires_on: String,
}

/// The term that a renewal follows.
pub struct Term<'a> {
    pub claim: &'a Claim,
    /// Its last day, which may be earlier than that of the claim.
    pub last: NaiveDate,
}

impl TrademarkForm {
    pub fn of(held: &TrademarkRecord) -> Self {
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

    /// The next term of an existing trademark: the same except for its last day.
    pub fn renewing(held: &TrademarkRecord) -> Self {
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
                page.t("请填写 1 到 45 的数字", "Enter a number from 1 to 45"),
            );
        }
        let days = self.days(page, &mut errors);
        sent.check_scan(page, scan_label(page), has_scan, &mut errors);
        match (named, class, days) {
            (Some((brand, number)), Some(class), Some((registered_on, expires_on)))
                if errors.is_empty() =>
            {
                Ok(Claim { brand, number, class, registered_on, expires_on })
            }
            _ => Err(errors),
        }
    }

    /// The form of a next term asks only for its own last day.
    pub fn parse_renewal(
        &self,
        page: &Page,
        sent: &Sent,
        Term { claim: before, last }: Term<'_>,
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
                        "请填写续展后的到期日，须晚于原到期日",
                        "Enter the expiry date after renewal, later than before",
                    ),
                );
            }
            Some(end) => not_too_late(page, end, &mut errors),
        }
        sent.check_scan(page, scan_label(page), has_scan, &mut errors);
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
                "请按注册证上的商标填写，不超过 40 个字",
                "As registered, in 40 characters or fewer",
            );
            errors.add("brand", page.t("品牌", "Brand"), message);
        }
        let number = words(&self.number, 40);
        if number.is_none() {
            let message = page.t(
                "请按注册证填写，不超过 40 个字",
                "As on the registration certificate, in 40 characters or fewer",
            );
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
                page.t("日期尚未到来", "This date is in the future"),
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
                    page.t("须晚于注册日期", "Must be later than the date of registration"),
                );
            }
            (_, Some(end)) if end < page.today => {
                let message = page.t(
                    "本期已到期：请填写续展后的到期日",
                    "This term has expired: enter the expiry date after renewal",
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
    page.t("有效期止", "Valid until")
}

fn as_a_day(page: &Page) -> &'static str {
    page.t("格式为 2020-09-28", "Use the format 2020-09-28")
}

/// A mistyped year would keep it in force for centuries.
fn not_too_late(page: &Page, end: NaiveDate, errors: &mut Errors) {
    if latest_end(page.today).is_some_and(|latest| end > latest) {
        errors.add(
            "expires_on",
            until(page),
            page.t("有效期为十年，到期日不能晚于此", "A term is ten years: no term ends that late"),
        );
    }
}

/// The filter `class=` of the list.
pub fn class(page: &Page) -> Result<Option<i16>, BadQuery> {
    let class: Option<i16> = page.query.read("class")?;
    match class {
        Some(class) if !CLASSES.contains(&class) => Err(BadQuery::Value { name: "class".into() }),
        class => Ok(class),
    }
}
