//! Loads to be recorded: the choice of a contract, and the form.

use super::office::{crumbs, list_path};
use crate::{
    choices,
    deliveries::{
        forms::shipment::{Found, LotForm, ShipmentForm},
        model::{HouseholdCategory, reach::Reach, shipment::OpenContract},
    },
    organisations::model::Side,
    products::model::Category,
    projects::model::deal::Village,
    promises::forms::leads::PartyField,
    ui::crumbs::Crumbs,
    values::{ids::DeliveryId, quantity::Unit},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

/// The contracts that goods may be sent under.
#[derive(Template)]
#[template(path = "deliveries/office/choose.html")]
pub struct Choose {
    pub page: Page,
    pub office: Office,
    pub contracts: Vec<OpenContract>,
}

impl Choose {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.office).here(self.page.t("记一车货", "Record a load"))
    }

    fn path(&self, contract: &str) -> String {
        self.page.href(format!("{}/new?contract={contract}", list_path(&self.office)))
    }

    /// A village team sends goods under contracts alone.
    fn may_send_without(&self) -> bool {
        Reach::of(&self.office.viewer).village().is_none()
    }
}

/// The form of a shipment.
#[derive(Template)]
#[template(path = "deliveries/office/send.html")]
pub struct SendPage {
    pub page: Page,
    pub office: Office,
    pub form: ShipmentForm,
    pub found: Found,
    /// The last load under this contract.
    pub last: Option<DeliveryId>,
    pub errors: Errors,
    /// Its lines were changed as asked, and nothing was saved.
    pub goes_on: bool,
}

/// A line of the form, with the number that its fields carry.
pub struct TypedLot {
    pub at: usize,
    pub form: LotForm,
}

impl SendPage {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.office).here(self.page.t("记一车货", "Record a load"))
    }

    fn action(&self) -> String {
        self.page.href(list_path(&self.office))
    }

    fn again(&self) -> Option<String> {
        let (last, contract) = (self.last?, self.found.contract.as_ref()?);
        let list = list_path(&self.office);
        Some(self.page.href(format!("{list}/new?contract={}&like={last}", contract.id)))
    }

    fn parties(&self) -> Vec<PartyField<'_>> {
        let own = Reach::of(&self.office.viewer).supplier();
        let leads = self.form.leads().into_iter();
        // A supplier sends its own goods.
        let asked = leads.filter(|typed| own.is_none() || typed.side == Side::Buyer);
        asked.map(|typed| self.found.leads.field(&self.page, typed)).collect()
    }

    fn lots(&self) -> Vec<TypedLot> {
        let numbered = self.form.lots.iter().cloned().enumerate();
        numbered.map(|(at, form)| TypedLot { at: at + 1, form }).collect()
    }

    fn units(&self, lot: &LotForm) -> Vec<&'static Unit> {
        let Some(contract) = &self.found.contract else { return Unit::usual_first() };
        let line = contract.lines.iter().find(|line| line.id.to_string() == lot.goods);
        let line = line.or(contract.lines.first());
        line.map(|line| line.units()).unwrap_or_default()
    }

    fn villages(&self) -> &[Village] {
        self.found.contract.as_ref().map(|contract| &contract.villages[..]).unwrap_or_default()
    }

    /// A village team sends the goods of its village.
    fn own_village(&self) -> Option<&str> {
        let (zh, en) = &self.office.viewer.scope_name;
        let is_team = Reach::of(&self.office.viewer).village().is_some();
        is_team.then(|| self.page.t(zh, en))
    }

    fn kinds(&self) -> Vec<(String, String)> {
        choices!(self.page, HouseholdCategory::in_use(self.page.today))
    }

    fn categories(&self) -> Vec<(&str, Vec<&'static Category>)> {
        Category::in_levels(self.page.lang)
    }
}
