//! Why a deal is not saved, beside the field that it is about.

use crate::{
    http::problem::Problem,
    organisations::model::Side,
    projects::model::deal::PartyFault,
    signing::actions::Refusal,
    web::{forms::Errors, page::Page},
};

pub fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let sides = [("supplier", "供货方", "Supplier"), ("buyer", "采购方", "Buyer")];
    Ok(match refusal {
        Refusal::Party(side, name, fault) => {
            let (field, zh, en) = sides[usize::from(side == Side::Buyer)];
            let (zh_fault, en_fault) = match fault {
                PartyFault::OtherSide => ("不在这一方", "is not on this side"),
                PartyFault::NotPublished => ("已停用或尚未公开", "is withdrawn or not public yet"),
                PartyFault::NoBanner => ("没有归属旗区", "belongs to no banner"),
                PartyFault::Twice => ("写了两次", "is named twice"),
            };
            let message = match page.zh() {
                true => format!("{name}{zh_fault}"),
                false => format!("{name} {en_fault}"),
            };
            Errors::one(field, page.t(zh, en), message)
        }
        Refusal::OtherBanner => Errors::one(
            "supplier",
            page.t("供货方", "Supplier"),
            page.t("只能排本旗区供货方的项目", "Only deals of your own banner's suppliers"),
        ),
        Refusal::NameIsTaken => Errors::one(
            "org_name",
            page.t("新主体名称", "Name of the new organisation"),
            page.t("库里已有同名主体，请在上面按名称选", "It is registered already: choose it above"),
        ),
        Refusal::CodeIsTaken => Errors::one(
            "org_code",
            page.t("统一社会信用代码", "Unified social credit code"),
            page.t(
                "库里已有这个代码，请按代码查找",
                "It is registered already: look it up by its code",
            ),
        ),
        Refusal::NotRenewable => Errors::one(
            "likeness",
            page.t("续签", "Renewal"),
            page.t(
                "那一笔已被续签或收回，请重选",
                "That deal is renewed already, or taken back: choose again",
            ),
        ),
        Refusal::WrongState => Errors::one(
            "title",
            page.t("未保存", "Not saved"),
            page.t(
                "他人刚刚签下、放行或作废了这一项，请重新打开；已放行的先收回放行",
                "Someone has just signed, released or voided it: open it again; take a release back first",
            ),
        ),
        other => return Err(other.into()),
    })
}
