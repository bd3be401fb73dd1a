//! The catalogue of all indicators.

use super::{
    Indicator, Source, catalogue_of_fairs::FAIRS, catalogue_of_promises::PROMISES,
    catalogue_of_trade::TRADE,
};
use crate::values::lang::Lang;

/// All of them, in the order of the ladder and then of the fair.
pub fn all() -> impl Iterator<Item = &'static Indicator> {
    PROMISES.iter().chain(TRADE).chain(FAIRS)
}

pub fn find(key: &str) -> Option<&'static Indicator> {
    all().find(|indicator| indicator.key == key)
}

/// All sources of the catalogue.
pub fn sources() -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for source in all().flat_map(|indicator| indicator.sources) {
        if !sources.contains(source) {
            sources.push(*source);
        }
    }
    sources
}

/// The same without the households, which belong to no edition.
pub fn sources_but_households() -> Vec<Source> {
    sources().into_iter().filter(|source| *source != Source::Households).collect()
}

/// The definition of an indicator, for a page that shows its figure.
pub fn definition(key: &str, lang: Lang) -> &'static str {
    find(key).map_or("", |indicator| indicator.definition(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::model::Unit;

    #[test]
    fn each_indicator_stands_once_and_is_whole() {
        let mut keys: Vec<&str> = all().map(|indicator| indicator.key).collect();
        let n = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), n);
        for indicator in all() {
            let texts =
                [indicator.zh, indicator.en, indicator.definition.0, indicator.definition.1];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", indicator.key);
            assert!(
                indicator.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
                "{}",
                indicator.key
            );
        }
    }

    #[test]
    fn amounts_stand_on_a_rung_unless_they_are_no_part_of_the_ladder() {
        let apart: Vec<&str> =
            all().filter(|i| i.unit == Unit::Yuan && i.rung.is_none()).map(|i| i.key).collect();
        assert_eq!(apart, ["onsite_sales"]);
    }

    /// An amount comes from accounts of its own step; a ratio may compare steps, and has none.
    #[test]
    fn an_amount_is_read_from_accounts_of_its_own_rung() {
        for indicator in all().filter(|indicator| indicator.unit == Unit::Yuan) {
            for source in indicator.sources {
                if let Source::Journal(account) = source {
                    assert_eq!(account.rung(), indicator.rung, "{}", indicator.key);
                }
            }
        }
    }
}
