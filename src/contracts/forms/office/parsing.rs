//! From what was typed to a contract, or to its errors.

pub mod goods;

pub use goods::MOST_VILLAGES;

use super::ContractForm;
use crate::{
    contracts::model::{Method, terms::Terms},
    organisations::model::Side,
    places::model::Named,
    projects::model::{deal::is_like_a_deal, source::Source},
    promises::{
        forms::{
            paper::{self, Labels},
            reader::Reader,
        },
        model::Draft,
    },
    values::{ids::AgreementId, typed::words},
    web::{forms::Errors, page::Page},
};
use rust_decimal::Decimal;

/// What the typed names and numbers may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub paper: paper::Found,
    /// Agreements of this number, of any buyer.
    pub frameworks: Vec<Source<AgreementId>>,
    pub villages: Vec<(String, Vec<Named>)>,
}

impl Found {
    /// The agreement that the form names, if it is known which.
    pub fn framework_of(&self, form: &ContractForm) -> Option<AgreementId> {
        match self.frameworks.as_slice() {
            [one] if !form.framework.trim().is_empty() => Some(one.id),
            _ => None,
        }
    }
}

const LABELS: Labels = Labels {
    number: ("合同编号", "Contract number"),
    starts_on: ("履行自", "Term from"),
    ends_on: ("履行至", "Term until"),
    first_day: ("不能早于履行的第一天", "Not before its first day"),
};

pub fn parse(page: &Page, form: &ContractForm, found: &Found) -> Result<Draft<Terms>, Errors> {
    let mut reader = Reader::new(page);
    let paper = form.paper.parse(&mut reader, &found.paper, &LABELS);
    if is_like_a_deal(form.paper.number.trim()) {
        let message = (
            "这像项目编号：请填合同自己的编号",
            "This is like the number of a deal: enter the contract's own",
        );
        reader.fault(("number", LABELS.number), message);
    }
    let method = method(&mut reader, form);
    let buyer = found.paper.leads.meant(Side::Buyer);
    let framework = ("framework", ("所属框架", "Under the agreement"));
    let framework_id = reader.agreement(framework, &form.framework, &found.frameworks, buyer);
    let lines = goods::lines(&mut reader, &form.lines());
    let adjustment = goods::adjustment(&mut reader, form);
    let tolerance = goods::tolerance(&mut reader, &form.tolerance).unwrap_or_default();
    let supplier = found.paper.leads.meant(Side::Supplier);
    let near = supplier.and_then(|supplier| supplier.banner_code.as_ref());
    let villages = goods::villages(&mut reader, &found.villages, near);
    let (Some(paper), Some(method), true) = (paper, method, reader.errors.is_empty()) else {
        return Err(reader.errors);
    };
    let ceiling_reason = words(&form.ceiling_reason, 200);
    let terms =
        Terms { method, framework_id, lines, adjustment, tolerance, ceiling_reason, villages };
    check_amount(&mut reader, &terms);
    if reader.errors.is_empty() { Ok(Draft { paper, terms }) } else { Err(reader.errors) }
}

fn method(reader: &mut Reader<'_>, form: &ContractForm) -> Option<Method> {
    let method = form.method.parse().ok();
    if method.is_none() {
        reader.fault(("method", ("采购方式", "How it buys")), ("请选择一种", "Choose one"));
    }
    method
}

/// The amount is known once everything else is.
fn check_amount(reader: &mut Reader<'_>, terms: &Terms) {
    let most = Decimal::from(1_000_000_000_000_i64);
    let amount = terms.amount().in_yuan();
    if amount <= Decimal::ZERO || amount > most {
        let message = (
            "合同金额应大于零，且不超过一万亿元",
            "The amount is more than zero, and at most CNY 1,000 billion",
        );
        reader.fault(("lines", ("合同金额", "Amount")), message);
    }
}
