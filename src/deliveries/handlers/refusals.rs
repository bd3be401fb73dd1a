//! Why a delivery is not recorded or accepted, beside the field that it is about.

use crate::{
    deliveries::{
        actions::Refusal,
        model::{acceptance::DecisionFault, record::DeliveryRecord, shipment::ShipmentFault},
    },
    http::problem::Problem,
    projects::views::party_errors,
    values::spoken::plain,
    web::{forms::Errors, page::Page},
};

pub fn said_of_shipment(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let (field, label, message) = match refusal {
        Refusal::Party(side, name, fault) => return Ok(party_errors(page, side, &name, fault)),
        Refusal::Shipment(ShipmentFault::OutsideTerm) => (
            "shipped_on",
            page.t("发货日", "Shipped on").to_string(),
            page.t(
                "不在合同签订日到履行期末之间；到期的合同请先签补充协议延期",
                "Not between its signing and the end of its term; amend the contract first",
            )
            .to_string(),
        ),
        Refusal::Shipment(ShipmentFault::TooMuch(name, left)) => {
            let left = plain(left, 3);
            let message = match page.zh() {
                true => format!("超过合同还差的数量，连允差最多还能发 {left}"),
                false => format!("More than the contract still allows: {left} with the tolerance"),
            };
            ("lines", name, message)
        }
        Refusal::WrongDay => (
            "shipped_on",
            page.t("发货日", "Shipped on").to_string(),
            page.t("这一天还没到，没发的留空", "This day has not come: leave it empty").to_string(),
        ),
        Refusal::OutsideScope => (
            "lines",
            page.t("货物", "Goods").to_string(),
            page.t("不属于您的村、单位或旗区", "Not of your village, organisation or banner")
                .to_string(),
        ),
        Refusal::ContractClosed => (
            "lines",
            page.t("合同", "Contract").to_string(),
            page.t(
                "合同已完成、终止或作废，不能再发货",
                "The contract is completed, terminated or void",
            )
            .to_string(),
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, label, message))
}

pub fn said_of_acceptance(
    page: &Page,
    record: &DeliveryRecord,
    refusal: Refusal,
) -> Result<Errors, Problem> {
    match refusal {
        Refusal::Lines(faults) => {
            let mut errors = Errors::default();
            for (position, fault) in faults {
                let part = record.parts.iter().find(|part| part.position == position);
                let name = part.map_or("", |part| part.name.as_str());
                errors.add("lines", name, said_of_line(page, fault));
            }
            Ok(errors)
        }
        Refusal::OverAmount(over) => {
            let amount = page.yuan(&over);
            let message = match page.zh() {
                true => format!("验收后超出合同金额（含允差）{amount}，请先签补充协议"),
                false => format!("{amount} over the amount of the contract: amend it first"),
            };
            Ok(Errors::one("lines", page.t("合同金额", "Amount"), message))
        }
        Refusal::WrongDay => Ok(Errors::one(
            "on",
            page.t("验收日", "Accepted on"),
            page.t("不早于发货日，不晚于今天", "Not before it was shipped, nor after today"),
        )),
        Refusal::Stale => Ok(Errors::one(
            "lines",
            page.t("货物", "Goods"),
            page.t(
                "刚刚有人动过这车货，请按现在的数量再定",
                "Someone has just acted on this delivery: decide on what is open now",
            ),
        )),
        other => Err(other.into()),
    }
}

fn said_of_line(page: &Page, fault: DecisionFault) -> String {
    let zh = page.zh();
    match fault {
        DecisionFault::NothingOpen => {
            page.t("已经定过了", "it has been decided on already").to_string()
        }
        DecisionFault::TooMuch(open) => {
            let open = plain(open, 3);
            if zh {
                format!("合计超过待定的 {open}")
            } else {
                format!("more than the open {open}")
            }
        }
        DecisionFault::HeavierUnweighed => page
            .t("比送货单多收，请填过磅", "more than was shipped: enter the weighing")
            .to_string(),
        DecisionFault::LighterThanAccepted(net) => {
            let net = plain(net, 3);
            match zh {
                true => format!("过磅净重只有 {net}，请改为部分收"),
                false => format!("only {net} was weighed: accept part of it"),
            }
        }
        DecisionFault::OverLine(left) => {
            let left = plain(left, 3);
            match zh {
                true => format!("超过合同数量，连允差最多还能收 {left}，请先签补充协议"),
                false => format!("over the contract: {left} may still be accepted; amend it first"),
            }
        }
    }
}
