//! The two parties of a promise, as they are typed and as they are meant.

use crate::{
    organisations::model::Side,
    projects::{model::deal::Party, store::deals},
    values::ids::OrganisationId,
    web::{declaration::links::Texts, page::Page},
};
use sqlx::PgConnection;

/// What was typed for a side, and the chosen one of several with that name.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub side: Side,
    pub name: &'a str,
    pub chosen: &'a str,
}

/// The organisations that the typed names may mean.
#[derive(Debug, Clone, Default)]
pub struct Leads {
    buyers: Vec<Party>,
    suppliers: Vec<Party>,
}

/// A field of a form, with what it offers.
pub struct PartyField<'a> {
    pub name: &'static str,
    pub label: &'a str,
    pub typed: &'a str,
    /// The number of the known party.
    pub chosen: String,
    /// Several that the typed name may mean.
    pub choices: &'a [Party],
    /// Its kind and banner.
    pub about: Option<String>,
}

impl Leads {
    pub async fn find(connection: &mut PgConnection, typed: [Typed<'_>; 2]) -> sqlx::Result<Self> {
        let mut leads = Self::default();
        for Typed { side, name, chosen } in typed {
            if name.trim().is_empty() {
                continue;
            }
            let chosen: Option<OrganisationId> = chosen.trim().parse().ok();
            let found = deals::party_named(&mut *connection, side, name.trim(), chosen).await?;
            match side {
                Side::Buyer => leads.buyers = found,
                Side::Supplier => leads.suppliers = found,
            }
        }
        Ok(leads)
    }

    /// Those that the name of this side may mean.
    pub fn of(&self, side: Side) -> &[Party] {
        match side {
            Side::Buyer => &self.buyers,
            Side::Supplier => &self.suppliers,
        }
    }

    /// The only one that it may mean.
    pub fn meant(&self, side: Side) -> Option<&Party> {
        match self.of(side) {
            [party] => Some(party),
            _ => None,
        }
    }

    pub fn field<'a>(&'a self, page: &'a Page, typed: Typed<'a>) -> PartyField<'a> {
        let (name, label) = named(typed.side);
        let (found, one) = (self.of(typed.side), self.meant(typed.side));
        PartyField {
            name,
            label: page.t(label.0, label.1),
            typed: typed.name,
            chosen: one.map(|party| party.id.to_string()).unwrap_or_default(),
            choices: if found.len() > 1 { found } else { &[] },
            about: one.map(|party| about(page, party)),
        }
    }
}

/// The field of a side, and its label.
pub fn named(side: Side) -> (&'static str, Texts) {
    match side {
        Side::Buyer => ("buyer", ("采购方", "Buyer")),
        Side::Supplier => ("supplier", ("供货方", "Supplier")),
    }
}

fn about(page: &Page, party: &Party) -> String {
    let kind = party.kind.name(page.lang);
    match &party.banner_code {
        Some(code) => format!("{kind}{}{}", page.t("·", " · "), page.banner_name(code)),
        None => kind.to_string(),
    }
}
