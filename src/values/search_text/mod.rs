//! The searchable text of a record, and the meaning of a query.
//!
//! The words of a record are folded (width, case, simplified characters) and cut into characters,
//! pairs and syllables: its tokens, which a GIN index holds. A query asks for tokens. The matches
//! are checked against the text of the record, which also gives the rank. The text has the form
//! `=羊肉卷=.yang.rou.juan.(yrj)/每箱10公斤/@150624/`: each name with its pinyin and initials, then the
//! other words, then the places. None of these signs can be typed: folding drops them.

mod inside;
mod kinds;
mod letters;
mod mark;
mod nothing;
mod pinyin;
mod query;

pub use letters::fold;
pub use mark::{Part, marked};
pub use pinyin::pinyin;
pub use query::{Place, SearchQuery};

use letters::is_han;
use serde::Serialize;
use std::collections::BTreeSet;

/// The two stored columns of a searchable record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchColumns {
    pub search_text: String,
    pub search_tokens: Vec<String>,
}

impl SearchColumns {
    /// Names (and numbers) are also found by their pinyin and its initials, and rank before the
    /// words.
    pub fn of(names: &[&str], words: &[&str]) -> Self {
        let mut text = String::new();
        let mut tokens = BTreeSet::new();
        for name in names {
            let folded = fold(name);
            if !folded.is_empty() {
                text.push_str(&format!("={folded}="));
                cut(&folded, &mut tokens);
                begin(&folded, "=", &mut tokens);
                sound(&pinyin::syllables(&folded), &mut text, &mut tokens);
            }
        }
        text.push('/');
        for folded in words.iter().map(|word| fold(word)).filter(|word| !word.is_empty()) {
            text.push_str(&format!("{folded}/"));
            cut(&folded, &mut tokens);
        }
        Self { search_text: text, search_tokens: tokens.into_iter().collect() }
    }

    /// A record belongs to a place by its code, and to each place that this one lies in.
    pub fn at(mut self, code: &str) -> Self {
        for length in [6, 9, 12] {
            if let Some(place) = code.get(..length) {
                self.search_text.push_str(&format!("@{place}/"));
                self.search_tokens.push(format!("@{place}"));
            }
        }
        self
    }
}

/// Pairs of neighbours, and Chinese characters one by one.
fn cut(folded: &str, tokens: &mut BTreeSet<String>) {
    let characters: Vec<char> = folded.chars().collect();
    tokens.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    tokens.extend(characters.iter().filter(|c| is_han(**c)).map(char::to_string));
}

/// Its first character, and its first two.
fn begin(word: &str, sign: &str, tokens: &mut BTreeSet<String>) {
    tokens.extend(
        [1, 2].map(|length| format!("{sign}{}", word.chars().take(length).collect::<String>())),
    );
}

fn sound(syllables: &[String], text: &mut String, tokens: &mut BTreeSet<String>) {
    let Some(first) = syllables.first() else { return };
    let initials: String =
        syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    text.push_str(&format!(".{}.({initials})", syllables.join(".")));
    tokens.extend(syllables.iter().map(|syllable| format!(".{syllable}")));
    tokens.extend(syllables.windows(2).map(|pair| format!(":{}.{}", pair[0], pair[1])));
    tokens.insert(format!("={first}"));
    begin(&initials, "(", tokens);
    cut(&initials, tokens);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_written_as_its_names_their_sounds_its_words_and_its_places() {
        let columns =
            SearchColumns::of(&["羊肉卷", "DS-01"], &["每箱10公斤", "，"]).at("150624101");
        assert_eq!(
            columns.search_text,
            "=羊肉卷=.yang.rou.juan.(yrj)=ds-01=/每箱10公斤/@150624/@150624101/"
        );
        for token in [
            "羊",
            "羊肉",
            "=羊",
            "=羊肉",
            ".rou",
            ":yang.rou",
            "=yang",
            "(y",
            "(yr",
            "yr",
            "=ds",
            "s-",
            "0公",
            "@150624",
            "@150624101",
        ] {
            assert!(columns.search_tokens.contains(&token.to_string()), "{token}");
        }
        assert!(!columns.search_tokens.contains(&"@150624101001".to_string()));
    }

    #[test]
    fn a_record_without_words_is_found_by_nothing() {
        assert_eq!(
            SearchColumns::of(&["？"], &[""]),
            SearchColumns { search_text: "/".into(), search_tokens: vec![] }
        );
    }
}
