//! Quantities and their units. Conversion is exact and only between units of one base; 只, 头 and 匹
//! do not convert into each other, nor into kilograms.

use super::{lang::Lang, spoken::plain};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

/// A row of units.csv.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub kind: String,
    pub base_unit: String,
    #[serde(with = "rust_decimal::serde::str")]
    pub numerator: Decimal,
    #[serde(with = "rust_decimal::serde::str")]
    pub denominator: Decimal,
    pub symbol: String,
    pub symbol_en: String,
    pub decimals: u32,
}

pub const UNITS_CSV: &str = include_str!("../../migrations/reference/units.csv");

static UNITS: LazyLock<HashMap<String, Unit>> = LazyLock::new(|| {
    csv::Reader::from_reader(UNITS_CSV.as_bytes())
        .deserialize()
        .map(|row: Result<Unit, _>| row.expect("units.csv is part of the program and tested"))
        .map(|unit| (unit.code.clone(), unit))
        .collect()
});

impl Unit {
    /// In the order of their codes.
    pub fn all() -> impl Iterator<Item = &'static Unit> {
        let mut units: Vec<&Unit> = UNITS.values().collect();
        units.sort_by(|a, b| a.code.cmp(&b.code));
        units.into_iter()
    }

    /// Those that deals are made in come first.
    pub fn usual_first() -> Vec<&'static Unit> {
        let usual = ["t", "kg", "jin", "zhi", "tou", "ge", "xiang"];
        let first = usual.iter().filter_map(|code| Self::find(code));
        first.chain(Self::all().filter(|unit| !usual.contains(&unit.code.as_str()))).collect()
    }

    pub fn find(code: &str) -> Option<&'static Unit> {
        UNITS.get(code)
    }

    pub fn symbol(&self, lang: Lang) -> &str {
        lang.t(&self.symbol, &self.symbol_en)
    }
}

/// The symbol of the unit, or its code if the list does not know it.
pub fn symbol(code: &str, lang: Lang) -> &str {
    Unit::find(code).map_or(code, |unit| unit.symbol(lang))
}

/// `quantity` of `from` in `to`; `None` if the two measure different things.
pub fn convert(quantity: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    if from.code == to.code {
        return Some(quantity);
    }
    if from.base_unit.is_empty() || from.base_unit != to.base_unit {
        return None;
    }
    Some(quantity * from.numerator * to.denominator / (from.denominator * to.numerator))
}

/// A quantity in words: kilograms from a tonne up in tonnes.
pub fn say(quantity: Decimal, code: &str, lang: Lang) -> (String, String) {
    let tonne = Decimal::from(1000);
    if code == "kg" && quantity >= tonne {
        return (plain(quantity / tonne, 3), symbol("t", lang).to_string());
    }
    (plain(quantity, 3), symbol(code, lang).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(code: &str) -> &'static Unit {
        Unit::find(code).unwrap()
    }

    #[test]
    fn conversion_is_exact() {
        assert_eq!(convert(3.into(), unit("jin"), unit("kg")), Some(Decimal::new(15, 1)));
        assert_eq!(convert(1.into(), unit("t"), unit("jin")), Some(2000.into()));
        assert_eq!(convert(2000.into(), unit("m2"), unit("mu")), Some(3.into()));
    }

    #[test]
    fn unlike_things_do_not_convert() {
        for (from, to) in
            [("zhi", "tou"), ("zhi", "kg"), ("fu", "tao"), ("xiang", "he"), ("kg", "l")]
        {
            assert_eq!(convert(1.into(), unit(from), unit(to)), None, "{from} {to}");
        }
    }

    #[test]
    fn quantities_are_said_in_tonnes_from_a_tonne() {
        assert_eq!(say(Decimal::from(480_000), "kg", Lang::Zh), ("480".into(), "吨".into()));
        assert_eq!(say(Decimal::from(999), "kg", Lang::En), ("999".into(), "kg".into()));
        assert_eq!(say(Decimal::from(18), "zhi", Lang::Zh), ("18".into(), "只".into()));
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same(milli in 0i64..1_000_000_000) {
            let quantity = Decimal::new(milli, 3);
            let there = convert(quantity, unit("jin"), unit("t")).unwrap();
            let back = convert(there, unit("t"), unit("jin")).unwrap();
            prop_assert_eq!(back.normalize(), quantity.normalize());
        }
    }
}
