//! From what was typed to an agreement, or to its errors.

use super::AgreementForm;
use crate::{
    agreements::model::terms::Terms,
    organisations::model::Side,
    projects::model::source::Source,
    promises::{
        forms::{
            paper::{self, Labels},
            reader::Reader,
        },
        model::Draft,
    },
    values::{amount::Amount, ids::AgreementId, rung::Framework, typed_amount},
    web::{forms::Errors, page::Page},
};
use chrono::Months;

/// What the typed names and numbers may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub paper: paper::Found,
    /// Agreements of this number, of any buyer.
    pub renewable: Vec<Source<AgreementId>>,
}

/// A term this long is a mistyped year.
const LONGEST_TERM: Months = Months::new(12 * 30);

const LABELS: Labels = Labels {
    number: ("编号", "Number"),
    starts_on: ("期限自", "Term from"),
    ends_on: ("期限至", "Term until"),
    first_day: ("不能早于期限的第一天", "Not before its first day"),
};

pub fn parse(page: &Page, form: &AgreementForm, found: &Found) -> Result<Draft<Terms>, Errors> {
    let mut reader = Reader::new(page);
    let paper = form.paper.parse(&mut reader, &found.paper, &LABELS);
    if let Some(paper) = &paper {
        let latest = paper.starts_on.checked_add_months(LONGEST_TERM);
        if latest.is_none_or(|latest| paper.ends_on > latest) {
            let message = ("期限超过三十年，请核对年份", "Check the year");
            reader.fault(("ends_on", LABELS.ends_on), message);
        }
    }
    let ceiling = ceiling(&mut reader, form);
    let buyer = found.paper.leads.meant(Side::Buyer);
    let renews = ("renews", ("续签", "Renews"));
    let renews_id = reader.agreement(renews, &form.renews, &found.renewable, buyer);
    match paper {
        Some(paper) if reader.errors.is_empty() => {
            Ok(Draft { paper, terms: Terms { ceiling, renews_id } })
        }
        _ => Err(reader.errors),
    }
}

fn ceiling(reader: &mut Reader<'_>, form: &AgreementForm) -> Option<Amount<Framework>> {
    if form.ceiling.trim().is_empty() {
        return None;
    }
    match typed_amount::yuan(&form.ceiling, form.unit()) {
        Ok(yuan) => Some(Amount::yuan(yuan)),
        Err(fault) => {
            reader.says("ceiling", ("上限", "Ceiling"), fault.says(reader.page.lang));
            None
        }
    }
}
