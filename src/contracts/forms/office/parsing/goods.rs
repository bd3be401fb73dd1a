//! What is bought, from where, and what is added to or taken from the sum of the lines.

use super::ContractForm;
use crate::{
    contracts::{
        forms::office::{LineForm, lines::MOST_LINES},
        model::terms::{Adjustment, Goods},
    },
    places::model::Named,
    projects::model::deal::Village,
    promises::forms::reader::Reader,
    values::{
        amount::Amount,
        place_code::PlaceCode,
        typed::{number, words},
    },
    web::declaration::links::Texts,
};
use rust_decimal::Decimal;

pub const MOST_VILLAGES: usize = 20;
/// In percent.
const MOST_TOLERANCE: i64 = 20;

const LINES: Texts = ("合同行", "Lines");

pub fn lines(reader: &mut Reader<'_>, typed: &[LineForm]) -> Vec<Goods> {
    let lines = filled_in(reader, typed);
    if lines.is_empty() && reader.errors.of("lines").is_none() {
        reader.fault(("lines", LINES), ("至少要有一行", "A contract has at least one line"));
    }
    lines
}

/// Those that are not blank.
pub fn filled_in(reader: &mut Reader<'_>, typed: &[LineForm]) -> Vec<Goods> {
    if typed.len() > MOST_LINES {
        reader.fault(("lines", LINES), ("最多 60 行", "60 lines at most"));
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

/// `None`: nothing was typed, or nothing that can be read.
pub fn tolerance(reader: &mut Reader<'_>, typed: &str) -> Option<Decimal> {
    let typed = typed.trim();
    let percent = number(typed, 2).filter(|percent| *percent <= Decimal::from(MOST_TOLERANCE));
    if percent.is_none() && !typed.is_empty() {
        let message = ("请填 0 到 20 之间的数", "Enter a number from 0 to 20");
        reader.fault(("tolerance", ("允差，%", "Tolerance, %")), message);
    }
    percent
}

/// Each typed name with the places that have it. Of several villages of a name, the one in the
/// supplier's banner is meant.
pub fn villages(
    reader: &mut Reader<'_>,
    named: &[(String, Vec<Named>)],
    banner: Option<&PlaceCode>,
) -> Vec<Village> {
    let label = ("供货村", "Supplying villages");
    if named.len() > MOST_VILLAGES {
        reader.fault(("villages", label), ("最多写 20 个", "Enter 20 names at most"));
        return Vec::new();
    }
    let mut villages: Vec<Village> = Vec::new();
    for (typed, places) in named {
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
