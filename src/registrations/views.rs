//! The registration form, and the pages on which officers decide.

use super::{
    actions::may_join,
    forms::RegisterForm,
    model::{Registration, State},
};
use crate::{
    audit::views::Line,
    choices, columns,
    identity::model::{password, role::Role, saved::SavedFilter},
    organisations::model::{OrganisationKind, Side, profile::OwnProfile},
    places::model::Named,
    registrations::model::rights::REVIEW_REGISTRATIONS,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::facet::FacetCounts,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

/// Kinds by supplier and buyer, as the form offers them.
fn kinds(page: &Page) -> [(&str, Vec<OrganisationKind>); 2] {
    [
        (
            page.t("供应主体（种、养、加工、卖）", "Suppliers: who grow, make and sell"),
            OrganisationKind::of_side(Side::Supplier).collect(),
        ),
        (page.t("采购单位", "Buyers"), OrganisationKind::of_side(Side::Buyer).collect()),
    ]
}

#[derive(Template)]
#[template(path = "registrations/new.html")]
pub struct New {
    pub page: Page,
    pub is_private: bool,
    pub form: RegisterForm,
    pub places: Vec<Named>,
    pub errors: Errors,
}

impl New {
    fn kinds(&self) -> [(&str, Vec<OrganisationKind>); 2] {
        kinds(&self.page)
    }

    fn hint(&self) -> String {
        let least = password::least(Role::Supplier);
        if self.page.zh() {
            format!("至少 {least} 个字符，建议用一句话，便于记忆")
        } else {
            format!("At least {least} characters; a sentence is easy to remember")
        }
    }
}

/// The page of the private link: the progress, and the form again where it was returned.
#[derive(Template)]
#[template(path = "registrations/sent.html")]
pub struct Sent {
    pub page: Page,
    pub code: String,
    pub registration: Registration,
    pub form: RegisterForm,
    pub places: Vec<Named>,
    pub errors: Errors,
}

impl Sent {
    fn kinds(&self) -> [(&str, Vec<OrganisationKind>); 2] {
        kinds(&self.page)
    }

    fn is_returned(&self) -> bool {
        self.registration.state == State::Returned
    }

    fn is_admitted(&self) -> bool {
        self.registration.state == State::Admitted
    }

    fn address(&self) -> String {
        format!("{}{}", self.page.public_url, self.page.href(format!("/register/{}", self.code)))
    }
}

/// The columns for reviewers.
pub const COLUMNS: &[Column<Registration>] = columns! { Registration;
    "name" "名称" "Name" |_, one| Cell::Link(one.application.legal.name.clone(), one.id.path());
    "kind" "类别" "Kind" |page, one| Cell::text(one.application.legal.kind.name(page.lang));
    "home" "所在地" "Location" |page, one| Cell::text(place(page, one));
    "contact" "联系人" "Contact" |_, one| Cell::text(&one.application.contact_name);
    "sent" "提交时间" "Submitted" |page, one| Cell::text(page.moment(&one.submitted_at));
    "state" "状态" "State"
        |page, one| Cell::State(one.state.pill(), one.state.name(page.lang).to_string());
};

#[derive(Template)]
#[template(path = "registrations/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub registrations: Vec<Registration>,
    pub saved: Vec<SavedFilter>,
}

impl Index {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("登记", "Registrations"), COLUMNS, &self.registrations)
            .with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份登记", "registration", "registrations")
    }

    fn placeholder(&self) -> &str {
        self.page.t("名称、拼音、信用代码、联系人", "Name, pinyin, credit code, contact")
    }
}

fn place<'a>(page: &'a Page, registration: &'a Registration) -> &'a str {
    match registration.banner_code {
        Some(_) => page.t(&registration.place, &registration.place_en),
        None => page.t("市级或外地", "of the city, or from elsewhere"),
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts, has_banners: bool) {
    list.facet(page, ("state", "状态", "State"), counts, choices!(page, State::ALL.iter()));
    if has_banners {
        list.facet(page, ("banner", "所在旗区", "Banner"), counts, page.banner_choices());
    }
}

#[derive(Template)]
#[template(path = "registrations/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    pub registration: Registration,
    /// Known organisations that may be the same one.
    pub alike: Vec<OwnProfile>,
    pub history: Vec<Line>,
    pub party: String,
    /// Instead of a reason, in the form that has the error.
    pub typed: String,
    pub errors: Errors,
}

impl Show {
    fn typed(&self, field: &str) -> &str {
        if self.errors.of(field).is_some() { &self.typed } else { "" }
    }

    fn may_decide(&self) -> bool {
        self.office.may(REVIEW_REGISTRATIONS) && self.registration.state == State::Submitted
    }

    fn crumbs(&self) -> Crumbs {
        let (page, name) = (&self.page, &self.registration.application.legal.name);
        page.crumbs().to(page.t("登记", "Registrations"), "/admin/registrations").here(name)
    }

    fn place(&self) -> &str {
        place(&self.page, &self.registration)
    }

    fn path(&self) -> String {
        self.page.href(self.registration.id.path())
    }

    fn is_same_code(&self, known: &OwnProfile) -> bool {
        known.legal.credit_code.is_some()
            && known.legal.credit_code == self.registration.application.legal.credit_code
    }

    /// Whether it can belong to this organisation, and this user may decide so.
    fn may_join(&self, known: &OwnProfile) -> bool {
        let banner = self.office.viewer.scope.banner();
        may_join(&self.registration.application, known)
            && banner.is_none_or(|banner| known.banner_code.as_ref() == Some(banner))
    }

    fn is_chosen(&self, party: &str) -> bool {
        self.party == party || self.party.is_empty() && party == self.likely()
    }

    /// The organisation with the same code, if there is one; else a new one.
    fn likely(&self) -> String {
        let same = self.alike.iter().find(|known| self.is_same_code(known) && self.may_join(known));
        same.map_or_else(|| "new".to_string(), |known| known.id.to_string())
    }

    fn has_twin(&self) -> bool {
        self.alike.iter().any(|known| self.is_same_code(known))
    }
}
