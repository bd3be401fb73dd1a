//! Payments to be recorded: the choice of who is paid, and the form.

use super::{
    office::{crumbs, list_path},
    pour::Pour,
};
use crate::{
    deliveries::model::reach::Reach,
    organisations::model::Side,
    payments::{
        forms::{
            payment::{PartiesForm, PaymentForm},
            shares::SharesForm,
        },
        model::{owed::Owed, record::Creditor},
    },
    promises::forms::leads::{Leads, PartyField},
    ui::crumbs::Crumbs,
    web::{forms::Errors, office::Office, page::Page, query::Query},
};
use askama::Template;
use rust_decimal::Decimal;

/// Who is paid, and by whom.
#[derive(Template)]
#[template(path = "payments/office/choose.html")]
pub struct Choose {
    pub page: Page,
    pub office: Office,
    pub parties: PartiesForm,
    pub leads: Leads,
    pub creditors: Vec<Creditor>,
    pub errors: Errors,
}

impl Choose {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.office).here(self.page.t("记一笔付款", "Record a payment"))
    }

    fn action(&self) -> String {
        self.page.href(format!("{}/new", list_path(&self.office)))
    }

    fn fields(&self) -> Vec<PartyField<'_>> {
        let is_buyer = Reach::of(&self.office.viewer).buyer().is_some();
        let leads = self.parties.leads().into_iter();
        let asked = leads.filter(|typed| !is_buyer || typed.side == Side::Supplier);
        asked.map(|typed| self.leads.field(&self.page, typed)).collect()
    }

    fn path(&self, creditor: &Creditor) -> String {
        let buyer = self.leads.meant(Side::Buyer);
        let query = Query::default()
            .with("supplier", &creditor.name)
            .with("supplier_id", &creditor.id.to_string());
        let query = match buyer {
            Some(buyer) => query.with("buyer", &buyer.name).with("buyer_id", &buyer.id.to_string()),
            None => query,
        };
        format!("{}{}", self.action(), query.suffix())
    }
}

/// The form of a payment.
#[derive(Template)]
#[template(path = "payments/office/enter.html")]
pub struct EnterPage {
    pub page: Page,
    pub office: Office,
    pub form: PaymentForm,
    pub leads: Leads,
    pub owed: Vec<Owed>,
    pub errors: Errors,
    /// Its lines were changed as asked, and nothing was saved.
    pub goes_on: bool,
}

impl EnterPage {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.office).here(self.page.t("记一笔付款", "Record a payment"))
    }

    fn action(&self) -> String {
        self.page.href(list_path(&self.office))
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

    /// Both parties, in the hidden fields.
    fn parties(&self) -> Vec<(&'static str, String)> {
        let of = |side, name, id| {
            let party = self.leads.meant(side);
            [
                (name, party.map(|party| party.name.clone()).unwrap_or_default()),
                (id, party.map(|party| party.id.to_string()).unwrap_or_default()),
            ]
        };
        let [buyer, supplier] =
            [of(Side::Buyer, "buyer", "buyer_id"), of(Side::Supplier, "supplier", "supplier_id")];
        buyer.into_iter().chain(supplier).collect()
    }

    fn shares(&self) -> &SharesForm {
        &self.form.shares
    }

    fn money_units(&self) -> [(&'static str, &'static str, bool); 2] {
        self.form.unit().choices(self.page.lang)
    }

    fn pour(&self) -> Pour {
        let amount = self.form.yuan().unwrap_or(Decimal::ZERO);
        Pour::new(&self.page, amount, self.form.shares.sum())
    }

    fn other(&self) -> String {
        self.page.href(format!("{}/new", list_path(&self.office)))
    }
}
