//! From what was typed to an agreement, or to its errors.

use super::AgreementForm;
use crate::{
    agreements::model::terms::Terms,
    projects::model::{
        deal::{Parties, Party},
        source::Source,
    },
    promises::forms::{
        fields::{Field, no_such_project},
        leads::Leads,
    },
    values::{
        amount::Amount,
        ids::{AgreementId, ProjectId},
        rung::Framework,
        typed_amount,
    },
    web::{forms::Errors, page::Page},
};
use chrono::{Months, NaiveDate};

/// What the typed names and numbers may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub leads: Leads,
    pub project: Option<Source<ProjectId>>,
    /// Agreements of this number, of any buyer.
    pub renewable: Vec<Source<AgreementId>>,
}

#[derive(Debug, Clone)]
pub struct Parsed {
    pub terms: Terms,
    pub parties: Parties,
}

/// A term this long is a mistyped year.
const LONGEST_TERM: Months = Months::new(12 * 30);

/// Collects the errors of a form with its page.
struct Reader<'a> {
    page: &'a Page,
    form: &'a AgreementForm,
    errors: Errors,
}

pub fn parse(page: &Page, form: &AgreementForm, found: &Found) -> Result<Parsed, Errors> {
    let mut reader = Reader { page, form, errors: Errors::default() };
    let title = Field { name: "title", typed: &form.title, label: ("名称", "Title") }.line(
        page,
        80,
        &mut reader.errors,
    );
    let number = Field { name: "number", typed: &form.number, label: ("编号", "Number") }.line(
        page,
        40,
        &mut reader.errors,
    );
    let [buyer, supplier] =
        form.leads().map(|typed| found.leads.meant(page, typed, &mut reader.errors));
    let signed_on =
        Field { name: "signed_on", typed: &form.signed_on, label: ("签订日", "Signed on") }
            .day(page, &mut reader.errors);
    let starts_on =
        Field { name: "starts_on", typed: &form.starts_on, label: ("期限自", "Term from") }
            .day(page, &mut reader.errors);
    let ends_on =
        Field { name: "ends_on", typed: &form.ends_on, label: ("期限至", "Term until") }
            .day(page, &mut reader.errors);
    reader.check_term(signed_on, starts_on, ends_on);
    let ceiling = reader.ceiling();
    let project_id = reader.project(found);
    let renews_id = reader.renews(found, buyer.as_ref());
    match (title, number, buyer, supplier, signed_on.zip(starts_on.zip(ends_on))) {
        (Some(title), Some(number), Some(buyer), Some(supplier), Some((signed_on, term)))
            if reader.errors.is_empty() =>
        {
            let (starts_on, ends_on) = term;
            let terms = Terms {
                title,
                number,
                signed_on,
                starts_on,
                ends_on,
                ceiling,
                project_id,
                renews_id,
            };
            let parties = Parties { supplier, buyer, further: Vec::new(), villages: Vec::new() };
            Ok(Parsed { terms, parties })
        }
        _ => Err(reader.errors),
    }
}

impl Reader<'_> {
    fn fault(&mut self, field: &'static str, label: (&str, &str), message: (&str, &str)) {
        let (page, label) = (self.page, self.page.t(label.0, label.1));
        self.errors.add(field, label, page.t(message.0, message.1));
    }

    fn check_term(
        &mut self,
        signed_on: Option<NaiveDate>,
        starts_on: Option<NaiveDate>,
        ends_on: Option<NaiveDate>,
    ) {
        if signed_on.zip(starts_on).is_some_and(|(signed, starts)| starts < signed) {
            let message = ("不能早于签订日", "Not before the day of signing");
            self.fault("starts_on", ("期限自", "Term from"), message);
        }
        let Some((starts, ends)) = starts_on.zip(ends_on) else { return };
        let label = ("期限至", "Term until");
        if ends < starts {
            self.fault("ends_on", label, ("不能早于期限的第一天", "Not before its first day"));
        } else if starts.checked_add_months(LONGEST_TERM).is_none_or(|latest| ends > latest) {
            self.fault("ends_on", label, ("期限超过三十年，请核对年份", "Check the year"));
        }
    }

    fn ceiling(&mut self) -> Option<Amount<Framework>> {
        if self.form.ceiling.trim().is_empty() {
            return None;
        }
        match typed_amount::yuan(&self.form.ceiling, self.form.unit()) {
            Ok(yuan) => Some(Amount::yuan(yuan)),
            Err(fault) => {
                let label = self.page.t("上限", "Ceiling");
                self.errors.add("ceiling", label, fault.says(self.page.lang));
                None
            }
        }
    }

    fn project(&mut self, found: &Found) -> Option<ProjectId> {
        if self.form.project.trim().is_empty() {
            return None;
        }
        if found.project.is_none() {
            no_such_project(self.page, &mut self.errors);
        }
        found.project.as_ref().map(|project| project.id)
    }

    /// Numbers are the buyer's own: of several agreements the buyer's is meant.
    fn renews(&mut self, found: &Found, buyer: Option<&Party>) -> Option<AgreementId> {
        if self.form.renews.trim().is_empty() {
            return None;
        }
        let mut own = found
            .renewable
            .iter()
            .filter(|earlier| buyer.is_none_or(|buyer| earlier.buyer_id == buyer.id));
        let earlier = own.next();
        if earlier.is_none() {
            let message = (
                "这家采购方没有这个编号的已签协议",
                "This buyer has no signed agreement of this number",
            );
            self.fault("renews", ("续签", "Renews"), message);
        }
        earlier.map(|earlier| earlier.id)
    }
}
