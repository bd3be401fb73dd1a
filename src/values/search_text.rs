//! What a record can be found by. A record's words are folded (full-width to half-width, lower case, no
//! spaces) and cut into single characters and pairs, which a GIN index holds; a query is cut the same
//! way, and what the pairs let through is checked against the folded text itself.

use pinyin::ToPinyin;
use serde::Serialize;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The two stored columns of a searchable record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchColumns {
    pub search_text: String,
    pub search_tokens: Vec<String>,
}

/// Between two words of one record: no query contains it.
const GAP: char = '\n';

impl SearchColumns {
    /// Words are searched as they stand; names also by their pinyin and its initials.
    pub fn of(names: &[&str], words: &[&str]) -> Self {
        let mut parts: Vec<String> = names.iter().chain(words).map(|word| fold(word)).collect();
        for name in names {
            let syllables = syllables(name);
            parts.push(syllables.concat());
            parts.push(syllables.iter().filter_map(|s| s.chars().next()).collect());
        }
        parts.retain(|part| !part.is_empty());
        let tokens: BTreeSet<String> = parts.iter().flat_map(|part| cut(part, true)).collect();
        Self { search_text: parts.join(&GAP.to_string()), search_tokens: tokens.into_iter().collect() }
    }
}

/// What a person typed, ready for a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed, for showing it again.
    pub typed: String,
    pub folded: String,
    pub tokens: Vec<String>,
}

impl SearchQuery {
    /// `None` where nothing was typed that a record could contain.
    pub fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        if folded.is_empty() {
            return None;
        }
        let tokens = cut(&folded, false).into_iter().collect();
        Some(Self { typed: typed.trim().to_string(), folded, tokens })
    }
}

/// Full-width and half-width, upper and lower case, spaces and separators do not tell words apart.
fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

/// Pairs of neighbours; single characters too when `singles` or when there is no pair.
fn cut(folded: &str, singles: bool) -> BTreeSet<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut tokens: BTreeSet<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
    if singles || tokens.is_empty() {
        tokens.extend(chars.iter().map(char::to_string));
    }
    tokens
}

fn syllables(name: &str) -> Vec<String> {
    name.chars().flat_map(|c| c.to_pinyin().map(|p| p.plain().replace('ü', "v"))).collect()
}

/// The name in pinyin with spaces: a sort key, and what an English page shows below a Chinese name.
pub fn pinyin(name: &str) -> String {
    syllables(name).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, typed: &str) -> bool {
        let record = SearchColumns::of(&[name], &[]);
        let Some(query) = SearchQuery::new(typed) else { return false };
        query.tokens.iter().all(|t| record.search_tokens.contains(t)) && record.search_text.contains(&query.folded)
    }

    #[test]
    fn a_name_is_found_by_its_characters_pinyin_and_initials() {
        for typed in ["羊", "山羊", "阿尔巴斯", "shanyang", "shan yang", "SY", "aebssyr", "ＳＨＡＮ"] {
            assert!(finds("阿尔巴斯山羊肉", typed), "{typed}");
        }
        assert!(!finds("阿尔巴斯山羊肉", "羊山"));
        assert!(!finds("阿尔巴斯山羊肉", "牛"));
    }

    #[test]
    fn punctuation_alone_is_no_query() {
        for typed in ["", "  ", "，。！", "%", "'\"", "\u{0}"] {
            assert_eq!(SearchQuery::new(typed), None, "{typed:?}");
        }
    }
}
