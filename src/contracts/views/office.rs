//! Contracts in the office: the list, the form of a draft, and the page of a signed one.

use crate::{
    agreements::model::record::{AgreementRecord, Called},
    audit::views::Line,
    choices, columns,
    contracts::{
        forms::office::{ContractForm, FIELDS, Found, LineForm},
        model::{
            Amendment, ContractState, Method,
            record::{ContractRecord, Followers},
            rights::ENTER_CONTRACTS,
        },
    },
    identity::model::saved::SavedFilter,
    products::model::Category,
    projects::model::EndingClass,
    promises::forms::{ending::EndingForm, leads::PartyField},
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{
        amount::Amount, coded::named, facet::FacetCounts, figure::Figure, quantity::Unit,
        rung::Contract,
    },
    web::{
        conflict::{Conflict, Value, pairs, plain},
        forms::Errors,
        office::{Office, OfficePage},
        page::Page,
    },
};
use askama::Template;
use rust_decimal::Decimal;

pub const COLUMNS: &[Column<ContractRecord>] = columns! { ContractRecord;
    "number" "合同编号" "Number" |_, record| Cell::Link(record.terms.number.clone(), record.path());
    "title" "名称" "Title" |_, record| Cell::text(&record.terms.title);
    "state" "状态" "State"
        |page, record| Cell::State(record.state.pill(), record.state.name(page.lang).to_string());
    "buyer" "采购方" "Buyer" |_, record| Cell::text(&record.buyer.name);
    "supplier" "供货方" "Supplier" |_, record| Cell::text(&record.supplier.name);
    "banner" "归属旗区" "Credited banner"
        |page, record| Cell::text(page.banner_name(&record.banner_code));
    "amount" "签订金额（元）" "Signed amount (yuan)"
        |_, record| Cell::Number(record.signed_amount.in_yuan());
    "signed" "签订日" "Signed on" |_, record| Cell::text(record.terms.signed_on.to_string());
    "until" "履行至" "Term until" |_, record| Cell::text(record.terms.ends_on.to_string());
    "method" "采购方式" "How it buys"
        |page, record| Cell::text(record.terms.method.name(page.lang));
    "framework" "所属框架" "Under the agreement"
        |_, record| Cell::maybe(record.framework.as_ref());
    "project" "来源项目" "Comes from" |_, record| Cell::maybe(record.project.as_ref());
};

#[derive(Template)]
#[template(path = "contracts/office/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub records: Vec<ContractRecord>,
    pub saved: Vec<SavedFilter>,
}

impl Index {
    fn table(&self) -> Table<'_> {
        let caption = self.page.t("采购合同", "Contracts");
        Table::new(&self.page, caption, COLUMNS, &self.records).with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份合同", "contract", "contracts")
    }

    fn placeholder(&self) -> &str {
        self.page.t("名称、编号、供货方或采购方", "Title, number, supplier or buyer")
    }

    fn may_enter(&self) -> bool {
        self.office.may(ENTER_CONTRACTS)
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts, has_banners: bool) {
    let states = choices!(page, ContractState::ALL.iter().copied());
    list.facet(page, ("state", "状态", "State"), counts, states);
    if has_banners {
        list.facet(page, ("banner", "归属旗区", "Credited banner"), counts, page.banner_choices());
    }
}

fn crumbs(page: &Page, here: &str) -> Crumbs {
    page.crumbs().to(page.t("采购合同", "Contracts"), "/admin/contracts").here(here)
}

/// The agreement that a contract stands under, and what contracts already use of it.
pub struct Room {
    pub framework: AgreementRecord,
    pub called: Called,
}

/// A line of the form with what it comes to.
pub struct TypedLine {
    pub at: usize,
    pub form: LineForm,
    pub amount: Option<Figure>,
}

/// The form of a new contract, or of a draft.
#[derive(Template)]
#[template(path = "contracts/office/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub record: Option<ContractRecord>,
    pub form: ContractForm,
    pub found: Found,
    pub room: Option<Room>,
    pub errors: Errors,
    pub history: Vec<Line>,
    /// Instead of a reason to void it.
    pub reason: String,
    /// Its lines were changed as asked, and nothing was saved.
    pub goes_on: bool,
}

impl Edit {
    fn title(&self) -> &str {
        match &self.record {
            Some(record) => &record.terms.title,
            None => self.page.t("登记合同", "Enter a contract"),
        }
    }

    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, self.title())
    }

    fn action(&self) -> String {
        let path = self.record.as_ref().map(ContractRecord::path);
        self.page.href(path.unwrap_or_else(|| "/admin/contracts".to_string()))
    }

    /// An auditor reads it.
    fn may_enter(&self) -> bool {
        self.office.may(ENTER_CONTRACTS)
    }

    /// The draft, once its signing day has come.
    fn signable(&self) -> Option<&ContractRecord> {
        self.record
            .as_ref()
            .filter(|record| self.may_enter() && record.terms.signed_on <= self.page.today)
    }

    fn parties(&self) -> [PartyField<'_>; 2] {
        self.form.leads().map(|typed| self.found.leads.field(&self.page, typed))
    }

    fn methods(&self) -> Vec<(String, String)> {
        choices!(self.page, Method::ALL.iter().copied())
    }

    fn categories(&self) -> Vec<(&str, Vec<&'static Category>)> {
        Category::in_levels(self.page.lang)
    }

    fn units(&self) -> Vec<&'static Unit> {
        Unit::usual_first()
    }

    fn lines(&self) -> Vec<TypedLine> {
        let line = |(at, form): (usize, LineForm)| {
            let amount = form.parse().ok().map(|goods| goods.amount().figure());
            TypedLine { at: at + 1, form, amount }
        };
        self.form.lines().into_iter().enumerate().map(line).collect()
    }

    /// The amount as far as it can be read.
    fn amount(&self) -> Amount<Contract> {
        let lines = self.form.lines();
        let lines: Amount<Contract> =
            lines.iter().filter_map(|line| line.parse().ok()).map(|goods| goods.amount()).sum();
        lines + Amount::yuan(self.form.adjustment_yuan().unwrap_or_default())
    }

    /// What is left under the ceiling after this contract, in yuan, and whether it is over it.
    fn left(&self) -> Option<(Decimal, bool)> {
        let room = self.room.as_ref()?;
        let ceiling = room.framework.terms.ceiling?;
        let left = room.called.left_of(ceiling) - self.amount().in_yuan();
        Some((left.abs(), left < Decimal::ZERO))
    }
}

/// A signed contract, or one of a ceremony.
#[derive(Template)]
#[template(path = "contracts/office/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    pub record: ContractRecord,
    pub followers: Followers,
    pub amendments: Vec<Amendment>,
    pub history: Vec<Line>,
    pub errors: Errors,
    pub ending: EndingForm,
    pub completed_on: String,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl Show {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.record.terms.number)
    }

    fn path(&self) -> String {
        self.page.href(self.record.path())
    }

    fn is_public(&self) -> bool {
        self.record.state.is_public()
    }

    fn may_end(&self) -> bool {
        self.office.may(ENTER_CONTRACTS) && self.record.is_open()
    }

    fn may_void(&self) -> bool {
        self.office.may(ENTER_CONTRACTS)
            && self.record.void_reason.is_none()
            && self.record.state != ContractState::Terminated
            && !self.record.is_of_the_desk()
    }

    fn classes(&self) -> Vec<(String, String)> {
        choices!(self.page, EndingClass::ALL.iter().copied())
    }
}

/// Both versions, for the later of two who save.
pub fn conflict(
    OfficePage { page, office }: OfficePage,
    kept: &ContractRecord,
    mine: &ContractForm,
) -> Conflict {
    let crumbs = crumbs(&page, page.t("两个版本", "Two versions"));
    let read = |form: &ContractForm| -> Vec<Value> {
        let shown = |(at, value): (usize, String)| match FIELDS[at].0 {
            "method" => (value.clone(), named::<Method>(&value, page.lang).unwrap_or("").into()),
            "lines" => {
                let lines = form.lines().into_iter().map(|line| line.said(page.lang));
                (value, lines.collect::<Vec<_>>().join("；"))
            }
            _ => plain(value),
        };
        form.values().into_iter().enumerate().map(shown).collect()
    };
    let (was, now) = (read(&ContractForm::of(kept)), read(mine));
    let hidden = vec![("version".to_string(), kept.version.to_string())];
    Conflict {
        crumbs: Some(crumbs),
        title: ("这份合同已被他人修改", "Someone else has changed this contract"),
        path: kept.path(),
        is_reviewed: false,
        hidden,
        pairs: pairs(&page, &FIELDS, was, now),
        page,
        office,
    }
}
