//! Why a deal is not saved, beside the field that it is about.

use crate::{
    http::problem::Problem,
    projects::views::party_errors,
    signing::actions::Refusal,
    web::{forms::Errors, page::Page},
};

pub fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let (field, label, message) = match refusal {
        Refusal::Party(side, name, fault) => return Ok(party_errors(page, side, &name, fault)),
        Refusal::OtherBanner => (
            "supplier",
            ("供货方", "Supplier"),
            ("只能排本旗区供货方的项目", "Only deals of your own banner's suppliers"),
        ),
        Refusal::NameIsTaken => (
            "org_name",
            ("新主体名称", "Name of the new organisation"),
            ("库里已有同名主体，请在上面按名称选", "It is registered already: choose it above"),
        ),
        Refusal::CodeIsTaken => (
            "org_code",
            ("统一社会信用代码", "Unified social credit code"),
            ("库里已有这个代码，请按代码查找", "It is registered already: look it up by its code"),
        ),
        Refusal::NumberIsTaken => (
            "contract_number",
            ("合同编号", "Contract number"),
            ("这家采购方已有这个编号的合同", "This buyer has a contract of this number already"),
        ),
        Refusal::NotRenewable => (
            "likeness",
            ("与已有的一笔", "The similar deal"),
            (
                "那一笔已收回或已被续签，请重选",
                "That deal is renewed already, or taken back: choose again",
            ),
        ),
        Refusal::WrongState => (
            "title",
            ("未保存", "Not saved"),
            (
                "他人刚刚签下、放行或作废了这一项，请重新打开；已放行的先收回放行",
                "Someone has just signed, released or voided it: open it again; a released deal is \
                 taken back first",
            ),
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, page.t(label.0, label.1), page.t(message.0, message.1)))
}
