//! Why a contract is not saved, beside the field that it is about.

use crate::{
    contracts::{actions::Refusal, model::terms::FrameworkFault},
    http::problem::Problem,
    projects::{model::source::SourceFault, views::party_errors},
    web::{forms::Errors, page::Page},
};

/// A field with its label.
type Of = (&'static str, (&'static str, &'static str));

const FRAMEWORK: Of = ("framework", ("所属框架", "Under the agreement"));
const PROJECT: Of = ("project", ("来源项目", "Comes from"));

pub fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let ((field, label), message) = match refusal {
        Refusal::Party(side, name, fault) => return Ok(party_errors(page, side, &name, fault)),
        Refusal::OverCeiling(over) => {
            let amount = page.yuan(&over);
            let message = match page.zh() {
                true => format!("签后超出框架上限 {amount}，请写明原因"),
                false => format!("{amount} over the ceiling: say why"),
            };
            let label = page.t("超上限原因", "Reason over the ceiling");
            return Ok(Errors::one("ceiling_reason", label, message));
        }
        Refusal::OtherBanner => (
            ("supplier", ("供货方", "Supplier")),
            ("只能登记本旗区供货方的合同", "Only contracts of your own banner's suppliers"),
        ),
        Refusal::NumberIsTaken => (
            ("number", ("合同编号", "Contract number")),
            ("这家采购方已有这个编号的合同", "This buyer has a contract of this number already"),
        ),
        Refusal::Framework(fault) => (FRAMEWORK, of_framework(fault)),
        Refusal::Project(SourceFault::OtherParties) => (
            PROJECT,
            (
                "它的采购方和供货方与本合同不同",
                "It has another buyer or supplier than this contract",
            ),
        ),
        Refusal::Project(SourceFault::Later) => {
            (PROJECT, ("它签订得比本合同晚", "It was signed later than this contract"))
        }
        Refusal::ProjectIsGone => {
            (PROJECT, ("这个项目已收回放行或作废", "This project has been taken back or voided"))
        }
        Refusal::WrongState => (
            ("title", ("未保存", "Not saved")),
            (
                "他人刚刚签订或作废了这份合同，请重新打开",
                "Someone has just signed or voided it: open it again",
            ),
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, page.t(label.0, label.1), page.t(message.0, message.1)))
}

fn of_framework(fault: FrameworkFault) -> (&'static str, &'static str) {
    match fault {
        FrameworkFault::NotSigned => {
            ("这份协议还没签订或已作废", "This agreement is a draft, or void")
        }
        FrameworkFault::OtherBuyer => {
            ("这份协议是另一家采购方的", "This agreement is of another buyer")
        }
        FrameworkFault::OutsideTerm => (
            "签订日不在协议期内，或协议已终止",
            "Signed outside the term of the agreement, or after its end",
        ),
    }
}

pub fn said_of_ending(
    page: &Page,
    field: &'static str,
    refusal: Refusal,
) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::NotYet => page.t("这一天还没到", "This day has not come"),
        Refusal::EndsTooEarly => page.t(
            "不能早于签订日，也不能早于最后一次验收",
            "Not before its signing, nor before the last acceptance of goods",
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, page.t("日期", "Day"), message))
}
