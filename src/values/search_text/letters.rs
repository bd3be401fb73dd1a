//! Normalization: half-width, lower case, simplified, without spaces and punctuation.

use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// A line for each simplified character, followed by the traditional ones and variants that it
/// stands for (after OpenCC's TSCharacters, of the characters of GB 2312).
const TRADITIONAL: &str = include_str!("traditional.txt");

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let of_line = |line: &'static str| {
        let mut characters = line.chars();
        let simplified = characters.next();
        characters.filter_map(move |traditional| Some((traditional, simplified?)))
    };
    TRADITIONAL.lines().flat_map(of_line).collect()
});

/// Removes differences that do not distinguish words: width, case, spaces, separators, character
/// set.
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(folded).collect()
}

/// The same for one character, which may become several or none.
pub fn fold_char(character: char) -> impl Iterator<Item = char> {
    // Most characters of a name have no other form.
    let is_normal = character.is_ascii() || matches!(character, '\u{4e00}'..='\u{9fff}');
    let normal = is_normal.then_some(character);
    let others = (!is_normal).then(|| character.nfkc());
    normal.into_iter().chain(others.into_iter().flatten()).flat_map(folded)
}

fn folded(character: char) -> impl Iterator<Item = char> {
    character.to_lowercase().filter(|c| c.is_alphanumeric() || *c == '-').map(|c| match c {
        // As it is typed on a keyboard.
        'ü' => 'v',
        other => SIMPLIFIED.get(&other).copied().unwrap_or(other),
    })
}

pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_word_is_one() {
        for (typed, meant) in [
            ("鄂託克旗", "鄂托克旗"),
            ("羊肉捲", "羊肉卷"),
            ("農產品", "农产品"),
            ("雞蛋、鷄蛋", "鸡蛋鸡蛋"),
            ("ＤＳ－ＣＧ", "ds-cg"),
            (" Yang Rou ", "yangrou"),
            ("lǜ", "lǜ"),
            ("LÜ", "lv"),
            ("🐑", ""),
        ] {
            assert_eq!(fold(typed), meant, "{typed}");
        }
    }

    #[test]
    fn no_simplified_character_is_turned_into_another() {
        assert!(SIMPLIFIED.len() > 2500);
        for simplified in SIMPLIFIED.values() {
            assert!(!SIMPLIFIED.contains_key(simplified), "{simplified}");
        }
    }
}
