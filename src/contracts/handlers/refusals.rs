//! Why a contract is not saved, signed or amended, beside the field that it is about.

use crate::{
    contracts::{
        actions::Fault,
        forms::amendment::{EFFECTIVE_ON, ENDS_ON},
        model::{amendment::AmendmentFault, terms::FrameworkFault},
    },
    promises::forms::reader::Named,
    web::{forms::Errors, page::Page},
};

pub fn said_of(page: &Page, fault: Fault) -> Errors {
    match fault {
        Fault::OverCeiling(over) => {
            let amount = page.yuan(&over);
            let message = match page.zh() {
                true => format!("签后超出框架上限 {amount}，请写明原因"),
                false => format!("{amount} over the ceiling: say why"),
            };
            let label = page.t("超上限原因", "Reason over the ceiling");
            Errors::one("ceiling_reason", label, message)
        }
        Fault::Amendment(fault) => of_amendment(page, fault),
        Fault::Framework(fault) => {
            let (zh, en) = of_framework(fault);
            let label = page.t("所属框架", "Under the agreement");
            Errors::one("framework", label, page.t(zh, en))
        }
    }
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

/// Why an amendment is not possible, beside its field.
fn of_amendment(page: &Page, fault: AmendmentFault) -> Errors {
    let lines = ("lines", ("合同行", "Lines"));
    let ((field, label), message) = match fault {
        AmendmentFault::Nothing => (lines, page.t("没有改动", "It changes nothing").to_string()),
        AmendmentFault::BelowSent(name, sent, unit) => {
            let sent = page.quantity(&sent, &unit);
            (
                lines,
                match page.zh() {
                    true => format!("{name} 已发 {sent}，不能低于它"),
                    false => format!("{name}: {sent} was sent already; it cannot be less"),
                },
            )
        }
        AmendmentFault::PriceOfSent(name) => (
            lines,
            match page.zh() {
                true => format!("{name} 已发的货保持原价：数量改为已发的，其余另加一行"),
                false => {
                    format!(
                        "{name}: goods sent keep their price; add a line for those still to come"
                    )
                }
            },
        ),
        AmendmentFault::NoAmount => {
            (lines, page.t("改后金额应大于零", "An amount of more than 0 must remain").into())
        }
        AmendmentFault::EndsTooEarly => (
            ENDS_ON,
            page.t(
                "不能早于履行的第一天和生效日",
                "Not before the first day of the term, nor before the amendment takes effect",
            )
            .into(),
        ),
        AmendmentFault::BeforeTheLast(day) => (
            EFFECTIVE_ON,
            match page.zh() {
                true => format!("不能早于上一版生效的 {}", page.day(&day)),
                false => format!("Not before the version in effect from {}", page.day(&day)),
            },
        ),
        AmendmentFault::NotTheLast => (
            VOID,
            page.t(
                "之后还有补充协议，先作废那一份",
                "A later amendment builds on it: void that one first",
            )
            .into(),
        ),
        AmendmentFault::InUse => (
            VOID,
            page.t(
                "已按它发货，先作废那些到货",
                "Goods were sent under it: void those deliveries first",
            )
            .into(),
        ),
    };
    Errors::one(field, page.t(label.0, label.1), message)
}

const VOID: Named = ("why-void", ("作废", "Void"));
