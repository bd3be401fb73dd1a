//! The form of a profile, for the organisation or an officer.

use crate::{
    organisations::model::{
        OrganisationKind,
        profile::{self, Doubt, Facts, Legal, OwnProfile, read_credit_code},
    },
    places::model::{Named, the_one},
    values::{day, place_code::PlaceCode, telephone},
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub version: String,
    pub name: String,
    pub kind: String,
    pub credit_code: String,
    /// The code is right, although its register and the kind differ.
    pub confirmed: Option<String>,
    pub place: String,
    /// The chosen one of several places with that name.
    pub place_code: String,
    pub introduction: String,
    pub name_en: String,
    pub address: String,
    pub founded_on: String,
    pub website: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_is_public: Option<String>,
}

impl ProfileForm {
    pub fn of(own: &OwnProfile, page: &Page) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let (legal, facts) = (&own.legal, &own.facts);
        Self {
            version: own.version.to_string(),
            name: legal.name.clone(),
            kind: legal.kind.code().to_string(),
            credit_code: text(&legal.credit_code),
            confirmed: None,
            place: page.t(&own.place, &own.place_en).to_string(),
            place_code: legal.division_code.to_string(),
            introduction: text(&facts.introduction),
            name_en: text(&facts.name_en),
            address: text(&facts.address),
            founded_on: facts.founded_on.map(|day| day.to_string()).unwrap_or_default(),
            website: text(&facts.website),
            contact_name: text(&facts.contact_name),
            contact_phone: text(&facts.contact_phone),
            contact_is_public: facts.contact_is_public.then(|| "1".to_string()),
        }
    }

    pub fn facts(&self, page: &Page, errors: &mut Errors) -> Option<Facts> {
        let mut line = |field, label: &str, typed: &str, most: usize| {
            optional(page, typed, most).unwrap_or_else(|message| {
                errors.add(field, label, message);
                None
            })
        };
        let name_en = line("name_en", page.t("英文名称", "Name in English"), &self.name_en, 120);
        let address = line("address", page.t("地址", "Address"), &self.address, 120);
        let contact_name =
            line("contact_name", page.t("联系人", "Contact"), &self.contact_name, 40);
        let introduction = self.introduction.trim().replace('\r', "");
        if introduction.chars().count() > profile::LONGEST_INTRODUCTION {
            errors.add(
                "introduction",
                page.t("介绍", "Introduction"),
                page.t("不超过 1000 个字", "Use 1,000 characters or fewer"),
            );
        }
        let founded_on = self.founded_on(page, errors);
        let website = self.website(page, errors);
        let contact_phone = self.contact_phone(page, errors);
        errors.is_empty().then_some(Facts {
            introduction: (!introduction.is_empty()).then_some(introduction),
            name_en,
            address,
            founded_on,
            website,
            contact_name,
            contact_phone,
            contact_is_public: self.is_published(),
        })
    }

    /// A choice between two versions sends the text of the chosen one.
    pub fn is_published(&self) -> bool {
        self.contact_is_public.as_deref().is_some_and(|value| !value.is_empty())
    }

    fn founded_on(&self, page: &Page, errors: &mut Errors) -> Option<NaiveDate> {
        let typed = self.founded_on.trim();
        let day = day::parse(typed).filter(|day| *day <= page.today);
        if day.is_none() && !typed.is_empty() {
            let message = page.t(
                "格式为 2015-06-01，不晚于今天",
                "Use the format 2015-06-01, not later than today",
            );
            errors.add("founded_on", page.t("成立日期", "Founded"), message);
        }
        day
    }

    fn website(&self, page: &Page, errors: &mut Errors) -> Option<String> {
        let typed = self.website.trim();
        if typed.is_empty() {
            return None;
        }
        let website = website(typed);
        if website.is_none() {
            let message = page.t(
                "请填写完整网址，以 https:// 或 http:// 开头",
                "Enter the full address, starting with https:// or http://",
            );
            errors.add("website", page.t("网站", "Website"), message);
        }
        website
    }

    fn contact_phone(&self, page: &Page, errors: &mut Errors) -> Option<String> {
        let (typed, label) = (self.contact_phone.trim(), page.t("联系电话", "Telephone"));
        let phone = telephone::dialled(typed);
        if phone.is_none() && !typed.is_empty() {
            let message = page.t(
                "请填写手机号，或带区号的座机号",
                "Enter a mobile number, or a landline with area code",
            );
            errors.add("contact_phone", label, message);
        } else if phone.is_none() && self.is_published() {
            errors.add(
                "contact_phone",
                label,
                page.t("公开联系方式须填写电话", "Enter a telephone number to make public"),
            );
        }
        phone
    }

    pub fn legal(&self, page: &Page, places: &[Named], errors: &mut Errors) -> Option<Legal> {
        let name = profile::name(&self.name);
        if name.is_none() {
            let message = page.t(
                "请按营业执照填写全称，2 到 80 个字",
                "In full, as on the business licence: 2 to 80 characters",
            );
            errors.add("name", page.t("主体名称", "Name"), message);
        }
        let kind = kind(page, &self.kind, errors);
        let credit_code =
            credit_code(page, kind, &self.credit_code, self.confirmed.is_some(), errors);
        let place = place(page, places, errors);
        Some(Legal { name: name?, kind: kind?, credit_code: credit_code?, division_code: place? })
    }
}

pub fn kind(page: &Page, typed: &str, errors: &mut Errors) -> Option<OrganisationKind> {
    let kind = typed.parse().ok();
    if kind.is_none() {
        errors.add("kind", page.t("类别", "Kind"), page.t("请选择类别", "Choose a kind"));
    }
    kind
}

/// The code; `Some(None)` where none is required. `is_confirmed`: although its register and the
/// kind differ.
pub fn credit_code(
    page: &Page,
    kind: Option<OrganisationKind>,
    typed: &str,
    is_confirmed: bool,
    errors: &mut Errors,
) -> Option<Option<String>> {
    let label = page.t("统一社会信用代码", "Unified social credit code");
    match read_credit_code(kind, typed) {
        Err(fault) => errors.add("credit_code", label, fault.says(page.lang)),
        Ok(None) => return Some(None),
        Ok(Some(code)) => match kind.and_then(|kind| Doubt::of(kind, &code)) {
            Some(doubt) if !is_confirmed => errors.add("confirmed", label, doubt.says(page.lang)),
            _ => return Some(Some(code.as_str().to_string())),
        },
    }
    None
}

fn place(page: &Page, places: &[Named], errors: &mut Errors) -> Option<PlaceCode> {
    let place = the_one(places).map_err(|unclear| {
        errors.add("place", page.t("所在地", "Location"), unclear.says(page.lang))
    });
    place.ok().cloned()
}

/// An optional line; or what is wrong with it.
fn optional(page: &Page, typed: &str, most: usize) -> Result<Option<String>, String> {
    let line = words(typed, most);
    if line.is_none() && !typed.trim().is_empty() {
        return Err(if page.zh() {
            format!("不超过 {most} 个字")
        } else {
            format!("Use {most} characters or fewer")
        });
    }
    Ok(line)
}

/// A web address and nothing else: no script, no file, no password in it.
fn website(typed: &str) -> Option<String> {
    let (scheme, rest) = typed.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain =
        !typed.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c));
    let is_host =
        host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@');
    let fits =
        ["http", "https"].contains(&scheme.as_str()) && is_plain && is_host && typed.len() <= 200;
    fits.then(|| format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_website_is_of_the_web_and_nothing_else() {
        assert_eq!(
            website("HTTPS://farm.example/a?b=1").as_deref(),
            Some("https://farm.example/a?b=1")
        );
        for odd in [
            "farm.example",
            "javascript://farm.example/%0aalert(1)",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://user@farm.example",
            "https://farm.example/\" onclick=\"x",
            "ftp://farm.example",
            "https://localhost",
        ] {
            assert_eq!(website(odd), None, "{odd}");
        }
    }
}
