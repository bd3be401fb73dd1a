//! Agreements in the office: the columns of the list, the form of a draft, and the page of a signed
//! one.

use crate::{
    agreements::{
        forms::office::{AgreementForm, Found, OriginForm},
        model::{
            record::{AgreementRecord, Called, Standing},
            rights::ENTER_AGREEMENTS,
        },
        views::ruler::Ruler,
    },
    audit::views::Line,
    columns, contracts,
    promises::{forms::ending::EndingForm, model::Promise, views::DraftFrame},
    ui::{
        crumbs::Crumbs,
        table::{Cell, Column},
    },
    values::share::percent,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

pub const COLUMNS: &[Column<AgreementRecord>] = columns! { AgreementRecord;
    "number" "编号" "Number" |_, record| Cell::Link(record.paper.number.clone(), record.path());
    "title" "名称" "Title" |_, record| Cell::text(&record.paper.title);
    "state" "状态" "State" |page, record| {
        let standing = record.standing(page.today);
        Cell::State(standing.pill(), standing.name(page.lang).to_string())
    };
    "buyer" "采购方" "Buyer" |_, record| Cell::text(&record.paper.buyer.name);
    "supplier" "供货方" "Supplier" |_, record| Cell::text(&record.paper.supplier.name);
    "banner" "归属旗区" "Credited banner"
        |page, record| Cell::text(page.banner_name(&record.banner_code));
    "ceiling" "上限（元）" "Ceiling (yuan)"
        |page, record| match record.terms.ceiling {
            Some(ceiling) => Cell::Number(ceiling.in_yuan()),
            None => Cell::text(page.t("未约定", "none set")),
        };
    "signed" "签订日" "Signed on" |_, record| Cell::text(record.paper.signed_on.to_string());
    "from" "期限自" "Term from" |_, record| Cell::text(record.paper.starts_on.to_string());
    "until" "期限至" "Term until" |_, record| Cell::text(record.paper.ends_on.to_string());
    "project" "来源项目" "Comes from" |_, record| Cell::maybe(record.project.as_ref());
    "renews" "续签" "Renews" |_, record| Cell::maybe(record.renews.as_ref());
};

/// The form of a new agreement, or of a draft.
#[derive(Template)]
#[template(path = "agreements/office/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    pub frame: DraftFrame,
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
    pub crumbs: Crumbs,
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
    fn standing(&self) -> Standing {
        self.record.standing(self.page.today)
    }

    /// Whether the viewer may correct or end it.
    fn may_act(&self) -> bool {
        self.office.may(ENTER_AGREEMENTS) && !self.record.is_void()
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
}
