//! Two versions of a contract beside each other.

use super::signed;
use crate::{
    contracts::model::{
        amendment::{Version, VersionLine},
        terms::Goods,
    },
    web::page::Page,
};
use rust_decimal::Decimal;

/// The rows of one line, or of the contract itself.
pub struct Group {
    pub name: String,
    pub rows: Vec<Row>,
}

/// One thing that a contract says, before and after.
pub struct Row {
    pub label: String,
    pub before: String,
    pub after: String,
    /// Empty: it stayed.
    pub difference: String,
}

impl Row {
    fn new(label: &str, [before, after]: [String; 2], difference: String) -> Self {
        Self { label: label.to_string(), before, after, difference }
    }

    pub fn is_changed(&self) -> bool {
        !self.difference.is_empty()
    }
}

/// Each line in both versions, and then the contract.
pub fn groups(page: &Page, before: &Version, after: &Version) -> Vec<Group> {
    let of = |lines: &[VersionLine], one: &VersionLine| -> Option<Goods> {
        let same = lines.iter().find(|line| line.original_id == one.original_id);
        same.map(|line| line.goods.clone())
    };
    let known = before.lines.iter();
    let new = after.lines.iter().filter(|line| of(&before.lines, line).is_none());
    let lines = known.chain(new);
    let mut groups: Vec<Group> = lines
        .map(|line| of_line(page, &line.goods, [of(&before.lines, line), of(&after.lines, line)]))
        .collect();
    groups.push(of_contract(page, before, after));
    groups
}

/// `None`: the line is not in this version.
fn of_line(page: &Page, named: &Goods, versions: [Option<Goods>; 2]) -> Group {
    let quantities = versions
        .each_ref()
        .map(|goods| goods.as_ref().map_or(Decimal::ZERO, |goods| goods.quantity));
    let prices = versions.each_ref().map(|goods| goods.as_ref().map(|goods| goods.unit_price));
    let quantity = |quantity: Decimal| page.quantity(&quantity, &named.unit_code);
    let price = |price: Option<Decimal>| price.map_or("—".to_string(), |yuan| page.number(&yuan));
    let by = quantities[1] - quantities[0];
    let more = match by.is_zero() {
        true => String::new(),
        false => signed(by, |by| quantity(*by)),
    };
    let dearer = match prices {
        [Some(was), Some(now)] => change(page, was, now),
        _ => String::new(),
    };
    Group {
        name: format!("{} {}", named.name, named.specification).trim().to_string(),
        rows: vec![
            Row::new(page.t("数量", "Quantity"), quantities.map(quantity), more),
            Row::new(page.t("单价，元", "Price, yuan"), prices.map(price), dearer),
        ],
    }
}

fn of_contract(page: &Page, before: &Version, after: &Version) -> Group {
    let days = (after.ends_on - before.ends_on).num_days();
    let number = |number: &Decimal| page.number(number);
    let longer = match (days, page.zh()) {
        (0, _) => String::new(),
        (_, true) => format!("{} 天", signed(days.into(), number)),
        (_, false) => format!("{} days", signed(days.into(), number)),
    };
    let versions = [before, after];
    let villages = versions.map(|version| version.villages.len() as i64);
    let counted = |n: i64| format!("{n}{}", page.t(" 个嘎查村", ""));
    Group {
        name: page.t("合同", "Contract").to_string(),
        rows: vec![
            Row::new(
                page.t("履行至", "Term until"),
                versions.map(|version| page.day(&version.ends_on)),
                longer,
            ),
            Row::new(
                page.t("允差", "Tolerance"),
                versions.map(|version| format!("{}%", page.number(&version.tolerance))),
                change(page, before.tolerance, after.tolerance),
            ),
            Row::new(
                page.t("供货村", "Supplying villages"),
                villages.map(counted),
                change(page, villages[0].into(), villages[1].into()),
            ),
        ],
    }
}

fn change(page: &Page, was: Decimal, now: Decimal) -> String {
    if was == now { String::new() } else { signed(now - was, |number| page.number(number)) }
}
