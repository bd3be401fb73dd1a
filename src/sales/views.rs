//! Reports of on-site sales: the form of a booth's day, the list of the office, one report.

pub mod office;
pub mod report;
pub mod show;

use crate::{
    products::model::Category,
    sales::model::{
        Line,
        usual::{self, Place, Usual},
    },
    values::{
        lang::Lang,
        quantity::{say, symbol},
        spoken::plain,
    },
    web::page::Page,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// `木凯滩土鸡蛋 46 盘`; the total of a category by its name.
fn sold(page: &Page, line: &Line) -> String {
    let name = line.name.clone().unwrap_or_else(|| category(page.lang, &line.category_code));
    match line.quantity.zip(line.unit_code.as_deref()) {
        Some((quantity, unit)) if unit == "kg" => {
            let (number, unit) = say(quantity, unit, page.lang);
            format!("{name} {number} {unit}")
        }
        Some((quantity, unit)) => {
            format!("{name} {} {}", plain(quantity, 3), symbol(unit, page.lang))
        }
        None => name,
    }
}

fn sold_all(page: &Page, lines: &[Line]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| sold(page, line)).collect();
    lines.join(page.t("、", ", "))
}

fn category(lang: Lang, code: &str) -> String {
    Category::named(code, lang).unwrap_or(code).to_string()
}

/// `第 2 天`
fn fair_day(page: &Page, day: i16) -> String {
    if page.zh() { format!("第 {day} 天") } else { format!("Day {day}") }
}

/// An amount beside the usual range, drawn 200 wide.
pub struct Band {
    /// The quartiles: where they begin, and how far they reach.
    pub from: u32,
    pub width: u32,
    pub median: u32,
    pub at: u32,
    pub place: Place,
    pub words: String,
}

impl Band {
    /// `None` where too little is known to call anything usual.
    pub fn new(page: &Page, all: &[Usual], leading: Option<&str>, amount: Decimal) -> Option<Self> {
        let usual = usual::of(all, leading)?;
        let (from, to) = (at(usual, usual.lower), at(usual, usual.upper));
        let place = usual.place(amount);
        let range = [usual.lower, usual.upper].map(|yuan| plain(yuan, 0));
        let words = match (place, page.zh()) {
            (Place::Within, true) => format!("在 {}—{} 元之内", range[0], range[1]),
            (Place::Below, true) => format!("低于下沿 {} 元", range[0]),
            (Place::Above, true) => format!("高于上沿 {} 元", range[1]),
            (Place::Within, false) => format!("within CNY {}–{}", range[0], range[1]),
            (Place::Below, false) => format!("below CNY {}", range[0]),
            (Place::Above, false) => format!("above CNY {}", range[1]),
        };
        let (median, at) = (at(usual, usual.median), at(usual, amount));
        Some(Self { from, width: to.saturating_sub(from).max(2), median, at, place, words })
    }

    pub fn is_within(&self) -> bool {
        self.place == Place::Within
    }
}

/// The line reaches from 4 to 196; what lies beyond stands at its end.
fn at(usual: &Usual, amount: Decimal) -> u32 {
    let whole = usual.most - usual.least;
    let share = if whole.is_zero() { Decimal::ZERO } else { (amount - usual.least) / whole };
    let share = share.clamp(Decimal::ZERO, Decimal::ONE);
    4 + (share * Decimal::from(192)).to_u32().unwrap_or_default()
}
