//! Why a payment is not recorded or divided, beside the field that it is about.

use crate::{
    http::problem::Problem,
    payments::{
        actions::Refusal,
        forms::shares::name_of,
        model::owed::{Owed, ShareFault},
    },
    web::{forms::Errors, page::Page},
};

pub fn said(page: &Page, owed: &[Owed], refusal: Refusal) -> Result<Errors, Problem> {
    match refusal {
        Refusal::NumberTaken => Ok(Errors::one(
            "number",
            page.t("凭证号", "Voucher number"),
            page.t(
                "这个凭证号已经记过，请勿重复记",
                "A payment of this number is recorded already",
            ),
        )),
        Refusal::OutsideScope => Ok(Errors::one(
            "supplier",
            page.t("付给", "Paid to"),
            page.t("不属于您的单位或旗区", "Not of your organisation or banner"),
        )),
        Refusal::Shares(faults) => {
            let mut errors = Errors::default();
            for (line, fault) in faults {
                let name = match &line {
                    Some(id) => name_of(page, owed, id),
                    None => page.t("合计", "Together").to_string(),
                };
                errors.add("shares", name, said_of_share(page, fault));
            }
            Ok(errors)
        }
        other => Err(other.into()),
    }
}

fn said_of_share(page: &Page, fault: ShareFault) -> String {
    match fault {
        ShareFault::Gone => page
            .t("刚刚已付清或撤回，请重新分", "It has just been paid or withdrawn: divide anew")
            .to_string(),
        ShareFault::TooMuch(left) => {
            let left = page.exact(left);
            match page.zh() {
                true => format!("只欠 {left}"),
                false => format!("only {left} is left to pay"),
            }
        }
        ShareFault::OverAmount(over) => {
            let over = page.exact(over);
            match page.zh() {
                true => format!("比这笔钱多分了 {over}"),
                false => format!("{over} more than there is to divide"),
            }
        }
    }
}
