//! A statement of account.

use super::office::crumbs;
use crate::{
    deliveries::model::reach::Reach,
    organisations::model::Side,
    payments::{
        forms::payment::PartiesForm,
        model::statement::{Period, Statement},
    },
    promises::forms::leads::{Leads, PartyField},
    ui::crumbs::Crumbs,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

#[derive(Template)]
#[template(path = "payments/office/statement.html")]
pub struct StatementPage {
    pub page: Page,
    pub office: Office,
    pub parties: PartiesForm,
    pub leads: Leads,
    pub period: Period,
    pub statement: Option<Statement>,
    pub errors: Errors,
}

impl StatementPage {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.office).here(self.page.t("对账单", "Statement of account"))
    }

    fn action(&self) -> String {
        self.page.href(format!("{}/payments/statement", self.office.viewer.home()))
    }

    /// The other side; the office types both.
    fn fields(&self) -> Vec<PartyField<'_>> {
        let own = match Reach::of(&self.office.viewer) {
            Reach::Buyer(_) => Some(Side::Buyer),
            Reach::Supplier(_) => Some(Side::Supplier),
            _ => None,
        };
        let asked = self.parties.leads().into_iter().filter(|typed| own != Some(typed.side));
        asked.map(|typed| self.leads.field(&self.page, typed)).collect()
    }

    fn party(&self, side: Side) -> &str {
        self.leads.meant(side).map_or("", |party| party.name.as_str())
    }

    fn buyer(&self) -> &str {
        self.party(Side::Buyer)
    }

    fn supplier(&self) -> &str {
        self.party(Side::Supplier)
    }

    /// Who owes whom so much.
    fn balance(&self, yuan: Decimal) -> String {
        let page = &self.page;
        let said = page.exact(yuan.abs());
        if yuan.is_zero() {
            page.t("两清", "Nothing is owed").to_string()
        } else if yuan > Decimal::ZERO {
            format!("{} {said}", page.t("采购方还欠", "The buyer owes"))
        } else {
            format!("{} {said}", page.t("采购方预付", "The buyer has prepaid"))
        }
    }
}
