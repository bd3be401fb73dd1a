//! The nine banners side by side, a banner's page, the list of villages and a village's page.

pub mod suggestions;

use super::model::{BannerCounts, Village};
use crate::{
    contracts,
    households::model::{Shown, Table},
    indicators::model::{BannerSums, Sums},
    kit::{
        components::{
            amount::{Stamp, StampOf},
            ladder::Ladder,
            map::{Map, Value},
        },
        lists::{Listing, PageLink},
        page::Page,
    },
    products::views::Label,
    site::model::Banner,
    values::{amount::say_yuan, facet::FacetCounts, figure::Figure, ids::EditionId, lang::Lang, place_code::PlaceCode, rung::Rung},
};
use askama::Template;
use rust_decimal::Decimal;

/// The figures that the map can be shaded by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shading {
    Purchase,
    Contract,
    Households,
    Exhibitors,
}

impl Shading {
    pub const ALL: [Shading; 4] = [Shading::Purchase, Shading::Contract, Shading::Households, Shading::Exhibitors];

    pub fn code(self) -> &'static str {
        ["purchased", "contracts", "households", "exhibitors"][self as usize]
    }

    fn rung(self) -> Option<Rung> {
        match self {
            Shading::Purchase => Some(Rung::Purchase),
            Shading::Contract => Some(Rung::Contract),
            Shading::Households | Shading::Exhibitors => None,
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Shading::Purchase => lang.t("到货验收", "Accepted goods"),
            Shading::Contract => lang.t("采购合同", "Contracts"),
            Shading::Households => lang.t("三类农户", "Household categories"),
            Shading::Exhibitors => lang.t("展商数", "Exhibitors"),
        }
    }
}

impl std::str::FromStr for Shading {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Shading::ALL.into_iter().find(|shading| shading.code() == code).ok_or(())
    }
}

/// The map beside its ranked list, with the total that the list comes to.
pub struct Atlas {
    pub shading: Shading,
    /// Of the rung the figure stands on; exhibitors stand on none.
    pub stamp: Option<Stamp>,
    pub stamp_of: Option<StampOf>,
    pub tabs: Vec<(String, &'static str, bool)>,
    pub map: Map,
    pub total: Option<Figure>,
    pub total_count: Option<i64>,
    pub total_href: String,
}

/// What the atlas is made of: sums, counts and the household table, all by banner.
pub struct ByBanner<'a> {
    pub sums: &'a [BannerSums],
    pub counts: &'a [BannerCounts],
    pub households: &'a Table,
}

impl Atlas {
    pub fn new(page: &Page, shading: Shading, by_banner: &ByBanner) -> Self {
        let values = page.site.banners.iter().map(|banner| value(page, shading, by_banner, banner)).collect();
        let label = if page.zh() {
            format!("旗区示意图，按{}着色", shading.name(page.lang))
        } else {
            format!("Banners shaded by {}", shading.name(page.lang))
        };
        let tab = |s: Shading| {
            (
                page.href(&if s == Shading::Purchase { "/#atlas".to_string() } else { format!("/?figure={}#atlas", s.code()) }),
                s.name(page.lang),
                s == shading,
            )
        };
        let (total, total_count, total_href) = total(page, shading, by_banner);
        let stamp = shading.rung().map(|rung| Stamp { rung, lang: page.lang });
        let stamp_of = (shading == Shading::Households).then_some(StampOf { lang: page.lang });
        Self {
            shading,
            stamp,
            stamp_of,
            tabs: Shading::ALL.map(tab).to_vec(),
            map: Map::new(page, label, values),
            total,
            total_count,
            total_href,
        }
    }
}

fn value(page: &Page, shading: Shading, by_banner: &ByBanner, banner: &Banner) -> Value {
    let code = &banner.code;
    let sums = by_banner.sums.iter().find(|row| row.banner_code == *code);
    let said = |yuan: Decimal| say_yuan(yuan, page.lang).line();
    let (value, said, records) = match shading {
        Shading::Purchase => {
            let yuan = sums.map_or(Decimal::ZERO, |row| row.sums.purchase.in_yuan());
            (yuan, said(yuan), format!("/deliveries?kind=contract&state=accepted&banner={code}"))
        }
        Shading::Contract => {
            let yuan = sums.map_or(Decimal::ZERO, |row| row.sums.contract.in_yuan());
            (yuan, said(yuan), format!("/contracts?state=standing&banner={code}"))
        }
        Shading::Households => {
            let shown = by_banner.households.banner(code).and_then(|row| row.last().copied()).unwrap_or(Shown::Nothing);
            let yuan = shown.amount().map_or(Decimal::ZERO, |amount| amount.in_yuan());
            let text = shown.amount().map_or(page.t("不公布", "not shown").to_string(), |amount| amount.say(page.lang).line());
            (yuan, text, format!("/banners/{code}#households"))
        }
        Shading::Exhibitors => {
            let n = by_banner.counts.iter().find(|row| row.banner_code == *code).map_or(0, |row| row.exhibitors);
            (Decimal::from(n), format!("{n}{}", page.t(" 家", "")), format!("/exhibitors?banner={code}"))
        }
    };
    Value { code: code.to_string(), value, said, records: page.href(&records) }
}

fn total(page: &Page, shading: Shading, by_banner: &ByBanner) -> (Option<Figure>, Option<i64>, String) {
    match shading {
        Shading::Purchase => {
            let sum = by_banner.sums.iter().map(|row| row.sums.purchase).sum::<crate::values::amount::Amount<_>>();
            (Some(sum.figure()), None, page.href("/deliveries?kind=contract&state=accepted"))
        }
        Shading::Contract => {
            let sum = by_banner.sums.iter().map(|row| row.sums.contract).sum::<crate::values::amount::Amount<_>>();
            (Some(sum.figure()), None, page.href("/contracts?state=standing"))
        }
        Shading::Households => {
            let city = by_banner.households.city().last().and_then(|shown| shown.amount());
            (city.map(|amount| amount.figure()), None, page.href("/banners#households"))
        }
        Shading::Exhibitors => (None, Some(by_banner.counts.iter().map(|row| row.exhibitors).sum()), page.href("/exhibitors")),
    }
}

/// A cell of a household table: `<3`, hidden, nothing, or an amount with its gold stamp and how often a
/// household stood behind it.
pub struct Cell {
    pub stamp: Option<StampOf>,
    pub text: String,
    pub below: String,
}

pub fn cell(page: &Page, shown: &Shown) -> Cell {
    let words = |text: &str| Cell { stamp: None, text: text.to_string(), below: String::new() };
    match shown {
        Shown::Nothing => words("—"),
        Shown::Few => words(page.t("<3 户", "<3 households")),
        Shown::Hidden => words(page.t("不公布", "not shown")),
        Shown::Is { amount, households } => Cell {
            stamp: Some(StampOf { lang: page.lang }),
            text: amount.say(page.lang).line(),
            below: format!("{} {}", page.count(households), page.t("户次", "household deliveries")),
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
    /// Whose exhibitors and intents stand here; `None`: of all.
    pub edition: Option<EditionId>,
    pub households_day: chrono::NaiveDate,
}

impl Banners {
    /// What the lists of an edition are asked with to be of this page's; without it they are of the current one.
    fn edition_query(&self) -> String {
        self.page.query.get("edition").map_or(String::new(), |edition| format!("edition={edition}&"))
    }

    fn edition_name(&self) -> String {
        match self.edition.and_then(|id| self.page.site.edition(id)) {
            Some(edition) => format!("{}{}", self.page.t("", "the "), edition.short_name(self.page.lang)),
            None => self.page.t("历届", "all editions").to_string(),
        }
    }

    fn cell(&self, shown: &Shown) -> Cell {
        cell(&self.page, shown)
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
    pub households: Vec<Shown>,
    pub households_day: chrono::NaiveDate,
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
    let with = [("contracts", "直接参与供货", "supplies under a contract"), ("products", "有在售产品", "has products on sale")];
    list.facet(page, ("with", "参与", "Takes part"), counts, with.map(|(code, zh, en)| (code.to_string(), page.t(zh, en).to_string())));
    list.given(page, "kind", Some(page.t("计入统计的嘎查村", "among the counted gacha villages").to_string()));
}

#[derive(Template)]
#[template(path = "places/village.html")]
pub struct ShowVillage {
    pub page: Page,
    pub as_of: chrono::NaiveDate,
    pub village: Village,
    pub labels: Vec<Label>,
    pub contracts: Vec<contracts::model::Row>,
    pub sums: Sums,
}
