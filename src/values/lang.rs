//! The two languages of the site. A text is a pair at the place where it is used, so neither half
//! can be missing and both are read together.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// The half of a pair for this language.
    pub fn t<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub fn is_zh(self) -> bool {
        self == Lang::Zh
    }

    /// For `<html lang>` and `hreflang`.
    pub fn tag(self) -> &'static str {
        self.t("zh-CN", "en")
    }

    /// The prefix of paths in this language.
    pub fn prefix(self) -> &'static str {
        self.t("", "/en")
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    /// `3 家展商`, `1 exhibitor`, `3 exhibitors`: the counted word after its number.
    pub fn counted<'a>(self, n: i64, zh: &'a str, one: &'a str, many: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En if n == 1 => one,
            Lang::En => many,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.tag())
    }
}
