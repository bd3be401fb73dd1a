//! The banners side by side, the page of a banner, the list of villages and the page of a village.

mod atlas;
pub mod suggestions;

use atlas::not_published;
pub use atlas::{Atlas, ByBanner, Shading};

use super::model::{BannerCounts, Village};
use crate::{
    contracts,
    households::model::{Row, Shown, Table},
    indicators::model::{BannerSums, HOW_PLACES_ARE_PUBLISHED, PlaceFigure},
    products::views::Label,
    site::model::Banner,
    ui::{
        amount::{AmountTag, StampOf},
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{facet::FacetCounts, ids::EditionId, lang::Lang, place_code::PlaceCode},
    web::page::Page,
};
use askama::Template;

/// A cell of a household table: not published, or an amount with its gold stamp and the number of
/// household deliveries.
pub struct Cell {
    pub stamp: Option<StampOf>,
    pub text: String,
    pub below: String,
}

pub fn cell(page: &Page, shown: &Shown) -> Cell {
    match shown {
        Shown::Hidden => {
            Cell { stamp: None, text: not_published(page).to_string(), below: String::new() }
        }
        Shown::Is { amount, visits } => Cell {
            stamp: Some(StampOf { lang: page.lang }),
            text: amount.say(page.lang).line(),
            below: format!("{} {}", page.count(visits), page.t("户次", "household deliveries")),
        },
    }
}

#[derive(Template)]
#[template(path = "places/banners.html")]
pub struct Banners {
    pub page: Page,
    pub sums: Vec<BannerSums>,
    pub counts: Vec<BannerCounts>,
    pub households: Table,
    pub as_of: chrono::NaiveDate,
    /// The edition of the exhibitors and intents; `None`: of all.
    pub edition: Option<EditionId>,
}

impl Banners {
    /// The edition parameter of the linked lists; without it they show the current one.
    fn edition_query(&self) -> String {
        self.page
            .query
            .get("edition")
            .map_or(String::new(), |edition| format!("edition={edition}&"))
    }

    fn edition_name(&self) -> String {
        match self.edition.and_then(|id| self.page.site.edition(id)) {
            Some(edition) => {
                format!("{}{}", self.page.t("", "the "), edition.short_name(self.page.lang))
            }
            None => self.page.t("历届", "all editions").to_string(),
        }
    }

    fn cell(&self, shown: &Shown) -> Cell {
        cell(&self.page, shown)
    }

    /// The rows of the city at the foot: as of the banners' release, to which they add up, then as
    /// of the later publication day.
    fn city_rows(&self) -> Vec<&Row> {
        self.households.city_with_banners.iter().chain([&self.households.city]).collect()
    }

    fn counts_of(&self, code: &PlaceCode) -> Option<&BannerCounts> {
        self.counts.iter().find(|row| row.banner_code == *code)
    }
}

#[derive(Template)]
#[template(path = "places/banner.html")]
pub struct ShowBanner {
    pub page: Page,
    pub banner: Banner,
    pub as_of: chrono::NaiveDate,
    pub counts: BannerCounts,
    pub ladder: Ladder,
    pub labels: Vec<Label>,
    pub townships: Vec<Township>,
    pub households: Row,
    pub projects_edition: String,
}

impl ShowBanner {
    fn cell(&self, shown: &Shown) -> Cell {
        cell(&self.page, shown)
    }
}

/// A township with its villages, in the order of the official list.
pub struct Township {
    pub code: PlaceCode,
    pub name: String,
    pub villages: Vec<Village>,
}

impl Township {
    pub fn all(page: &Page, villages: Vec<Village>) -> Vec<Township> {
        let mut townships: Vec<Township> = Vec::new();
        for village in villages {
            match townships.last_mut().filter(|township| township.code == village.township_code) {
                Some(township) => township.villages.push(village),
                None => townships.push(Township {
                    code: village.township_code.clone(),
                    name: village.township(page.lang).to_string(),
                    villages: vec![village],
                }),
            }
        }
        townships
    }
}

#[derive(Template)]
#[template(path = "places/villages.html")]
pub struct Villages {
    pub page: Page,
    pub list: Listing,
    pub villages: Vec<Village>,
}

impl Villages {
    fn placeholder(&self) -> &str {
        self.page.t("村名、代码或拼音", "Name, code or pinyin")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个村", "village", "villages")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
    let with = [
        ("contracts", "直接参与供货", "supplies under a contract"),
        ("products", "有在售产品", "has products on sale"),
    ];
    list.facet(
        page,
        ("with", "参与", "Takes part"),
        counts,
        with.map(|(code, zh, en)| (code.to_string(), page.t(zh, en).to_string())),
    );
    list.given(
        page,
        "kind",
        Some(page.t("计入统计的嘎查村", "among the counted gacha villages").to_string()),
    );
}

#[derive(Template)]
#[template(path = "places/village.html")]
pub struct ShowVillage {
    pub page: Page,
    pub as_of: chrono::NaiveDate,
    pub village: Village,
    pub labels: Vec<Label>,
    pub contracts: Vec<contracts::model::Row>,
    /// Contracts that it supplies.
    pub supplied: i64,
    pub goods: PlaceFigure,
}

impl ShowVillage {
    fn goods_tag(&self) -> AmountTag {
        self.page.amount_to(self.goods.amount.figure(), &self.page.href(HOW_PLACES_ARE_PUBLISHED))
    }
}
