//! What is bought, from where, and what is added to or taken from the sum of the lines.

use super::{Found, Reader};
use crate::{
    contracts::{
        forms::office::lines::MOST_LINES,
        model::terms::{Adjustment, Goods},
    },
    places::model::Named,
    projects::model::deal::{Party, Village},
    values::{
        amount::Amount,
        typed::{number, words},
    },
};
use rust_decimal::Decimal;

pub const MOST_VILLAGES: usize = 20;
/// In percent.
const MOST_TOLERANCE: i64 = 20;

impl Reader<'_> {
    pub(super) fn lines(&mut self) -> Vec<Goods> {
        let typed = self.form.lines();
        let label = ("合同行", "Lines");
        if typed.len() > MOST_LINES {
            self.fault("lines", label, ("最多 60 行", "60 lines at most"));
            return Vec::new();
        }
        let mut lines = Vec::new();
        for (at, line) in typed.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
            match line.parse() {
                Ok(goods) => lines.push(goods),
                Err(fault) => {
                    let label = match self.page.zh() {
                        true => format!("第 {} 行", at + 1),
                        false => format!("Line {}", at + 1),
                    };
                    let (zh, en) = fault.says();
                    self.errors.add("lines", label, self.page.t(zh, en));
                }
            }
        }
        if lines.is_empty() && self.errors.of("lines").is_none() {
            self.fault("lines", label, ("至少要有一行", "A contract has at least one line"));
        }
        lines
    }

    pub(super) fn adjustment(&mut self) -> Option<Adjustment> {
        let name = words(&self.form.adjustment_name, 40);
        let typed = self.form.adjustment.trim();
        let amount = self.form.adjustment_yuan();
        match (name, amount) {
            (None, None) if typed.is_empty() && self.form.adjustment_name.trim().is_empty() => None,
            (Some(name), Some(amount)) if !amount.is_zero() => {
                Some(Adjustment { name, amount: Amount::yuan(amount) })
            }
            (None, _) => {
                let message = (
                    "有金额就要有名目，不超过 40 个字",
                    "An amount has a name of 40 characters or fewer",
                );
                self.fault("adjustment_name", ("调整名目", "Adjusted for"), message);
                None
            }
            _ => {
                let message = ("请填元数，扣减写负数", "Yuan; negative for a deduction");
                self.fault("adjustment", ("调整金额", "Adjustment"), message);
                None
            }
        }
    }

    /// Empty: none.
    pub(super) fn tolerance(&mut self) -> Decimal {
        let typed = self.form.tolerance.trim();
        if typed.is_empty() {
            return Decimal::ZERO;
        }
        match number(typed, 2).filter(|percent| *percent <= Decimal::from(MOST_TOLERANCE)) {
            Some(percent) => percent,
            None => {
                let message = ("请填 0 到 20 之间的数", "Enter a number from 0 to 20");
                self.fault("tolerance", ("允差，%", "Tolerance, %"), message);
                Decimal::ZERO
            }
        }
    }

    /// Of several villages of a name, the one in the supplier's banner is meant.
    pub(super) fn villages(&mut self, found: &Found, supplier: Option<&Party>) -> Vec<Village> {
        let label = ("供货村", "Supplying villages");
        if found.villages.len() > MOST_VILLAGES {
            self.fault("villages", label, ("最多写 20 个", "Enter 20 names at most"));
            return Vec::new();
        }
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
                    let message = match self.page.zh() {
                        true => format!("“{typed}”没有或不止一个，请写全名"),
                        false => format!("“{typed}” is none or several: enter the full name"),
                    };
                    self.errors.add("villages", self.page.t(label.0, label.1), message);
                }
            }
        }
        villages
    }
}
