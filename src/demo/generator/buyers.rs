//! Buyers: the 238 state-owned enterprises of the framework agreements, and some private companies,
//! public bodies and shops. None is real: place, 示范, line of business, serial, (演示).

use super::{
    chance::Chance,
    places::{self, BANNERS},
    seller_names::MARK,
};
use crate::organisations::model::OrganisationKind::{self, *};
use std::collections::BTreeMap;

pub struct Buyer {
    pub kind: OrganisationKind,
    /// None: of the city as a whole.
    pub banner: Option<&'static str>,
    pub name: String,
}

const KINDS: [(OrganisationKind, usize); 8] = [
    (CentralSoe, 104),
    (RegionalSoe, 18),
    (OtherProvinceSoe, 52),
    (CitySoe, 22),
    (BannerSoe, 42),
    (Private, 16),
    (PublicBody, 18),
    (Retailer, 12),
];

fn sectors(kind: OrganisationKind) -> &'static [&'static str] {
    match kind {
        CentralSoe => &[
            "煤炭集团",
            "煤化工公司",
            "发电公司",
            "铁路公司",
            "天然气采气厂",
            "通信分公司",
            "银行分行",
            "新能源公司",
        ],
        RegionalSoe => &["供电公司", "银行分行", "铁路公司", "交通投资公司"],
        OtherProvinceSoe => &["煤炭集团", "煤化工公司", "发电公司", "新能源公司"],
        CitySoe => &["城建集团", "水务公司", "交通投资公司", "新能源公司"],
        BannerSoe => &["城建集团", "水务公司", "供电公司", "交通投资公司"],
        Private => &["餐饮公司", "物流公司", "食品公司"],
        PublicBody => &["机关食堂", "学校食堂", "医院食堂"],
        _ => &["生鲜超市", "电商平台", "消费扶贫专馆"],
    }
}

/// Units of an enterprise that buy for themselves.
fn units(sector: &str) -> &'static [&'static str] {
    match sector {
        "煤炭集团" => &["第一煤矿", "第二煤矿", "后勤服务中心"],
        "发电公司" => &["第一电厂", "职工食堂管理部"],
        "煤化工公司" | "铁路公司" => &["后勤服务中心", "职工食堂管理部"],
        _ => &[],
    }
}

pub fn buyers() -> Vec<Buyer> {
    let mut chance = Chance::of("buyers");
    let mut serials = BTreeMap::new();
    let mut all = Vec::new();
    for (kind, count) in KINDS {
        for _ in 0..count {
            let banner = banner(kind, &mut chance);
            let sector = chance.draw(sectors(kind));
            let stem = format!("{}示范{sector}", banner.map_or("鄂尔多斯市", places::name));
            let unit = if chance.percent(35) {
                chance.pick(&with_none(units(sector))).to_owned()
            } else {
                ""
            };
            let stem = format!("{stem}{unit}");
            let serial: &mut usize = serials.entry(stem.clone()).or_default();
            *serial += 1;
            all.push(Buyer { kind, banner, name: format!("{stem}{serial:02}{MARK}") });
        }
    }
    all
}

fn with_none(units: &'static [&'static str]) -> Vec<&'static str> {
    if units.is_empty() { vec![""] } else { units.to_vec() }
}

/// Mines and works are mostly in five banners; a city enterprise belongs to the whole city.
fn banner(kind: OrganisationKind, chance: &mut Chance) -> Option<&'static str> {
    if kind == CitySoe {
        return None;
    }
    let industry = [("150622", 24), ("150627", 24), ("150626", 15), ("150621", 13), ("150624", 11)];
    let quiet = [("150602", 6), ("150623", 4), ("150625", 4), ("150603", 4)];
    match kind {
        CentralSoe | RegionalSoe | OtherProvinceSoe => {
            Some(chance.weighted(&[&industry[..], &quiet[..]].concat()))
        }
        _ => Some(chance.pick(&BANNERS).code),
    }
}
