//! Why an agreement is not saved, beside the field that it is about.

use crate::{
    agreements::actions::Refusal,
    http::problem::Problem,
    projects::{model::source::SourceFault, views::party_errors},
    web::{forms::Errors, page::Page},
};

const PROJECT: (&str, (&str, &str)) = ("project", ("来源项目", "Comes from"));
const RENEWS: (&str, (&str, &str)) = ("renews", ("续签", "Renews"));

pub fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let ((field, label), message) = match refusal {
        Refusal::Party(side, name, fault) => return Ok(party_errors(page, side, &name, fault)),
        Refusal::OtherBanner => (
            ("supplier", ("供货方", "Supplier")),
            ("只能登记本旗区供货方的协议", "Only agreements of your own banner's suppliers"),
        ),
        Refusal::NumberIsTaken => (
            ("number", ("编号", "Number")),
            ("这家采购方已有这个编号的协议", "This buyer has an agreement of this number already"),
        ),
        Refusal::Project(fault) => (PROJECT, of_source(fault)),
        Refusal::Renewal(fault) => (RENEWS, of_source(fault)),
        Refusal::ProjectIsGone => {
            (PROJECT, ("这个项目已收回放行或作废", "This project has been taken back or voided"))
        }
        Refusal::NotRenewable => {
            (RENEWS, ("那份协议已作废或已被续签", "That agreement is void or renewed already"))
        }
        Refusal::WrongState => (
            ("title", ("未保存", "Not saved")),
            (
                "他人刚刚签订或作废了这份协议，请重新打开",
                "Someone has just signed or voided it: open it again",
            ),
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, page.t(label.0, label.1), page.t(message.0, message.1)))
}

fn of_source(fault: SourceFault) -> (&'static str, &'static str) {
    match fault {
        SourceFault::OtherParties => (
            "它的采购方和供货方与本协议不同",
            "It has another buyer or supplier than this agreement",
        ),
        SourceFault::Later => ("它签订得比本协议晚", "It was signed later than this agreement"),
    }
}

pub fn said_of_ending(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::NotYet => page.t("这一天还没到", "This day has not come"),
        Refusal::EndsTooEarly => page.t(
            "不能早于签订日，也不能早于项下最近一份合同的签订日",
            "Not before its signing, nor before that of the latest contract under it",
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one("on", page.t("终止日", "Terminated on"), message))
}
