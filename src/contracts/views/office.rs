//! Contracts in the office: the columns of the list, the form of a draft, and the page of a signed
//! one.

use crate::{
    agreements::model::record::{AgreementRecord, Called},
    audit::views::Line,
    choices, columns,
    contracts::{
        forms::office::{ContractForm, FIELDS, Found, LineForm},
        model::{
            Method,
            amendment::AmendmentRecord,
            record::{ContractRecord, Followers},
            rights::ENTER_CONTRACTS,
        },
    },
    products::model::Category,
    promises::{forms::ending::EndingForm, model::Promise, views::DraftFrame},
    ui::{
        crumbs::Crumbs,
        table::{Cell, Column},
    },
    values::{amount::Amount, coded::named, figure::Figure, quantity::Unit, rung::Contract},
    web::{
        conflict::{Pair, Value, pairs, plain},
        forms::Errors,
        office::Office,
        page::Page,
    },
};
use askama::Template;
use rust_decimal::Decimal;

pub const COLUMNS: &[Column<ContractRecord>] = columns! { ContractRecord;
    "number" "合同编号" "Number" |_, record| Cell::Link(record.paper.number.clone(), record.path());
    "title" "名称" "Title" |_, record| Cell::text(&record.paper.title);
    "state" "状态" "State"
        |page, record| Cell::State(record.state.pill(), record.state.name(page.lang).to_string());
    "buyer" "采购方" "Buyer" |_, record| Cell::text(&record.paper.buyer.name);
    "supplier" "供货方" "Supplier" |_, record| Cell::text(&record.paper.supplier.name);
    "banner" "归属旗区" "Credited banner"
        |page, record| Cell::text(page.banner_name(&record.banner_code));
    "amount" "签订金额（元）" "Signed amount (yuan)"
        |_, record| Cell::Number(record.signed_amount.in_yuan());
    "signed" "签订日" "Signed on" |_, record| Cell::text(record.paper.signed_on.to_string());
    "until" "履行至" "Term until" |_, record| Cell::text(record.paper.ends_on.to_string());
    "method" "采购方式" "How it buys"
        |page, record| Cell::text(record.terms.method.name(page.lang));
    "framework" "所属框架" "Under the agreement"
        |_, record| Cell::maybe(record.framework.as_ref());
    "project" "来源项目" "Comes from" |_, record| Cell::maybe(record.project.as_ref());
};

/// The agreement that a contract stands under, and what contracts already use of it.
pub struct Room {
    pub framework: AgreementRecord,
    pub called: Called,
}

/// 补充协议 2, Amendment 2.
pub fn called(page: &Page, ordinal: i16) -> String {
    match page.zh() {
        true => format!("补充协议 {ordinal}"),
        false => format!("Amendment {ordinal}"),
    }
}

/// A line of the form with what it comes to.
pub struct TypedLine {
    pub at: usize,
    pub form: LineForm,
    pub amount: Option<Figure>,
}

impl TypedLine {
    pub fn all(lines: &[LineForm]) -> Vec<Self> {
        let line = |(at, form): (usize, &LineForm)| {
            let amount = form.parse().ok().map(|goods| goods.amount().figure());
            Self { at: at + 1, form: form.clone(), amount }
        };
        lines.iter().enumerate().map(line).collect()
    }
}

/// The form of a new contract, or of a draft.
#[derive(Template)]
#[template(path = "contracts/office/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    pub frame: DraftFrame,
    /// `None`: a new one.
    pub record: Option<ContractRecord>,
    pub form: ContractForm,
    pub found: Found,
    pub room: Option<Room>,
    pub errors: Errors,
    pub history: Vec<Line>,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl Edit {
    /// Its lines were changed as asked, and nothing was saved.
    fn goes_on(&self) -> bool {
        !self.form.then.is_empty() || !self.form.drop.is_empty()
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
        TypedLine::all(&self.form.lines())
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
    pub crumbs: Crumbs,
    pub record: ContractRecord,
    pub followers: Followers,
    pub amendments: Vec<AmendmentRecord>,
    pub history: Vec<Line>,
    pub errors: Errors,
    pub ending: EndingForm,
    pub completed_on: String,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl Show {
    fn may_end(&self) -> bool {
        self.office.may(ENTER_CONTRACTS) && self.record.is_open()
    }

    fn name(&self, amendment: &AmendmentRecord) -> String {
        called(&self.page, amendment.amendment.ordinal)
    }

    fn may_void(&self) -> bool {
        self.office.may(ENTER_CONTRACTS) && self.record.may_be_voided()
    }
}

/// Each field of the stored version and of the later one.
pub fn versions(page: &Page, kept: &ContractForm, mine: &ContractForm) -> Vec<Pair> {
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
    pairs(page, &FIELDS, read(kept), read(mine))
}
