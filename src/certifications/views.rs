//! The pages on which certificates are entered and verified.

use super::{
    forms::CertificateForm,
    model::{Held, State},
};
use crate::{
    audit::model::Event,
    choices,
    files::model::Kept,
    identity::model::permissions::Action,
    kit::{
        components::crumbs::Crumbs,
        forms::Errors,
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
    },
    products::model::{Scheme, Validity, selling::Own},
    values::facet::FacetCounts,
};
use askama::Template;

#[derive(Template)]
#[template(path = "certifications/mine.html")]
pub struct Mine {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub certificates: Vec<Held>,
}

impl Mine {
    fn counted(&self) -> &str {
        counted(&self.page, &self.list)
    }

    fn placeholder(&self) -> &str {
        self.page.t("证书编号", "Number")
    }

    fn standing(&self, held: &Held) -> &str {
        standing(&self.page, held)
    }

    fn may_renew(&self, held: &Held) -> bool {
        held.state == State::Verified && held.claim.valid_to.is_some() && !held.is_renewed
    }
}

fn counted<'a>(page: &'a Page, list: &Listing) -> &'a str {
    page.counted(&list.total, "张证书", "certificate", "certificates")
}

/// What its days say, where that is worth a word.
fn standing<'a>(page: &'a Page, held: &Held) -> &'a str {
    match held.validity(&page.today) {
        Validity::NotYet => page.t("还没生效", "not yet valid"),
        Validity::Expired => page.t("已过期", "expired"),
        Validity::Valid if held.ends_soon(&page.today) => page.t("快到期", "ends soon"),
        Validity::Valid => "",
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("state", "状态", "State"), counts, choices!(page, State::ALL.iter()));
    list.facet(page, ("scheme", "认证", "Scheme"), counts, choices!(page, Scheme::ALL.iter()));
}

#[derive(Template)]
#[template(path = "certifications/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub held: Option<Held>,
    pub form: CertificateForm,
    pub products: Vec<Own>,
    /// A scan that came with a form that was not taken, and need not be sent again.
    pub sent: Vec<Kept>,
    pub errors: Errors,
}

impl Edit {
    fn title(&self) -> String {
        match &self.held {
            None if !self.form.renews.is_empty() => self.page.t("续展一张证书", "Renew a certificate").to_string(),
            None => self.page.t("登记一张证书", "Enter a certificate").to_string(),
            Some(held) => held.claim.number.clone(),
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs().to(page.t("我的", "Home"), "/my").to(page.t("证书", "Certificates"), "/my/certifications").here(self.title())
    }

    fn action(&self) -> String {
        self.page.href(self.held.as_ref().map_or_else(|| "/my/certifications".to_string(), Held::own_path))
    }

    /// What is verified is looked at, not changed.
    fn is_open(&self) -> bool {
        self.held.as_ref().is_none_or(|held| held.state != State::Verified)
    }

    fn has_scan(&self) -> bool {
        !self.sent.is_empty() || self.held.as_ref().is_some_and(|held| held.scan.is_some())
    }
}

#[derive(Template)]
#[template(path = "certifications/review.html")]
pub struct Review {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub certificates: Vec<Held>,
}

impl Review {
    fn counted(&self) -> &str {
        counted(&self.page, &self.list)
    }

    fn placeholder(&self) -> &str {
        self.page.t("证书编号、主体", "Number or holder")
    }

    fn standing(&self, held: &Held) -> &str {
        standing(&self.page, held)
    }
}

#[derive(Template)]
#[template(path = "certifications/reviewed.html")]
pub struct Reviewed {
    pub page: Page,
    pub office: Office,
    pub held: Held,
    pub history: Vec<Event>,
    pub note: String,
    pub errors: Errors,
}

impl Reviewed {
    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs().to(page.t("证书", "Certificates"), "/admin/certifications").here(&self.held.claim.number)
    }

    fn may_decide(&self) -> bool {
        self.held.state == State::Submitted && self.office.may(Action::ReviewProducts)
    }
}
