//! The two parties of a promise, as they are typed and as they are meant.

use crate::{
    organisations::model::Side,
    projects::{model::deal::Party, store::deals},
    values::ids::OrganisationId,
    web::{forms::Errors, page::Page},
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

    fn of(&self, side: Side) -> &[Party] {
        match side {
            Side::Buyer => &self.buyers,
            Side::Supplier => &self.suppliers,
        }
    }

    /// The one that is meant, or an error beside its field.
    pub fn meant(&self, page: &Page, typed: Typed<'_>, errors: &mut Errors) -> Option<Party> {
        let message = match self.of(typed.side) {
            [party] => return Some(party.clone()),
            _ if typed.name.trim().is_empty() => {
                page.t("请填写名称、拼音或信用代码", "Enter a name or credit code")
            }
            [] => page.t(
                "库里没有，请核对名称；新主体先登记",
                "Not registered: check the name, or register the organisation first",
            ),
            _ => page.t("有几家相近，请选一家", "Several are similar: choose one"),
        };
        let (field, label) = named(page, typed.side);
        errors.add(field, label, message);
        None
    }

    pub fn field<'a>(&'a self, page: &'a Page, typed: Typed<'a>) -> PartyField<'a> {
        let (name, label) = named(page, typed.side);
        let found = self.of(typed.side);
        let one = match found {
            [party] => Some(party),
            _ => None,
        };
        PartyField {
            name,
            label,
            typed: typed.name,
            chosen: one.map(|party| party.id.to_string()).unwrap_or_default(),
            choices: if found.len() > 1 { found } else { &[] },
            about: one.map(|party| about(page, party)),
        }
    }
}

fn named(page: &Page, side: Side) -> (&'static str, &str) {
    match side {
        Side::Buyer => ("buyer", page.t("采购方", "Buyer")),
        Side::Supplier => ("supplier", page.t("供货方", "Supplier")),
    }
}

fn about(page: &Page, party: &Party) -> String {
    let kind = party.kind.name(page.lang);
    match &party.banner_code {
        Some(code) => format!("{kind}{}{}", page.t("·", " · "), page.banner_name(code)),
        None => kind.to_string(),
    }
}
