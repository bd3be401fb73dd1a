//! What is bought, from where, and what is added to or taken from the sum of the lines.

use super::{ContractForm, Found};
use crate::{
    contracts::{
        forms::office::lines::MOST_LINES,
        model::terms::{Adjustment, Goods},
    },
    organisations::model::Side,
    places::model::Named,
    projects::model::deal::Village,
    promises::forms::reader::Reader,
    values::{
        amount::Amount,
        typed::{number, words},
    },
};
use rust_decimal::Decimal;

pub const MOST_VILLAGES: usize = 20;
/// In percent.
const MOST_TOLERANCE: i64 = 20;

pub fn lines(reader: &mut Reader<'_>, form: &ContractForm) -> Vec<Goods> {
    let typed = form.lines();
    let label = ("合同行", "Lines");
    if typed.len() > MOST_LINES {
        reader.fault(("lines", label), ("最多 60 行", "60 lines at most"));
        return Vec::new();
    }
    let mut lines = Vec::new();
    for (at, line) in typed.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        match line.parse() {
            Ok(goods) => lines.push(goods),
            Err(fault) => {
                let label = match reader.page.zh() {
                    true => format!("第 {} 行", at + 1),
                    false => format!("Line {}", at + 1),
                };
                let (zh, en) = fault.says();
                reader.errors.add("lines", label, reader.page.t(zh, en));
            }
        }
    }
    if lines.is_empty() && reader.errors.of("lines").is_none() {
        reader.fault(("lines", label), ("至少要有一行", "A contract has at least one line"));
    }
    lines
}

pub fn adjustment(reader: &mut Reader<'_>, form: &ContractForm) -> Option<Adjustment> {
    let name = words(&form.adjustment_name, 40);
    let typed = form.adjustment.trim();
    let amount = form.adjustment_yuan();
    match (name, amount) {
        (None, None) if typed.is_empty() && form.adjustment_name.trim().is_empty() => None,
        (Some(name), Some(amount)) if !amount.is_zero() => {
            Some(Adjustment { name, amount: Amount::yuan(amount) })
        }
        (None, _) => {
            let message = (
                "有金额就要有名目，不超过 40 个字",
                "An amount has a name of 40 characters or fewer",
            );
            reader.fault(("adjustment_name", ("调整名目", "Adjusted for")), message);
            None
        }
        _ => {
            let message = ("请填元数，扣减写负数", "Yuan; negative for a deduction");
            reader.fault(("adjustment", ("调整金额", "Adjustment")), message);
            None
        }
    }
}

/// Empty: none.
pub fn tolerance(reader: &mut Reader<'_>, form: &ContractForm) -> Decimal {
    let typed = form.tolerance.trim();
    if typed.is_empty() {
        return Decimal::ZERO;
    }
    match number(typed, 2).filter(|percent| *percent <= Decimal::from(MOST_TOLERANCE)) {
        Some(percent) => percent,
        None => {
            let message = ("请填 0 到 20 之间的数", "Enter a number from 0 to 20");
            reader.fault(("tolerance", ("允差，%", "Tolerance, %")), message);
            Decimal::ZERO
        }
    }
}

/// Of several villages of a name, the one in the supplier's banner is meant.
pub fn villages(reader: &mut Reader<'_>, found: &Found) -> Vec<Village> {
    let label = ("供货村", "Supplying villages");
    if found.villages.len() > MOST_VILLAGES {
        reader.fault(("villages", label), ("最多写 20 个", "Enter 20 names at most"));
        return Vec::new();
    }
    let supplier = found.paper.leads.meant(Side::Supplier);
    let banner = supplier.and_then(|supplier| supplier.banner_code.as_ref());
    let mut villages: Vec<Village> = Vec::new();
    for (typed, places) in &found.villages {
        let all = || places.iter().filter(|place| place.code.is_village());
        let is_near = |place: &&Named| banner.is_some_and(|own| place.code.is_within(own));
        let mut near = all().filter(is_near);
        let meant = match (near.next(), near.next(), all().count()) {
            (Some(one), None, _) => Some(one),
            (None, _, 1) => all().next(),
            _ => None,
        };
        match meant {
            Some(place) if villages.iter().any(|known| known.code == place.code) => {}
            Some(place) => villages.push(Village {
                code: place.code.clone(),
                full_name: place.full_name.clone(),
                full_name_en: place.full_name_en.clone(),
            }),
            None => {
                let message = match reader.page.zh() {
                    true => format!("“{typed}”没有或不止一个，请写全名"),
                    false => format!("“{typed}” is none or several: enter the full name"),
                };
                reader.says("villages", label, message);
            }
        }
    }
    villages
}
