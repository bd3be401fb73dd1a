//! Finds the matching part of a name: the typed characters, or those whose pinyin or initials were
//! typed.

use super::{
    letters::{fold_char, is_han},
    pinyin::syllables,
    query::{SearchQuery, Word},
};
use std::ops::Range;

/// A piece of a name; `found`: it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub found: bool,
}

/// The name in pieces, from its beginning to its end.
pub fn marked(name: &str, query: &SearchQuery) -> Vec<Part> {
    let mut letters = Letters::of(name);
    let (whole, words) = (&query.words[0], &query.words[1..]);
    let mut found: Vec<Range<usize>> = match letters.find(whole) {
        Some(range) => vec![range],
        None => words.iter().filter_map(|word| letters.find(word)).collect(),
    };
    found.sort_by_key(|range| range.start);
    pieces(name, &found)
}

fn pieces(name: &str, found: &[Range<usize>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, found: bool| {
        if !range.is_empty() {
            parts.push(Part { text: name[range].to_string(), found });
        }
    };
    for range in found {
        let start = range.start.max(at);
        push(at..start, false);
        push(start..range.end.max(start), true);
        at = range.end.max(start);
    }
    push(at..name.len(), false);
    parts
}

/// The folded letters of a name, each with the bytes of its original character.
struct Letters {
    letters: Vec<(char, Range<usize>)>,
    /// The sounds of the Chinese characters among them, once they are asked for.
    sounds: Option<Vec<(String, Range<usize>)>>,
}

impl Letters {
    fn of(name: &str) -> Self {
        let bytes = |at: usize, character: char| at..at + character.len_utf8();
        let folded = name
            .char_indices()
            .flat_map(|(at, c)| fold_char(c).map(move |folded| (folded, bytes(at, c))));
        Self { letters: folded.collect(), sounds: None }
    }

    fn sounds(&mut self) -> &[(String, Range<usize>)] {
        let letters = &self.letters;
        self.sounds.get_or_insert_with(|| {
            let han = letters.iter().filter(|(letter, _)| is_han(*letter));
            let folded: String = han.clone().map(|(letter, _)| letter).collect();
            syllables(&folded).into_iter().zip(han.map(|(_, range)| range.clone())).collect()
        })
    }

    fn find(&mut self, word: &Word) -> Option<Range<usize>> {
        let name = word.place.as_ref().map_or(&word.folded, |place| &place.name);
        let typed: Vec<char> = name.chars().collect();
        let one_sign = typed.len() == 1 && !is_han(typed[0]);
        let letters =
            window(&self.letters, typed.len(), one_sign, |at, letter| *letter == typed[at]);
        // Only letters spell sounds, and a place is looked for by its name.
        if letters.is_some() || word.place.is_some() || !word.folded.is_ascii() {
            return letters;
        }
        let sounds = self.sounds();
        find_reading(sounds, word).or_else(|| {
            window(sounds, typed.len(), one_sign, |at, sound| sound.starts_with(typed[at]))
        })
    }
}

fn find_reading(sounds: &[(String, Range<usize>)], word: &Word) -> Option<Range<usize>> {
    word.readings.iter().find_map(|reading| {
        let last = reading.len().checked_sub(1)?;
        window(sounds, reading.len(), false, |at, sound| {
            if at == last { sound.starts_with(&reading[at]) } else { *sound == reading[at] }
        })
    })
}

/// The first run of `length` in which every element fits its place.
fn window<T>(
    row: &[(T, Range<usize>)],
    length: usize,
    at_start: bool,
    fits: impl Fn(usize, &T) -> bool,
) -> Option<Range<usize>> {
    let runs = row.windows(length.max(1)).take(if at_start { 1 } else { usize::MAX });
    let mut fitting =
        runs.filter(|run| run.iter().enumerate().all(|(at, (element, _))| fits(at, element)));
    fitting.next().and_then(|run| Some(run.first()?.1.start..run.last()?.1.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::search_text::Place;
    use proptest::prelude::*;

    fn shown(name: &str, typed: &str) -> String {
        let places = [Place { code: "150624", name: "鄂托克旗", pinyin: "e tuo ke qi" }];
        let query = SearchQuery::new(typed, &places).unwrap();
        marked(name, &query)
            .iter()
            .map(|part| if part.found { format!("[{}]", part.text) } else { part.text.clone() })
            .collect()
    }

    #[test]
    fn the_characters_that_were_typed_or_whose_sounds_were_are_marked() {
        for (name, typed, marked) in [
            ("阿尔巴斯山羊肉", "山羊", "阿尔巴斯[山羊]肉"),
            ("阿尔巴斯山羊肉", "yangrou", "阿尔巴斯山[羊肉]"),
            ("阿尔巴斯山羊肉", "yang r", "阿尔巴斯山[羊肉]"),
            ("阿尔巴斯山羊肉", "YR", "阿尔巴斯山[羊肉]"),
            ("阿尔巴斯山羊肉", "a", "[阿]尔巴斯山羊肉"),
            ("阿尔巴斯山羊肉", "山羊 阿尔", "[阿尔]巴斯[山羊]肉"),
            ("鄂托克旗示范合作社", "etkq", "[鄂托克旗]示范合作社"),
            ("雞蛋 Ａ級", "鸡蛋a", "[雞蛋 Ａ]級"),
            ("Otog Banner", "otog b", "[Otog B]anner"),
            ("HJ-CG-2018-0001", "cg-2018", "HJ-[CG-2018]-0001"),
            ("羊绒衫", "牛", "羊绒衫"),
        ] {
            assert_eq!(shown(name, typed), marked, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_marked_name_is_the_same_name(
            name in "[羊肉鄂托克旗 a-cA-CＡ０-９ßﬀ🐑（）]{0,12}",
            typed in "[羊肉鄂托a-c yrngou]{1,6}",
        ) {
            if let Some(query) = SearchQuery::new(&typed, &[]) {
                let parts = marked(&name, &query).into_iter();
                let whole: String = parts.map(|part| part.text).collect();
                prop_assert_eq!(whole, name);
            }
        }

        #[test]
        fn nothing_typed_makes_a_query_that_the_database_cannot_read(typed in "\\PC{0,100}") {
            if let Some(query) = SearchQuery::new(&typed, &[]) {
                prop_assert!(!query.tokens.contains('\\'));
                prop_assert!(query.tokens.matches('\'').count() % 2 == 0);
            }
        }
    }
}
