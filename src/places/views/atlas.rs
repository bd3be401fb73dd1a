//! The map of banners beside its ranked list.

use crate::{
    households::model::Table,
    indicators::model::BannerSums,
    places::model::BannerCounts,
    site::model::Banner,
    ui::{
        amount::{Stamp, StampOf},
        map::{Map, Value},
    },
    values::{figure::Figure, lang::Lang, place_code::PlaceCode, rung::Rung, spoken::say_yuan},
    web::page::Page,
};
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
    pub const ALL: [Shading; 4] =
        [Shading::Purchase, Shading::Contract, Shading::Households, Shading::Exhibitors];

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

/// The map beside its ranked list, with the total of the list.
pub struct Atlas {
    pub shading: Shading,
    /// The edition of the figures.
    pub day: chrono::NaiveDate,
    /// The step of the figure; exhibitors have none.
    pub stamp: Option<Stamp>,
    pub stamp_of: Option<StampOf>,
    pub tabs: Vec<(String, &'static str, bool)>,
    pub map: Map,
    pub total: Option<Figure>,
    pub total_count: Option<i64>,
    pub total_href: String,
}

/// The input of the atlas: sums, counts and the household table, all by banner.
pub struct ByBanner<'a> {
    pub sums: &'a [BannerSums],
    pub counts: &'a [BannerCounts],
    pub households: &'a Table,
}

impl Atlas {
    pub fn new(page: &Page, shading: Shading, by_banner: &ByBanner) -> Self {
        let values = page
            .site
            .banners
            .iter()
            .map(|banner| value(page, shading, by_banner, banner))
            .collect();
        let label = if page.zh() {
            format!("旗区示意图，按{}着色", shading.name(page.lang))
        } else {
            format!("Banners shaded by {}", shading.name(page.lang))
        };
        let tab = |s: Shading| {
            (
                page.href(&if s == Shading::Purchase {
                    "/#atlas".to_string()
                } else {
                    format!("/?figure={}#atlas", s.code())
                }),
                s.name(page.lang),
                s == shading,
            )
        };
        let (total, total_count, total_href) = total(page, shading, by_banner);
        let stamp = shading.rung().map(|rung| Stamp { rung, lang: page.lang });
        let stamp_of = (shading == Shading::Households).then_some(StampOf { lang: page.lang });
        let own_day = (shading == Shading::Households)
            .then(|| by_banner.households.city_then().day)
            .flatten();
        Self {
            shading,
            day: own_day.unwrap_or(page.today),
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
            let (yuan, text) = of_households(page, by_banner.households, code);
            (yuan, text, format!("/banners/{code}#households"))
        }
        Shading::Exhibitors => {
            let n = by_banner
                .counts
                .iter()
                .find(|row| row.banner_code == *code)
                .map_or(0, |row| row.exhibitors);
            (
                Decimal::from(n),
                format!("{n}{}", page.t(" 家", "")),
                format!("/exhibitors?banner={code}"),
            )
        }
    };
    Value { code: code.to_string(), value, said, records: page.href(&records) }
}

/// The total of a banner, with its day if that differs from the city's.
fn of_households(page: &Page, table: &Table, code: &PlaceCode) -> (Decimal, String) {
    let Some(row) = table.banner(code) else {
        return (Decimal::ZERO, not_published(page).to_string());
    };
    let Some(amount) = row.total().amount() else {
        return (Decimal::ZERO, not_published(page).to_string());
    };
    let said = amount.say(page.lang).line();
    let text = match row.day.filter(|day| Some(*day) != table.city_then().day) {
        None => said,
        Some(day) if page.zh() => format!("{said}（{}）", page.day(&day)),
        Some(day) => format!("{said} ({})", page.day(&day)),
    };
    (amount.in_yuan(), text)
}

/// The same word for any reason.
pub fn not_published(page: &Page) -> &str {
    page.t("不公布", "Not published")
}

fn total(
    page: &Page,
    shading: Shading,
    by_banner: &ByBanner,
) -> (Option<Figure>, Option<i64>, String) {
    match shading {
        Shading::Purchase => {
            let sum = by_banner
                .sums
                .iter()
                .map(|row| row.sums.purchase)
                .sum::<crate::values::amount::Amount<_>>();
            (Some(sum.figure()), None, page.href("/deliveries?kind=contract&state=accepted"))
        }
        Shading::Contract => {
            let sum = by_banner
                .sums
                .iter()
                .map(|row| row.sums.contract)
                .sum::<crate::values::amount::Amount<_>>();
            (Some(sum.figure()), None, page.href("/contracts?state=standing"))
        }
        Shading::Households => {
            let city = by_banner.households.city_then().total().amount();
            (city.map(|amount| amount.figure()), None, page.href("/banners#households"))
        }
        Shading::Exhibitors => (
            None,
            Some(by_banner.counts.iter().map(|row| row.exhibitors).sum()),
            page.href("/exhibitors"),
        ),
    }
}
