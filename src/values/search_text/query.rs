//! A typed query, as a statement uses it.

mod word;

use super::{
    SearchColumns,
    letters::{fold, is_han},
    pinyin::syllables,
};
pub(super) use word::{Word, quoted};

/// A place that is fully named by its name, code, pinyin or initials.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub pinyin: &'a str,
}

/// Further words must still be in a record, but do not affect its rank.
const RANKED_WORDS: usize = 3;
const MOST_WORDS: usize = 6;
/// Occurs in no record.
pub(super) const NOWHERE: &str = "\u{1}";
/// The number of needles for one word that `search_rank_of` (migrations/0046_search.sql) accepts.
pub(super) const NEEDLES: usize = 13;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed, to show it again.
    pub typed: String,
    pub folded: String,
    /// A tsquery of tokens: the condition for a record.
    pub tokens: String,
    /// The same without the condition that excludes other banners: faster with an index, with a few
    /// extra results.
    pub wider_tokens: String,
    /// The same for records whose name begins with the typed text.
    pub beginning: String,
    /// The patterns to find in the text of a record, the best first: for the whole query, and then
    /// for each word.
    pub needles: Vec<String>,
    /// The banner of the query. Records of other banners do not match, whatever their words.
    pub banner: Option<String>,
    /// The whole and then, if there are several, the words.
    pub(super) words: Vec<Word>,
}

impl SearchQuery {
    /// `None` if no record could contain what was typed.
    pub fn new(typed: &str, places: &[Place]) -> Option<Self> {
        let folded = fold(typed);
        if folded.is_empty() {
            return None;
        }
        let whole = Word::new(folded.clone(), places);
        let split: Vec<Word> =
            split(typed).into_iter().take(MOST_WORDS).map(|word| Word::new(word, places)).collect();
        // `yang rou` is a word typed with spaces, not two.
        let is_spelt = !whole.readings.is_empty()
            && split.iter().all(|word| word.readings.iter().any(|reading| reading.len() == 1));
        let several = split.len() > 1 && !is_spelt && whole.place.is_none();
        let words: Vec<Word> =
            std::iter::once(whole).chain(split.into_iter().filter(|_| several)).collect();
        let all = |tokens: fn(&Word) -> String| {
            let each = words[1..].iter().map(tokens).collect::<Vec<_>>().join(" & ");
            if several { format!("({}) | ({each})", tokens(&words[0])) } else { tokens(&words[0]) }
        };
        Some(Self {
            typed: typed.trim().to_string(),
            folded,
            tokens: all(Word::tokens),
            wider_tokens: all(Word::wider_tokens),
            beginning: words[0].beginning(),
            needles: needles(&words),
            banner: words.iter().find_map(|word| Some(word.place.as_ref()?.code.clone())),
            words,
        })
    }

    /// How well the whole query fits a record that has only names; lower is better.
    pub fn rank(&self, record: &SearchColumns) -> Option<usize> {
        self.needles
            .iter()
            .take(NEEDLES)
            .position(|needle| record.search_text.contains(needle.as_str()))
    }
}

/// Splits by spaces and punctuation, and between Chinese and letters.
fn split(typed: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = None;
    for character in typed.chars() {
        let folded = fold(&character.to_string());
        let kind = folded.chars().next().map(|c| (is_han(c), c.is_ascii_alphabetic()));
        let meets = matches!(
            (before, kind),
            (Some((true, _)), Some((_, true))) | (Some((_, true)), Some((true, _)))
        );
        if folded.is_empty() || meets {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(&folded);
        }
        before = kind;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A slot for each needle of each word. Fewer words than slots repeat the last.
fn needles(words: &[Word]) -> Vec<String> {
    let whole = words[0].needles().into_iter();
    let Some(last) = words[1..].last() else { return whole.collect() };
    let ranked = words[1..].iter().chain(std::iter::repeat(last)).take(RANKED_WORDS);
    whole.chain(ranked.flat_map(Word::needles)).collect()
}

impl Place<'_> {
    fn is_meant_by(&self, folded: &str) -> bool {
        let initials = || {
            self.pinyin
                .split(' ')
                .filter_map(|syllable| syllable.chars().next())
                .collect::<String>()
        };
        let sounds = || self.pinyin.replace(' ', "");
        self.code == folded
            || fold(self.name) == folded
            || folded.is_ascii()
                && (initials() == folded
                    || sounds() == folded
                    || syllables(self.name).concat() == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [Place; 2] = [
        Place { code: "150624", name: "鄂托克旗", pinyin: "e tuo ke qi" },
        Place { code: "150623", name: "鄂托克前旗", pinyin: "e tuo ke qian qi" },
    ];

    fn query(typed: &str) -> SearchQuery {
        SearchQuery::new(typed, &PLACES).unwrap()
    }

    #[test]
    fn punctuation_alone_is_no_query() {
        for typed in ["", "  ", "，。！", "%", "'\"", "\u{0}", "🐑", "=.(/@|&!:*"] {
            assert_eq!(SearchQuery::new(typed, &PLACES), None, "{typed:?}");
        }
    }

    #[test]
    fn a_banner_is_meant_by_its_whole_name_initials_pinyin_or_code_alone() {
        for typed in ["鄂托克旗", "鄂託克旗", "ETKQ", "ＥＴＫＱ", "e tuo ke qi", "150624"]
        {
            assert_eq!(query(typed).banner.as_deref(), Some("150624"), "{typed}");
        }
        assert_eq!(query("etkqq").banner.as_deref(), Some("150623"));
        for typed in ["鄂托克", "etk", "etuoke", "15062", "鄂托克旗螺旋藻"] {
            assert_eq!(query(typed).banner, None, "{typed}");
        }
        assert_eq!(
            query("etkq").tokens,
            "(('@150624' | ('鄂托' & '托克' & '克旗')) & !('@150623'))"
        );
        assert_eq!(query("etkq").wider_tokens, "('@150624' | ('鄂托' & '托克' & '克旗'))");
    }

    #[test]
    fn words_are_told_apart_by_spaces_and_by_where_chinese_meets_letters() {
        let words = |typed: &str| {
            query(typed).words[1..].iter().map(|word| word.folded.clone()).collect::<Vec<_>>()
        };
        assert_eq!(words("羊肉"), [""; 0]);
        assert_eq!(words("yang rou"), [""; 0]);
        assert_eq!(words("鄂托克旗 羊肉"), ["鄂托克旗", "羊肉"]);
        assert_eq!(words("阿尔巴斯yr"), ["阿尔巴斯", "yr"]);
        assert_eq!(words("etkq, yangrou"), ["etkq", "yangrou"]);
        assert_eq!(words("A-012"), [""; 0]);
    }

    #[test]
    fn every_word_brings_its_needles_whatever_was_typed() {
        for typed in [
            "羊",
            "y",
            "7",
            "yr",
            "yangrou",
            "鄂托克旗",
            "a b",
            "一 二 三 四 五 六 七 八",
            "ß",
            "ｱ",
            "-",
            "--",
            "１５０６２４",
        ] {
            let query = query(typed);
            assert!([NEEDLES, NEEDLES * 4].contains(&query.needles.len()), "{typed}");
            assert!(
                query.needles.iter().all(|needle| !needle.is_empty()),
                "{typed}: an empty needle is everywhere"
            );
            assert!(
                !query.tokens.contains("''") && !query.beginning.contains("''"),
                "{typed}: {}",
                query.tokens
            );
        }
    }
}
