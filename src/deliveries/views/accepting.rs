//! The form of an acceptance.

use super::office::{crumbs, path};
use crate::{
    choices,
    deliveries::{
        forms::acceptance::{AcceptanceForm, Verdict},
        model::{
            acceptance::with_tolerance,
            record::{DeliveryRecord, Part, RefusalClass},
        },
    },
    ui::crumbs::Crumbs,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

/// The buyer decides line by line.
#[derive(Template)]
#[template(path = "deliveries/office/accept.html")]
pub struct Accept {
    pub page: Page,
    pub office: Office,
    pub record: DeliveryRecord,
    /// Of the contract, in percent.
    pub allowed: Decimal,
    pub form: AcceptanceForm,
    pub errors: Errors,
}

impl Accept {
    fn crumbs(&self) -> Crumbs {
        let number = (self.record.number.clone(), path(&self.office, self.record.id));
        crumbs(&self.page, &self.office).and(Some(number)).here(self.page.t("验收", "Accept"))
    }

    fn action(&self) -> String {
        self.page.href(format!("{}/acceptance", path(&self.office, self.record.id)))
    }

    fn verdicts(&self) -> Vec<(String, String)> {
        choices!(self.page, Verdict::ALL.iter().copied())
    }

    fn reasons(&self) -> Vec<(String, String)> {
        choices!(self.page, RefusalClass::ALL.iter().copied())
    }

    fn tolerance(&self) -> Option<Decimal> {
        (!self.allowed.is_zero()).then_some(self.allowed)
    }

    /// The most that may be accepted of a part by weight.
    fn most(&self, part: &Part) -> Decimal {
        with_tolerance(part.quantity_shipped, self.allowed).round_dp(3).normalize()
    }

    fn villages(&self) -> Vec<String> {
        let mut villages: Vec<String> = Vec::new();
        for part in self.record.open() {
            let name = self.page.t(&part.village.full_name, &part.village.full_name_en);
            if !villages.iter().any(|known| known == name) {
                villages.push(name.to_string());
            }
        }
        villages
    }
}
