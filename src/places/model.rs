//! Places for pages.

pub mod gazetteer;

use crate::values::{lang::Lang, place_code::PlaceCode};

/// A place with its common name.
#[derive(Debug, Clone)]
pub struct Named {
    pub code: PlaceCode,
    pub full_name: String,
    pub full_name_en: String,
}

/// Why a typed place is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    Nowhere,
    Several,
}

impl Unclear {
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            Unclear::Nowhere => lang.t(
                "没有这个地方：请填写村名、苏木乡镇名、拼音或区划代码",
                "No such place: enter a village or township by name, pinyin or code",
            ),
            Unclear::Several => {
                lang.t("有多个地方匹配，请从下面选择", "Several places match: choose one below")
            }
        }
    }
}

/// The single match of a text, if there is one.
pub fn the_one(places: &[Named]) -> Result<&PlaceCode, Unclear> {
    match places {
        [one] => Ok(&one.code),
        [] => Err(Unclear::Nowhere),
        _ => Err(Unclear::Several),
    }
}

/// A village with the details of its row.
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

/// The filters of a list of villages.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: Option<crate::values::search_text::SearchQuery>,
    pub banner: Option<PlaceCode>,
    pub township: Option<PlaceCode>,
    /// The village with this code.
    pub village: Option<PlaceCode>,
    /// Supplying, and shown at a fair, by this day; without it supplying by now, and all listed
    /// products.
    pub as_of: Option<chrono::NaiveDate>,
    /// Only villages that supply under a contract.
    pub supplying: bool,
    pub product_origin: bool,
    pub gacha_only: bool,
}

/// The counts of a banner.
#[derive(Debug, Clone)]
pub struct BannerCounts {
    pub banner_code: PlaceCode,
    pub exhibitors: i64,
    pub products: i64,
    pub villages: i64,
}
