//! From what was typed to a contract, or to its errors.

mod goods;

pub use goods::MOST_VILLAGES;

use super::ContractForm;
use crate::{
    contracts::model::{Method, terms::Terms},
    places::model::Named,
    projects::model::{
        deal::{Parties, Party, is_like_a_deal},
        source::Source,
    },
    promises::forms::{
        fields::{Field, no_such_project},
        leads::Leads,
    },
    values::{
        ids::{AgreementId, ProjectId},
        typed::words,
    },
    web::{forms::Errors, page::Page},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What the typed names and numbers may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub leads: Leads,
    /// Agreements of this number, of any buyer.
    pub frameworks: Vec<Source<AgreementId>>,
    pub project: Option<Source<ProjectId>>,
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

#[derive(Debug, Clone)]
pub struct Parsed {
    pub terms: Terms,
    pub parties: Parties,
}

/// Collects the errors of a form with its page.
struct Reader<'a> {
    page: &'a Page,
    form: &'a ContractForm,
    errors: Errors,
}

pub fn parse(page: &Page, form: &ContractForm, found: &Found) -> Result<Parsed, Errors> {
    let mut reader = Reader { page, form, errors: Errors::default() };
    let title = Field { name: "title", typed: &form.title, label: ("名称", "Title") }.line(
        page,
        80,
        &mut reader.errors,
    );
    let number = reader.number();
    let method = reader.method();
    let [buyer, supplier] =
        form.leads().map(|typed| found.leads.meant(page, typed, &mut reader.errors));
    let framework_id = reader.framework(found, buyer.as_ref());
    let project_id = reader.project(found);
    let term = reader.term();
    let lines = reader.lines();
    let adjustment = reader.adjustment();
    let tolerance = reader.tolerance();
    let villages = reader.villages(found, supplier.as_ref());
    match (title, number, method, buyer.zip(supplier), term) {
        (Some(title), Some(number), Some(method), Some((buyer, supplier)), Some(term))
            if reader.errors.is_empty() =>
        {
            let Term { signed_on, starts_on, ends_on } = term;
            let terms = Terms {
                title,
                number,
                method,
                framework_id,
                project_id,
                signed_on,
                starts_on,
                ends_on,
                lines,
                adjustment,
                tolerance,
                ceiling_reason: words(&form.ceiling_reason, 200),
                villages,
            };
            let parties = Parties { supplier, buyer, further: Vec::new(), villages: Vec::new() };
            reader.checked(terms, parties)
        }
        _ => Err(reader.errors),
    }
}

struct Term {
    signed_on: NaiveDate,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl Reader<'_> {
    fn fault(&mut self, field: &'static str, label: (&str, &str), message: (&str, &str)) {
        let (page, label) = (self.page, self.page.t(label.0, label.1));
        self.errors.add(field, label, page.t(message.0, message.1));
    }

    /// The amount is known once everything else is.
    fn checked(mut self, terms: Terms, parties: Parties) -> Result<Parsed, Errors> {
        let most = Decimal::from(1_000_000_000_000_i64);
        let amount = terms.amount().in_yuan();
        if amount <= Decimal::ZERO || amount > most {
            let message = (
                "合同金额应大于零，且不超过一万亿元",
                "The amount is more than zero, and at most CNY 1,000 billion",
            );
            self.fault("lines", ("合同金额", "Amount"), message);
            return Err(self.errors);
        }
        Ok(Parsed { terms, parties })
    }

    fn number(&mut self) -> Option<String> {
        let label = ("合同编号", "Contract number");
        let number = Field { name: "number", typed: &self.form.number, label }.line(
            self.page,
            40,
            &mut self.errors,
        )?;
        if is_like_a_deal(&number) {
            let message = (
                "这像项目编号：请填合同自己的编号",
                "This is like the number of a deal: enter the contract's own",
            );
            self.fault("number", label, message);
            return None;
        }
        Some(number)
    }

    fn method(&mut self) -> Option<Method> {
        let method = self.form.method.parse().ok();
        if method.is_none() {
            self.fault("method", ("采购方式", "How it buys"), ("请选择一种", "Choose one"));
        }
        method
    }

    /// Numbers are the buyer's own: of several agreements the buyer's is meant.
    fn framework(&mut self, found: &Found, buyer: Option<&Party>) -> Option<AgreementId> {
        if self.form.framework.trim().is_empty() {
            return None;
        }
        let mut own = found
            .frameworks
            .iter()
            .filter(|one| buyer.is_none_or(|buyer| one.buyer_id == buyer.id));
        let framework = own.next();
        if framework.is_none() {
            let message = (
                "这家采购方没有这个编号的已签协议",
                "This buyer has no signed agreement of this number",
            );
            self.fault("framework", ("所属框架", "Under the agreement"), message);
        }
        framework.map(|one| one.id)
    }

    fn project(&mut self, found: &Found) -> Option<ProjectId> {
        if found.project.is_none() && !self.form.project.trim().is_empty() {
            no_such_project(self.page, &mut self.errors);
        }
        found.project.as_ref().map(|project| project.id)
    }

    fn term(&mut self) -> Option<Term> {
        let signed_on = Field {
            name: "signed_on",
            typed: &self.form.signed_on,
            label: ("签订日", "Signed on"),
        }
        .day(self.page, &mut self.errors);
        let starts_on = Field {
            name: "starts_on",
            typed: &self.form.starts_on,
            label: ("履行自", "Term from"),
        }
        .day(self.page, &mut self.errors);
        let ends_on =
            Field {
                name: "ends_on", typed: &self.form.ends_on, label: ("履行至", "Term until")
            }
            .day(self.page, &mut self.errors);
        let term = Term { signed_on: signed_on?, starts_on: starts_on?, ends_on: ends_on? };
        if term.starts_on < term.signed_on {
            let message = ("不能早于签订日", "Not before the day of signing");
            self.fault("starts_on", ("履行自", "Term from"), message);
        }
        if term.ends_on < term.starts_on {
            let message = ("不能早于履行的第一天", "Not before its first day");
            self.fault("ends_on", ("履行至", "Term until"), message);
        }
        Some(term)
    }
}
