//! What the fields of the form offer.

use super::Desk;
use crate::{
    choices,
    organisations::model::{OrganisationKind, Side},
    products::model::Category,
    projects::model::{
        ProjectType,
        deal::{DealRung, Method},
    },
    values::quantity::Unit,
};

impl Desk {
    pub(super) fn types(&self) -> Vec<(String, String)> {
        choices!(self.page, ProjectType::ALL.iter().copied())
    }

    /// Each rung with its name and whether it is chosen.
    pub(super) fn rungs(&self) -> Vec<(&'static str, &'static str, bool)> {
        let choice =
            |rung: &DealRung| (rung.code(), rung.name(self.page.lang), *rung == self.form.rung());
        DealRung::ALL.iter().map(choice).collect()
    }

    pub(super) fn methods(&self) -> Vec<(String, String)> {
        choices!(self.page, Method::ALL.iter().copied())
    }

    pub(super) fn categories(&self) -> Vec<(&str, Vec<&'static Category>)> {
        Category::in_levels(self.page.lang)
    }

    pub(super) fn kinds(&self, side: Side) -> Vec<(String, String)> {
        choices!(self.page, OrganisationKind::of_side(side))
    }

    pub(super) fn sides(&self) -> [(Side, &str); 2] {
        [
            (Side::Supplier, self.page.t("供货方", "Suppliers")),
            (Side::Buyer, self.page.t("采购方", "Buyers")),
        ]
    }

    /// Each unit of quantity with whether it is chosen, the usual ones first.
    pub(super) fn units(&self) -> Vec<(&'static str, &'static str, bool)> {
        let lang = self.page.lang;
        let choice = |unit: &'static Unit| {
            (unit.code.as_str(), unit.symbol(lang), self.form.quantity_unit == unit.code)
        };
        Unit::usual_first().into_iter().map(choice).collect()
    }

    pub(super) fn money_units(&self) -> [(&'static str, &'static str, bool); 2] {
        self.form.unit().choices(self.page.lang)
    }
}
