//! The forms of applicants and reviewers.

use super::model::{Application, Notice, Request, Shown};
use crate::{
    exhibitors::model::ExhibitorState,
    fairs::model::Zone,
    values::{day, ids::ProductId, typed::number},
    web::{
        forms::{Errors, words},
        page::Page,
        query::BadQuery,
    },
};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::Deserialize;

/// The most products of one booth.
const MOST_SHOWN: usize = 60;
/// The longest public notice, in days.
const LONGEST_NOTICE: u64 = 60;
/// The default, in days: five working days.
const USUAL_NOTICE: u64 = 7;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ApplicationForm {
    /// The code of the form; a form sent twice creates one application.
    pub form: String,
    pub version: String,
    /// The ordinal of the edition.
    pub edition: String,
    pub zone: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub note: String,
    /// Every selectable product, and its price at the fair, in the same order.
    pub product: Vec<String>,
    pub price: Vec<String>,
    pub chosen: Vec<String>,
    /// The chosen products, as the page of two versions sends them: `12:78.5 13:80`.
    pub products: String,
}

/// Products with their prices, in one field.
pub fn in_one(products: &[(ProductId, Decimal)]) -> String {
    products
        .iter()
        .map(|(id, price)| format!("{id}:{}", price.normalize()))
        .collect::<Vec<_>>()
        .join(" ")
}

impl ApplicationForm {
    pub fn of(application: &Application, shown: &[Shown]) -> Self {
        let asked = application.asked.as_ref();
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        Self {
            version: asked.map(|asked| asked.version.to_string()).unwrap_or_default(),
            edition: application.edition.to_string(),
            zone: text(asked.and_then(|asked| asked.zone.as_ref())),
            contact_name: text(asked.map(|asked| &asked.contact_name)),
            contact_phone: text(asked.map(|asked| &asked.contact_phone)),
            note: text(asked.and_then(|asked| asked.note.as_ref())),
            product: shown.iter().map(|shown| shown.id.to_string()).collect(),
            price: shown.iter().map(|shown| shown.price.normalize().to_string()).collect(),
            chosen: shown.iter().map(|shown| shown.id.to_string()).collect(),
            ..Self::default()
        }
    }

    /// Splits `products` into the fields of the usual page.
    pub fn spread(mut self) -> Self {
        for (id, price) in
            self.products.split_whitespace().filter_map(|product| product.split_once(':'))
        {
            self.product.push(id.to_string());
            self.price.push(price.to_string());
            self.chosen.push(id.to_string());
        }
        self
    }

    pub fn is_chosen(&self, product: &ProductId) -> bool {
        let id = product.to_string();
        self.chosen.contains(&id)
    }

    /// The typed price, or the usual price of the product.
    pub fn price_of(&self, offer: &Shown) -> String {
        let id = offer.id.to_string();
        let typed = self.product.iter().zip(&self.price).find(|(product, _)| **product == id);
        typed.map_or_else(|| offer.price.normalize().to_string(), |(_, price)| price.clone())
    }

    /// `offers`: the selectable products.
    pub fn parse(&self, page: &Page, zones: &[Zone], offers: &[Shown]) -> Result<Request, Errors> {
        let mut errors = Errors::default();
        let zone = self.zone.trim();
        if !zone.is_empty() && !zones.iter().any(|of_edition| of_edition.code == zone) {
            errors.add(
                "zone",
                page.t("意向展区", "Preferred zone"),
                page.t("请选择展区，或选择“不限”", "Choose a zone, or “Any”"),
            );
        }
        let products = self.products(page, offers, &mut errors);
        let contact_name = words(&self.contact_name, 40);
        if contact_name.is_none() {
            let message = page.t(
                "请填写展会期间的联系人，不超过 40 个字",
                "Enter the contact at the fair, in 40 characters or fewer",
            );
            errors.add("contact_name", page.t("现场联系人", "Contact at the fair"), message);
        }
        let contact_phone = telephone(&self.contact_phone);
        if contact_phone.is_none() {
            let message = page.t(
                "请填写能接通的电话，例如 13800000000",
                "Enter a telephone number we can reach, such as 13800000000",
            );
            errors.add("contact_phone", page.t("联系电话", "Telephone"), message);
        }
        let note = self.note.trim();
        let sentence = words(note, 200);
        if !note.is_empty() && sentence.is_none() {
            errors.add(
                "note",
                page.t("备注", "Note"),
                page.t("不超过 200 个字", "Use 200 characters or fewer"),
            );
        }
        match (contact_name, contact_phone) {
            (Some(contact_name), Some(contact_phone)) if errors.is_empty() => Ok(Request {
                zone: (!zone.is_empty()).then(|| zone.to_string()),
                contact_name,
                contact_phone,
                note: sentence,
                products,
            }),
            _ => Err(errors),
        }
    }

    fn products(
        &self,
        page: &Page,
        offers: &[Shown],
        errors: &mut Errors,
    ) -> Vec<(ProductId, Decimal)> {
        let label = page.t("参展产品", "Products to show");
        let chosen: Vec<&Shown> = offers.iter().filter(|offer| self.is_chosen(&offer.id)).collect();
        // A product of another supplier, or withdrawn meanwhile, is reported rather than dropped.
        let is_known = |id: &String| offers.iter().any(|offer| offer.id.to_string() == *id);
        if chosen.is_empty() {
            errors.add("chosen", label, page.t("请至少勾选一种", "Select at least one"));
        } else if chosen.len() > MOST_SHOWN {
            errors.add("chosen", label, page.t("不超过 60 种", "Select 60 or fewer"));
        } else if !self.chosen.iter().all(is_known) {
            errors.add(
                "chosen",
                label,
                page.t(
                    "部分产品已不能参展，请重新核对",
                    "Some products can no longer be shown: check again",
                ),
            );
        }
        let priced = |offer: &&Shown| {
            number(&self.price_of(offer), 4)
                .filter(|price| is_price(*price))
                .map(|price| (offer.id, price))
        };
        for offer in chosen.iter().filter(|offer| priced(offer).is_none()) {
            let message = page.t(
                "价格请填写数字，例如 78 或 78.50",
                "enter the price in digits, such as 78 or 78.50",
            );
            errors.add("chosen", offer.name.as_str(), message);
        }
        chosen.iter().filter_map(priced).collect()
    }
}

fn is_price(price: Decimal) -> bool {
    price > Decimal::ZERO && price < Decimal::from(10_000_000)
}

/// Digits with the usual separators.
fn telephone(typed: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = typed.trim().nfkc().collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let is_plain = plain.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    (is_plain && (5..=15).contains(&digits) && plain.len() <= 30).then_some(plain)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    pub form: String,
    pub until: String,
    pub contact: String,
}

impl NoticeForm {
    pub fn usual(page: &Page, form: String) -> Self {
        let until = page.today.checked_add_days(Days::new(USUAL_NOTICE)).unwrap_or(page.today);
        Self { form, until: until.to_string(), contact: String::new() }
    }

    /// The notice starts today, when the approved exhibitors become public.
    pub fn parse(&self, page: &Page) -> Result<Notice, Errors> {
        let mut errors = Errors::default();
        let last = page.today.checked_add_days(Days::new(LONGEST_NOTICE)).unwrap_or(page.today);
        let until = Some(self.until.trim()).filter(|typed| typed.len() == 10).and_then(day::parse);
        let until = until.filter(|until: &NaiveDate| *until > page.today && *until <= last);
        if until.is_none() {
            let message = page
                .t("请选择今天以后、60 天以内的日期", "Choose a date after today, within 60 days");
            errors.add("until", page.t("公示截止", "Until"), message);
        }
        let contact = words(&self.contact, 200);
        if contact.is_none() {
            let message = page.t(
                "请填写受理异议的部门和电话，不超过 200 个字",
                "Enter the office and telephone number for objections, in 200 characters or fewer",
            );
            errors.add("contact", page.t("异议联系方式", "Objections to"), message);
        }
        match (until, contact) {
            (Some(ends_on), Some(contact)) => {
                Ok(Notice { starts_on: page.today, ends_on, contact, exhibitors: 0 })
            }
            _ => Err(errors),
        }
    }
}

/// The filter of the list, from the query string; the scope is the viewer's own.
pub fn filter(page: &Page, scope: super::model::Filter) -> Result<super::model::Filter, BadQuery> {
    let edition = page.query.read::<i16>("edition")?;
    if edition
        .is_some_and(|ordinal| !page.site.editions.iter().any(|edition| edition.ordinal == ordinal))
    {
        return Err(BadQuery::Value { name: "edition".into() });
    }
    Ok(super::model::Filter {
        edition,
        banner: page.banner_filter()?,
        state: page.query.read::<ExhibitorState>("state")?,
        typed: page.query.typed()?.map(|typed| typed.trim().to_string()),
        ..scope
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_taken_as_people_write_them() {
        for good in ["13800000000", "0477-858 1234", "+86 (477) 8581234", "１３８００００００００"]
        {
            assert!(telephone(good).is_some(), "{good}");
        }
        for bad in ["", "1234", "请打给老王", "13800000000;drop", "1".repeat(16).as_str()] {
            assert_eq!(telephone(bad), None, "{bad}");
        }
    }
}
