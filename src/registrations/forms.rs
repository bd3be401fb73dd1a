//! The form of a registration, and the decisions of an officer.

use super::model::{Application, Registration};
use crate::{
    identity::model::{password, role::Role},
    organisations::{
        forms::profile::{credit_code, kind},
        model::{OrganisationKind, Side, profile::Legal},
    },
    places::model::{Named, the_one},
    registrations::model::role_of,
    values::{place_code::PlaceCode, telephone},
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    /// The code of the form and of the private link; a form sent twice creates one registration.
    pub form: String,
    pub name: String,
    pub kind: String,
    pub credit_code: String,
    /// Confirms the code, although its register and the kind differ.
    pub confirmed: Option<String>,
    pub place: String,
    /// The chosen one of several places with that name.
    pub place_code: String,
    pub contact_name: String,
    pub phone: String,
    pub password: String,
    pub consent: Option<String>,
    /// A trap: the field is invisible to people.
    pub homepage: String,
}

impl RegisterForm {
    pub fn of(registration: &Registration, page: &Page) -> Self {
        let Application { legal, contact_name, login } = &registration.application;
        let is_elsewhere = registration.banner_code.is_none();
        Self {
            name: legal.name.clone(),
            kind: legal.kind.code().to_string(),
            credit_code: legal.credit_code.clone().unwrap_or_default(),
            place: if is_elsewhere {
                String::new()
            } else {
                page.t(&registration.place, &registration.place_en).to_string()
            },
            place_code: legal.division_code.to_string(),
            contact_name: contact_name.clone(),
            phone: login.clone(),
            ..Self::default()
        }
    }

    pub fn parse(&self, page: &Page, places: &[Named]) -> Result<Application, Errors> {
        let mut errors = Errors::default();
        if !self.homepage.is_empty() {
            errors.add(
                "homepage",
                page.t("主页", "Homepage"),
                page.t("此栏请留空", "Leave this field blank"),
            );
        }
        let name = words(&self.name, 80).filter(|name| name.chars().count() >= 2);
        if name.is_none() {
            let message = page.t(
                "请按营业执照填写全称，2 到 80 个字",
                "In full, as on the business licence: 2 to 80 characters",
            );
            errors.add("name", page.t("主体名称", "Name"), message);
        }
        let kind = kind(page, &self.kind, &mut errors);
        let credit_code =
            credit_code(page, kind, &self.credit_code, self.confirmed.is_some(), &mut errors);
        let division_code = self.place(page, kind, places, &mut errors);
        let contact_name = words(&self.contact_name, 40);
        if contact_name.is_none() {
            let message = page.t(
                "请填写经办人，不超过 40 个字",
                "Enter the person responsible, in 40 characters or fewer",
            );
            errors.add("contact_name", page.t("联系人", "Contact"), message);
        }
        let login = telephone::mobile(&self.phone);
        if login.is_none() {
            errors.add(
                "phone",
                page.t("手机号", "Mobile number"),
                page.t("请填写 11 位手机号", "Enter an 11-digit mobile number"),
            );
        }
        match (name, kind, credit_code, division_code, contact_name.zip(login)) {
            (
                Some(name),
                Some(kind),
                Some(credit_code),
                Some(division_code),
                Some((contact_name, login)),
            ) if errors.is_empty() => Ok(Application {
                legal: Legal { name, kind, credit_code, division_code },
                contact_name,
                login,
            }),
            _ => Err(errors),
        }
    }

    /// A buyer from elsewhere belongs to the city as a whole.
    fn place(
        &self,
        page: &Page,
        kind: Option<OrganisationKind>,
        places: &[Named],
        errors: &mut Errors,
    ) -> Option<PlaceCode> {
        let is_buyer = kind.is_some_and(|kind| kind.side() == Side::Buyer);
        if self.place.trim().is_empty() && is_buyer {
            return page.site.city.as_ref().map(|city| city.code.clone());
        }
        let place = the_one(places).map_err(|unclear| {
            errors.add("place", page.t("所在地", "Location"), unclear.says(page.lang))
        });
        place.ok().cloned()
    }

    /// Reported together with the other errors; a password is never sent back.
    pub fn check_password(&self, page: &Page, errors: &mut Errors) {
        let role = self.kind.parse().map_or(Role::Supplier, role_of);
        if let Err(weakness) = password::check(&self.password, role, &self.phone, &self.name) {
            errors.add("password", page.t("密码", "Password"), weakness.says(page.lang));
        }
        if self.consent.is_none() {
            let message = page.t("同意后才能送审", "You must agree before you submit");
            errors.add("consent", page.t("同意", "Consent"), message);
        }
    }
}

/// An admission.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AdmissionForm {
    pub version: String,
    /// `new`, or the number of a known organisation.
    pub party: String,
}
