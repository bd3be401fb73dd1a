//! Why a promise is not saved, signed or ended, beside the field that it is about.

use super::PromisePage;
use crate::{
    http::problem::Problem,
    projects::{model::source::SourceFault, views::party_errors},
    promises::{actions::Refusal, forms::reader::Named, views::Words},
    web::{forms::Errors, page::Page},
};

const PROJECT: Named = ("project", ("来源项目", "Comes from"));

pub fn said<P: PromisePage>(page: &Page, refusal: Refusal<P::Fault>) -> Result<Errors, Problem> {
    let Words { one: (zh, en), counted: (.., many), number, .. } = P::WORDS;
    let ((field, label), message) = match refusal {
        Refusal::Party(side, name, fault) => return Ok(party_errors(page, side, &name, fault)),
        Refusal::Own(fault) => return Ok(P::said_of(page, fault)),
        Refusal::OtherBanner => (
            ("supplier", ("供货方", "Supplier")),
            match page.zh() {
                true => format!("只能登记本旗区供货方的{zh}"),
                false => format!("Only {many} of your own banner's suppliers"),
            },
        ),
        Refusal::NumberIsTaken => (
            ("number", *number),
            match page.zh() {
                true => format!("这家采购方已有这个编号的{zh}"),
                false => format!("This buyer has {en} of this number already"),
            },
        ),
        Refusal::Project(fault) => (PROJECT, of_source(page, P::WORDS, fault)),
        Refusal::ProjectIsGone => (
            PROJECT,
            page.t("这个项目已收回放行或作废", "This project has been taken back or voided").into(),
        ),
        Refusal::WrongState => (
            ("title", ("未保存", "Not saved")),
            match page.zh() {
                true => format!("他人刚刚签订或作废了这份{zh}，请重新打开"),
                false => "Someone has just signed or voided it: open it again".into(),
            },
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, page.t(label.0, label.1), message))
}

/// Why a record that it names cannot be what it comes from.
pub fn of_source(page: &Page, words: &Words, fault: SourceFault) -> String {
    let (zh, one) = (words.one.0, words.counted.1);
    match (fault, page.zh()) {
        (SourceFault::OtherParties, true) => format!("它的采购方和供货方与本{zh}不同"),
        (SourceFault::OtherParties, false) => {
            format!("It has another buyer or supplier than this {one}")
        }
        (SourceFault::Later, true) => format!("它签订得比本{zh}晚"),
        (SourceFault::Later, false) => format!("It was signed later than this {one}"),
    }
}

/// Why it does not end on the day in this field.
pub fn said_of_ending<P: PromisePage>(
    page: &Page,
    (field, label): Named,
    refusal: Refusal<P::Fault>,
) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::NotYet => ("这一天还没到", "This day has not come"),
        Refusal::EndsTooEarly => P::WORDS.too_early,
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, page.t(label.0, label.1), page.t(message.0, message.1)))
}
