//! A word of a query: its possible meanings, and the condition and rank of each.

use super::{NEEDLES, NOWHERE, Place};
use crate::values::search_text::{
    letters::{fold, is_han},
    pinyin::readings,
};

/// A word with all its possible meanings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::values::search_text) struct Word {
    pub folded: String,
    /// As syllables; empty if it cannot be pinyin.
    pub readings: Vec<Vec<String>>,
    pub place: Option<Meant>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::values::search_text) struct Meant {
    pub code: String,
    pub name: String,
    others: Vec<String>,
}

impl Word {
    pub(super) fn new(folded: String, places: &[Place]) -> Self {
        let place = places.iter().find(|place| place.is_meant_by(&folded)).map(|place| Meant {
            code: place.code.to_string(),
            name: fold(place.name),
            others: places
                .iter()
                .filter(|other| other.code != place.code)
                .map(|other| other.code.to_string())
                .collect(),
        });
        let readings = if place.is_some() { Vec::new() } else { readings(&folded) };
        Self { folded, readings, place }
    }

    /// A single letter or digit matches at the beginning only: it is inside almost everything.
    fn is_one_sign(&self) -> bool {
        self.folded.chars().count() == 1 && !self.folded.chars().all(is_han)
    }

    fn is_latin(&self) -> bool {
        self.folded.bytes().all(|b| b.is_ascii_lowercase())
    }

    pub(super) fn tokens(&self) -> String {
        if let Some(place) = &self.place {
            let others: Vec<String> = place.others.iter().map(|code| quoted("@", code)).collect();
            let of_no_other = if others.is_empty() {
                String::new()
            } else {
                format!(" & !({})", others.join(" | "))
            };
            return format!("({}{of_no_other})", self.wider_tokens());
        }
        self.wider_tokens()
    }

    pub(super) fn wider_tokens(&self) -> String {
        if let Some(place) = &self.place {
            return format!("({} | ({}))", quoted("@", &place.code), pairs(&place.name));
        }
        if self.is_one_sign() {
            return format!("({} | {})", quoted("=", &self.folded), quoted("(", &self.folded));
        }
        let is_code = self.folded.bytes().all(|b| b.is_ascii_digit())
            && matches!(self.folded.len(), 6 | 9 | 12);
        let code = is_code.then(|| quoted("@", &self.folded));
        let ways = std::iter::once(format!("({})", pairs(&self.folded)))
            .chain(self.readings.iter().map(|reading| sounds(reading)))
            .chain(code);
        format!("({})", ways.collect::<Vec<_>>().join(" | "))
    }

    pub(super) fn beginning(&self) -> String {
        let two = |sign: &str, word: &str| quoted(sign, &word.chars().take(2).collect::<String>());
        let name = self.place.as_ref().map_or(&self.folded, |place| &place.name);
        let first = self.readings.iter().filter_map(|reading| {
            Some(format!(
                "{}{}",
                quoted("=", reading.first()?),
                if reading.len() == 1 { ":*" } else { "" }
            ))
        });
        let ways = [two("=", name), two("(", name)].into_iter().chain(first);
        ways.collect::<Vec<_>>().join(" | ")
    }

    /// From the full name down to a word in passing; the order is that of the ranks.
    pub(super) fn needles(&self) -> [String; NEEDLES] {
        let mut needles = [NOWHERE; NEEDLES].map(str::to_string);
        let word = self.place.as_ref().map_or(&self.folded, |place| &place.name);
        needles[0] = format!("={word}=");
        needles[1] = format!("={word}");
        if let Some(place) = &self.place {
            needles[2] = place.name.clone();
            needles[11] = format!("@{}/", place.code);
            return needles;
        }
        if self.is_latin() {
            needles[3] = format!("({word})");
            needles[7] = format!("({word}");
        }
        if self.is_one_sign() {
            return needles;
        }
        needles[if self.is_latin() { 10 } else { 2 }] = word.clone();
        for (reading, (begins, part)) in self.readings.iter().zip([(5, 8), (6, 9)]) {
            let sounds = format!(".{}", reading.join("."));
            if begins == 5 {
                needles[4] = format!("={sounds}.(");
            }
            needles[begins] = format!("={sounds}");
            needles[part] = sounds;
        }
        needles[11] = format!("@{word}/");
        needles[12] = word.clone();
        needles
    }
}

/// Folded text contains no special character of a tsquery, and neither do tokens.
pub(in crate::values::search_text) fn quoted(sign: &str, word: &str) -> String {
    format!("'{sign}{word}'")
}

fn pairs(folded: &str) -> String {
    let characters: Vec<char> = folded.chars().collect();
    if characters.len() == 1 {
        return quoted("", folded);
    }
    characters
        .windows(2)
        .map(|pair| quoted("", &pair.iter().collect::<String>()))
        .collect::<Vec<_>>()
        .join(" & ")
}

/// The last syllable may be incomplete.
pub(super) fn sounds(reading: &[String]) -> String {
    if let [only] = reading {
        return format!("{}:*", quoted(".", only));
    }
    let pairs = reading.windows(2).enumerate().map(|(at, pair)| {
        let is_last = at + 2 == reading.len();
        format!("{}{}", quoted(":", &pair.join(".")), if is_last { ":*" } else { "" })
    });
    format!("({})", pairs.collect::<Vec<_>>().join(" & "))
}
