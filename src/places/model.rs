//! Places as pages need them.

pub mod gazetteer;

use crate::values::{lang::Lang, place_code::PlaceCode};

/// A place by what people call it.
#[derive(Debug, Clone)]
pub struct Named {
    pub code: PlaceCode,
    pub full_name: String,
    pub full_name_en: String,
}

/// Why a typed place is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    Nowhere,
    Several,
}

impl Unclear {
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            Unclear::Nowhere => lang.t(
                "没有这个地方：写村名、苏木乡镇名、拼音或区划代码",
                "There is no such place: a village or township by name, pinyin or code",
            ),
            Unclear::Several => {
                lang.t("有几个地方对得上，从下面选一个", "Several places fit: choose one below")
            }
        }
    }
}

/// The one place that was meant, of those that a text may mean.
pub fn the_one(places: &[Named]) -> Result<&PlaceCode, Unclear> {
    match places {
        [one] => Ok(&one.code),
        [] => Err(Unclear::Nowhere),
        _ => Err(Unclear::Several),
    }
}

/// A village with what its row says.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Village {
    pub code: PlaceCode,
    pub name: String,
    pub full_name: String,
    pub name_en: String,
    pub full_name_en: String,
    pub is_gacha_village: bool,
    pub banner_code: PlaceCode,
    pub township_code: PlaceCode,
    pub township: String,
    pub township_en: String,
    pub products: i64,
    pub contracts: i64,
}

impl Village {
    pub fn name(&self, lang: Lang) -> &str {
        lang.t(&self.name, &self.name_en)
    }

    pub fn full_name(&self, lang: Lang) -> &str {
        lang.t(&self.full_name, &self.full_name_en)
    }

    pub fn township(&self, lang: Lang) -> &str {
        lang.t(&self.township, &self.township_en)
    }
}

/// What a list of villages is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: Option<crate::values::search_text::SearchQuery>,
    pub banner: Option<PlaceCode>,
    pub township: Option<PlaceCode>,
    /// The one village of this code.
    pub village: Option<PlaceCode>,
    /// Supplying, and shown at a fair, by this day; without it supplying by now and listed whether
    /// shown or not.
    pub as_of: Option<chrono::NaiveDate>,
    /// Only villages that supply under a contract.
    pub supplying: bool,
    pub product_origin: bool,
    pub gacha_only: bool,
}

/// How many of everything a banner has.
#[derive(Debug, Clone)]
pub struct BannerCounts {
    pub banner_code: PlaceCode,
    pub exhibitors: i64,
    pub products: i64,
    pub villages: i64,
}
