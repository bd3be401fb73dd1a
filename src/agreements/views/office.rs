//! Agreements in the office: the list, the form of a draft, and the page of a signed one.

use crate::{
    agreements::{
        forms::office::{AgreementForm, FIELDS, Found, OriginForm},
        model::{
            record::{AgreementRecord, Called, Standing},
            rights::ENTER_AGREEMENTS,
        },
        views::ruler::Ruler,
    },
    audit::views::Line,
    choices, columns, contracts,
    identity::model::saved::SavedFilter,
    projects::model::EndingClass,
    promises::forms::{ending::EndingForm, leads::PartyField},
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{facet::FacetCounts, share::percent},
    web::{
        conflict::{Conflict, pairs, plain},
        forms::Errors,
        office::{Office, OfficePage},
        page::Page,
    },
};
use askama::Template;
use rust_decimal::Decimal;

pub const COLUMNS: &[Column<AgreementRecord>] = columns! { AgreementRecord;
    "number" "编号" "Number" |_, record| Cell::Link(record.terms.number.clone(), record.path());
    "title" "名称" "Title" |_, record| Cell::text(&record.terms.title);
    "state" "状态" "State" |page, record| {
        let standing = record.standing(page.today);
        Cell::State(standing.pill(), standing.name(page.lang).to_string())
    };
    "buyer" "采购方" "Buyer" |_, record| Cell::text(&record.buyer.name);
    "supplier" "供货方" "Supplier" |_, record| Cell::text(&record.supplier.name);
    "banner" "归属旗区" "Credited banner"
        |page, record| Cell::text(page.banner_name(&record.banner_code));
    "ceiling" "上限（元）" "Ceiling (yuan)"
        |page, record| match record.terms.ceiling {
            Some(ceiling) => Cell::Number(ceiling.in_yuan()),
            None => Cell::text(page.t("未约定", "none set")),
        };
    "signed" "签订日" "Signed on" |_, record| Cell::text(record.terms.signed_on.to_string());
    "from" "期限自" "Term from" |_, record| Cell::text(record.terms.starts_on.to_string());
    "until" "期限至" "Term until" |_, record| Cell::text(record.terms.ends_on.to_string());
    "project" "来源项目" "Comes from" |_, record| Cell::maybe(record.project.as_ref());
    "renews" "续签" "Renews" |_, record| Cell::maybe(record.renews.as_ref());
};

#[derive(Template)]
#[template(path = "agreements/office/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub records: Vec<AgreementRecord>,
    pub saved: Vec<SavedFilter>,
}

impl Index {
    fn table(&self) -> Table<'_> {
        let caption = self.page.t("框架协议", "Framework agreements");
        Table::new(&self.page, caption, COLUMNS, &self.records).with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份协议", "agreement", "agreements")
    }

    fn placeholder(&self) -> &str {
        self.page.t("名称、编号、供货方或采购方", "Title, number, supplier or buyer")
    }

    fn may_enter(&self) -> bool {
        self.office.may(ENTER_AGREEMENTS)
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts, has_banners: bool) {
    let states = choices!(page, Standing::ALL.iter().copied());
    list.facet(page, ("state", "状态", "State"), counts, states);
    if has_banners {
        list.facet(page, ("banner", "归属旗区", "Credited banner"), counts, page.banner_choices());
    }
}

fn crumbs(page: &Page, here: &str) -> Crumbs {
    page.crumbs().to(page.t("框架协议", "Framework agreements"), "/admin/agreements").here(here)
}

/// The form of a new agreement, or of a draft.
#[derive(Template)]
#[template(path = "agreements/office/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub record: Option<AgreementRecord>,
    pub form: AgreementForm,
    pub found: Found,
    pub errors: Errors,
    pub history: Vec<Line>,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl Edit {
    fn title(&self) -> &str {
        match &self.record {
            Some(record) => &record.terms.title,
            None if !self.form.renews.is_empty() => {
                self.page.t("续签框架协议", "Renew an agreement")
            }
            None => self.page.t("登记框架协议", "Enter an agreement"),
        }
    }

    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, self.title())
    }

    fn action(&self) -> String {
        let path = self.record.as_ref().map(AgreementRecord::path);
        self.page.href(path.unwrap_or_else(|| "/admin/agreements".to_string()))
    }

    /// An auditor reads it.
    fn may_enter(&self) -> bool {
        self.office.may(ENTER_AGREEMENTS)
    }

    /// The draft, once its signing day has come.
    fn signable(&self) -> Option<&AgreementRecord> {
        self.record
            .as_ref()
            .filter(|record| self.may_enter() && record.terms.signed_on <= self.page.today)
    }

    fn parties(&self) -> [PartyField<'_>; 2] {
        self.form.leads().map(|typed| self.found.leads.field(&self.page, typed))
    }

    fn money_units(&self) -> [(&'static str, &'static str, bool); 2] {
        self.form.unit().choices(self.page.lang)
    }
}

/// A signed agreement, with what follows from it.
#[derive(Template)]
#[template(path = "agreements/office/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    pub record: AgreementRecord,
    pub called: Called,
    pub contracts: Vec<contracts::model::Row>,
    pub history: Vec<Line>,
    pub errors: Errors,
    pub ending: EndingForm,
    pub origin: OriginForm,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl Show {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.record.terms.number)
    }

    fn standing(&self) -> Standing {
        self.record.standing(self.page.today)
    }

    fn path(&self) -> String {
        self.page.href(self.record.path())
    }

    fn is_public(&self) -> bool {
        self.record.void_reason.is_none()
    }

    /// Whether the viewer may correct or end it.
    fn may_act(&self) -> bool {
        self.office.may(ENTER_AGREEMENTS) && self.record.void_reason.is_none()
    }

    /// What may still be signed, in yuan, and whether contracts are over the ceiling.
    fn left(&self) -> Option<(Decimal, bool)> {
        let left = self.called.left_of(self.record.terms.ceiling?);
        Some((left.abs(), left.is_sign_negative() && !left.is_zero()))
    }

    /// What contracts use of the ceiling.
    fn share(&self) -> Option<String> {
        percent(self.called.amount.in_yuan(), self.record.terms.ceiling?.in_yuan())
    }

    fn ruler(&self) -> Option<Ruler> {
        Ruler::of(&self.record, &self.contracts, self.page.today)
    }

    fn classes(&self) -> Vec<(String, String)> {
        choices!(self.page, EndingClass::ALL.iter().copied())
    }
}

/// Both versions, for the later of two who save.
pub fn conflict(
    OfficePage { page, office }: OfficePage,
    kept: &AgreementRecord,
    mine: &AgreementForm,
) -> Conflict {
    let crumbs = crumbs(&page, page.t("两个版本", "Two versions"));
    let versions = [AgreementForm::of(kept).values(), mine.values()];
    let [was, now] = versions.map(|values| values.map(plain));
    Conflict {
        crumbs: Some(crumbs),
        title: ("这份协议已被他人修改", "Someone else has changed this agreement"),
        path: kept.path(),
        is_reviewed: false,
        hidden: vec![("version".to_string(), kept.version.to_string())],
        pairs: pairs(&page, &FIELDS, was, now),
        page,
        office,
    }
}
