//! All places in memory, for lookups of ten thousand rows: `store::named` does the same for one.

use super::Named;
use std::collections::HashMap;

/// A place with all its names.
#[derive(Debug, Clone)]
pub struct Entry {
    pub named: Named,
    pub name: String,
    pub official_name: String,
    pub name_en: String,
    pub pinyin: String,
}

#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    /// Case-sensitive keys: codes and names.
    exact: HashMap<String, Vec<usize>>,
    /// Lower-case keys: English names, and pinyin without spaces.
    letters: HashMap<String, Vec<usize>>,
}

impl Gazetteer {
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut gazetteer = Self { entries, ..Self::default() };
        for (at, entry) in gazetteer.entries.iter().enumerate() {
            for name in [
                entry.named.code.as_str(),
                &entry.name,
                &entry.official_name,
                &entry.named.full_name,
            ] {
                gazetteer.exact.entry(name.to_string()).or_default().push(at);
            }
            for name in [
                entry.name_en.to_lowercase(),
                entry.named.full_name_en.to_lowercase(),
                entry.pinyin.replace(' ', ""),
            ] {
                gazetteer.letters.entry(name).or_default().push(at);
            }
        }
        gazetteer
    }

    /// The matches of a text: by code, full name or full pinyin; if there are none, the places
    /// whose full name contains it.
    pub fn named(&self, typed: &str) -> Vec<&Named> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        let small = typed.to_lowercase();
        let without_spaces = small.replace(' ', "");
        let mut found: Vec<usize> =
            [self.exact.get(typed), self.letters.get(&small), self.letters.get(&without_spaces)]
                .into_iter()
                .flatten()
                .flatten()
                .copied()
                .collect();
        if found.is_empty() && typed.chars().count() > 1 {
            found = (0..self.entries.len())
                .filter(|at| self.entries[*at].named.full_name.contains(typed))
                .collect();
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| &self.entries[at].named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, name: &str, full_name: &str, pinyin: &str) -> Entry {
        let named = Named {
            code: code.parse().unwrap(),
            full_name: full_name.into(),
            full_name_en: format!("{pinyin} Full"),
        };
        Entry {
            named,
            name: name.into(),
            official_name: format!("{name}村委会"),
            name_en: pinyin.into(),
            pinyin: pinyin.into(),
        }
    }

    #[test]
    fn a_place_is_found_by_whatever_it_is_called() {
        let places = Gazetteer::new(vec![
            entry("150624", "鄂托克旗", "鄂托克旗", "e tuo ke qi"),
            entry("150623", "鄂托克前旗", "鄂托克前旗", "e tuo ke qian qi"),
            entry("150624101001", "乌兰", "木凯淖尔镇乌兰", "wu lan"),
            entry("150623101001", "乌兰", "城川镇乌兰", "wu lan"),
        ]);
        let codes = |typed: &str| {
            places.named(typed).iter().map(|place| place.code.to_string()).collect::<Vec<_>>()
        };
        for typed in [
            "150624",
            " 鄂托克旗 ",
            "鄂托克旗村委会",
            "E tuo ke qi",
            "etuokeqi",
            "e tuo ke qi full",
        ] {
            assert_eq!(codes(typed), ["150624"], "{typed}");
        }
        assert_eq!(codes("乌兰"), ["150624101001", "150623101001"]);
        assert_eq!(codes("木凯淖尔"), ["150624101001"]);
        assert_eq!(codes("鄂"), Vec::<String>::new());
        assert_eq!(codes(""), Vec::<String>::new());
    }
}
