//! The syllables of a name, and the possible syllables of letters without spaces.

use super::letters::is_han;
use pinyin::ToPinyin;
use std::{collections::BTreeSet, sync::LazyLock};

/// Words in which a character has an unusual reading.
const READ_TOGETHER: [(&str, &[&str]); 16] = [
    ("银行", &["yin", "hang"]),
    ("商行", &["shang", "hang"]),
    ("行业", &["hang", "ye"]),
    ("重庆", &["chong", "qing"]),
    ("巴什", &["ba", "shi"]),
    ("果脯", &["guo", "fu"]),
    ("杏脯", &["xing", "fu"]),
    ("西藏", &["xi", "zang"]),
    ("成都", &["cheng", "du"]),
    ("厦门", &["xia", "men"]),
    ("人参", &["ren", "shen"]),
    ("海参", &["hai", "shen"]),
    ("薄荷", &["bo", "he"]),
    ("单县", &["shan", "xian"]),
    ("大黄", &["dai", "huang"]),
    ("音乐", &["yin", "yue"]),
];

/// Every syllable of a character, without the interjections hm, n, ng.
static SYLLABLES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let spoken =
        ('\u{4e00}'..='\u{9fff}').filter_map(|character| Some(character.to_pinyin()?.plain()));
    spoken.filter(|syllable| syllable.contains(['a', 'e', 'i', 'o', 'u', 'ü'])).collect()
});

/// Further readings of a word are not searched.
const MOST_READINGS: usize = 2;

/// The sounds of a text's Chinese characters; `v` stands for `ü`.
pub fn syllables(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().filter(|c| is_han(*c)).collect();
    let mut sounds = Vec::with_capacity(characters.len());
    while sounds.len() < characters.len() {
        let rest = &characters[sounds.len()..];
        let begins = |word: &str| {
            let mut rest = rest.iter();
            word.chars().all(|character| rest.next() == Some(&character))
        };
        match READ_TOGETHER.iter().find(|(word, _)| begins(word)) {
            Some((_, together)) => sounds.extend(together.iter().map(|sound| (*sound).to_string())),
            None => sounds.push(
                rest[0].to_pinyin().map_or(String::new(), |sound| sound.plain().replace('ü', "v")),
            ),
        }
    }
    sounds
}

/// The name in pinyin with spaces: a sort key, and what an English page shows below a Chinese name.
pub fn pinyin(name: &str) -> String {
    syllables(name).into_iter().filter(|sound| !sound.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The ways to split letters into syllables, of which the last may be incomplete: `yangr` is yang
/// r. Complete ones come first, and those with the fewest syllables.
pub fn readings(letters: &str) -> Vec<Vec<String>> {
    if !letters.bytes().all(|b| b.is_ascii_lowercase()) || letters.len() < 2 {
        return Vec::new();
    }
    let can_end = Endings::of(letters);
    let mut found = Vec::new();
    can_end.walk(0, &mut Vec::new(), &mut found);
    found.sort_by_key(|reading| {
        (!reading.last().is_some_and(|last| is_syllable(last)), reading.len())
    });
    found.truncate(MOST_READINGS);
    found
}

/// The positions from which the letters can be split to the end. Nothing else is tried, so that a
/// hundred letters take as long as ten.
struct Endings<'a> {
    letters: &'a str,
    reachable: Vec<bool>,
}

/// `zhuang`, `chuang`, `shuang`.
const LONGEST: usize = 6;

impl<'a> Endings<'a> {
    fn of(letters: &'a str) -> Self {
        let mut reachable = vec![false; letters.len() + 1];
        reachable[letters.len()] = true;
        for from in (0..letters.len()).rev() {
            let ends = (from + 1..=letters.len().min(from + LONGEST))
                .any(|to| reachable[to] && is_syllable(&letters[from..to]));
            reachable[from] = ends || begins_syllable(&letters[from..]);
        }
        Self { letters, reachable }
    }

    fn walk(&self, from: usize, read: &mut Vec<&'a str>, found: &mut Vec<Vec<String>>) {
        if found.len() >= 2 * MOST_READINGS {
            return;
        }
        for to in (from + 1..=self.letters.len().min(from + LONGEST)).rev() {
            let syllable = &self.letters[from..to];
            let is_last = to == self.letters.len();
            if self.reachable[to] && (is_syllable(syllable) || is_last && begins_syllable(syllable))
            {
                read.push(syllable);
                if is_last {
                    found.push(read.iter().map(|syllable| (*syllable).to_string()).collect());
                } else {
                    self.walk(to, read, found);
                }
                read.pop();
            }
        }
    }
}

fn is_syllable(letters: &str) -> bool {
    SYLLABLES.contains(letters)
        || letters.contains('v') && SYLLABLES.contains(letters.replace('v', "ü").as_str())
}

fn begins_syllable(letters: &str) -> bool {
    let plain = letters.replace('v', "ü");
    letters.len() <= LONGEST
        && SYLLABLES
            .range(plain.as_str()..)
            .next()
            .is_some_and(|next| next.starts_with(plain.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(letters: &str) -> Vec<String> {
        readings(letters).into_iter().map(|reading| reading.join(" ")).collect()
    }

    #[test]
    fn letters_are_read_as_syllables_the_last_of_which_may_be_begun() {
        assert_eq!(read("yangrou"), ["yang rou", "yan grou"][..1]);
        assert_eq!(read("yangr")[0], "yang r");
        assert!(
            read("xian").contains(&"xian".to_string())
                && read("xian").contains(&"xi an".to_string())
        );
        assert_eq!(read("etuokeqi")[0], "e tuo ke qi");
        assert_eq!(read("lvdou")[0], "lv dou");
        for none in ["x", "etkq", "hello", "羊", "ds-cg", "", "vvvv"] {
            assert_eq!(read(none), [""; 0], "{none}");
        }
        assert!(read(&"xian".repeat(25)).len() <= MOST_READINGS);
        assert!(read(&"b".repeat(100)).is_empty());
    }

    #[test]
    fn words_are_read_as_they_are_spoken() {
        for (name, spoken) in [
            ("银行分行", "yin hang fen xing"),
            ("康巴什区", "kang ba shi qu"),
            ("绿豆", "lv dou"),
            ("绵羊A2号", "mian yang hao"),
        ] {
            assert_eq!(pinyin(name), spoken);
        }
    }
}
