//! Names of invented sellers: place, trade, form, and (演示) at the end. A town may have the name of
//! a real brand, so it keeps its 镇; villages with such names are left out.

use super::{
    chance::Chance,
    places,
    produce::{PRODUCE, Produce},
    trades::{Work, trade},
};
use crate::organisations::model::OrganisationKind::{self, *};
use std::collections::{BTreeMap, BTreeSet};

pub const MARK: &str = "(演示)";

#[derive(Default)]
pub struct SellerNames {
    taken: BTreeSet<String>,
    serials: BTreeMap<String, usize>,
}

impl SellerNames {
    /// The gacha villages a seller may be called after.
    pub fn villages_for_homes(&self, township: &str) -> Vec<&'static str> {
        let branded = |name: &str| {
            PRODUCE.iter().filter_map(Produce::brand_home).any(|(brand, _)| name.contains(brand))
        };
        let places_with_brands = ["巴图湾", "二狗湾", "塔拉沟", "木凯"];
        let plain = |name: &str| {
            !branded(name) && !places_with_brands.iter().any(|word| name.contains(word))
        };
        places::villages(township).into_iter().filter(|code| plain(places::name(code))).collect()
    }

    /// A village has one collective.
    pub fn has_collective(&self, village: &str) -> bool {
        self.taken.contains(&format!("{}{MARK}", collective(village)))
    }

    pub fn name(
        &mut self,
        chance: &mut Chance,
        kind: OrganisationKind,
        home: &str,
        produce: &Produce,
    ) -> String {
        let trade = trade(&produce.category);
        let banner = places::name(&home[..6]);
        let town = if home.len() >= 9 { places::name(&home[..9]) } else { banner };
        let village = if home.len() == 12 { places::name(home) } else { "" };
        match kind {
            VillageCollective => self.once(collective(home)),
            LargeGrower if trade.work == Work::Herd => {
                self.counted(format!("{town}{}大户", herd(trade.word)))
            }
            LargeGrower => {
                self.counted(format!("{town}{}种植大户", plant(produce, banner, trade.word)))
            }
            FamilyFarm if trade.work == Work::Herd => self.counted(format!("{town}示范家庭牧场")),
            FamilyFarm => self.counted(format!("{town}示范家庭农场")),
            Agribusiness => {
                let place = if chance.percent(45) { banner } else { town };
                let forms = ["有限公司", "有限责任公司", "农牧业有限公司", "农牧业开发有限公司"];
                let form =
                    chance.draw(if trade.work == Work::Craft { &forms[..2] } else { &forms });
                self.once(format!("{place}示范{}{form}", trade.word))
            }
            _ if !village.is_empty() && chance.percent(50) => {
                self.once(format!("{town}{village}{}合作社", trade.word))
            }
            _ => {
                let place = if chance.percent(35) { banner } else { town };
                let form = chance.draw(&["合作社", "专业合作社", "农牧民专业合作社"]);
                self.once(format!("{place}示范{}{form}", trade.word))
            }
        }
    }

    pub fn platform(&mut self, banner: &str) -> String {
        self.once(format!("{}示范农牧业投资公司", places::name(banner)))
    }

    /// A number after the name only if it is not the first.
    fn once(&mut self, stem: String) -> String {
        let plain = format!("{stem}{MARK}");
        if self.taken.insert(plain.clone()) {
            return plain;
        }
        self.serials.entry(stem.clone()).or_insert(1);
        self.counted(stem)
    }

    fn counted(&mut self, stem: String) -> String {
        let serial = self.serials.entry(stem.clone()).or_default();
        *serial += 1;
        let name = format!("{stem}{serial:02}{MARK}");
        self.taken.insert(name.clone());
        name
    }
}

fn collective(village: &str) -> String {
    let township = village.get(..9).map_or("", places::name);
    format!("{township}{}集体经济合作社", places::name(village))
}

fn herd(trade: &str) -> String {
    match trade {
        "渔业" => "水产养殖".into(),
        "养蜂" | "养羊" | "特种养殖" => trade.into(),
        _ => format!("{trade}养殖"),
    }
}

/// Some crops are what their growers are known for.
fn plant<'a>(produce: &'a Produce, banner: &str, trade: &'a str) -> &'a str {
    let name = produce.name_in("");
    [
        "沙葱",
        "红葱",
        "西瓜",
        "香瓜",
        "草莓",
        "辣椒",
        "枸杞",
        "葵花",
        "玉米",
        "大白菜",
        "胡萝卜",
        "苜蓿",
    ]
    .into_iter()
    .find(|crop| name.contains(crop) && !banner.is_empty())
    .unwrap_or(trade)
}
