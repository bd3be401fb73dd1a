//! Sellers, what they sell, and buyers.

use super::{Bulk, PRODUCTS_OF_A_SELLER, scattered};
use crate::{
    demo::generator::{
        chance::Chance,
        places::{self, CITY, place},
        produce::{PRODUCE, Produce},
        sums::yuan,
    },
    organisations::model::{NewOrganisation, OrganisationKind},
    products::model::NewProduct,
    values::ids::OrganisationId,
};
use std::sync::LazyLock;

static VILLAGES: LazyLock<Vec<&str>> = LazyLock::new(|| places::villages(CITY));

/// What a bulk product is called beside its kind: from the first of these and the second.
const FIRST: [&str; 30] = [
    "头茬", "秋收", "春播", "沙地", "河滩", "坡地", "旱作", "灌区", "草甸", "梁峁", "沿黄", "北坡",
    "南坡", "高原", "林下", "湖畔", "晨露", "晚熟", "早熟", "原种", "老种", "新收", "当年", "陈年",
    "霜后", "雨前", "手选", "机选", "散装", "家常",
];
const SECOND: [&str; 24] = [
    "一级", "二级", "优选", "小粒", "大粒", "整装", "分装", "礼装", "鲜食", "加工", "冷鲜", "风干",
    "慢养", "散养", "轮牧", "合作", "农户", "社员", "甲号", "乙号", "丙号", "丁号", "样品", "展品",
];

const SELLS: [(OrganisationKind, &str, usize); 5] = [
    (OrganisationKind::Cooperative, "农牧民专业合作社", 48),
    (OrganisationKind::FamilyFarm, "家庭农场", 24),
    (OrganisationKind::LargeGrower, "种养大户", 14),
    (OrganisationKind::Agribusiness, "农牧业公司", 9),
    (OrganisationKind::VillageCollective, "嘎查村集体", 5),
];

const BUYS: [(OrganisationKind, &str, usize); 6] = [
    (OrganisationKind::CitySoe, "市属企业", 20),
    (OrganisationKind::BannerSoe, "旗区企业", 20),
    (OrganisationKind::CentralSoe, "央企分公司", 10),
    (OrganisationKind::PublicBody, "机关食堂", 25),
    (OrganisationKind::Private, "民营企业", 15),
    (OrganisationKind::Retailer, "超市", 10),
];

fn home(n: i64) -> &'static str {
    VILLAGES[scattered(n, VILLAGES.len() as i64) as usize]
}

pub fn seller(bulk: &Bulk, n: i64) -> NewOrganisation {
    let mut chance = Chance::of(&format!("large seller {n}"));
    let weighted: Vec<_> =
        SELLS.iter().map(|(kind, word, weight)| ((*kind, *word), *weight)).collect();
    let (kind, word) = chance.weighted(&weighted);
    let home = home(n);
    NewOrganisation {
        id: bulk.seller_id(n),
        number: format!("DL-GYS-{:06}", n + 1),
        name: format!("{}{word}{:05}(演示)", places::name(home), n + 1),
        kind,
        credit_code: None,
        division_code: place(home),
        banner_code: Some(place(&home[..6])),
        founded_on: None,
        introduction: None,
        neutral_rank: chance.rank(),
    }
}

pub fn products_of(bulk: &Bulk, seller: i64) -> Vec<NewProduct> {
    let mut chance = Chance::of(&format!("large products {seller}"));
    let home = home(seller);
    let banner = &home[..6];
    // Nothing invented stands beside a real brand.
    let grown: Vec<&Produce> =
        PRODUCE.iter().filter(|p| p.grows_in(banner) && p.brand_in(banner).is_none()).collect();
    let begin = chance.below(FIRST.len());
    (0..PRODUCTS_OF_A_SELLER)
        .map(|k| {
            let produce = *chance.pick(&grown);
            let packing = chance.pick(&produce.packings);
            let (first, second) = (FIRST[(begin + k as usize) % FIRST.len()], chance.draw(&SECOND));
            NewProduct {
                id: bulk.product_id(seller, k),
                organisation_id: bulk.seller_id(seller),
                category_code: produce.category.clone(),
                name: format!("{first}{second}{}", produce.name_in(banner)),
                specification: packing.words.clone(),
                unit_code: produce.unit.clone(),
                net_kilograms: packing.net_kilograms,
                price: yuan(produce.price_fen(&mut chance)),
                price_basis: produce.basis.clone(),
                origin_code: place(home),
                brand_id: None,
                months: produce.months.clone(),
                yearly_capacity: None,
                introduction: None,
                neutral_rank: chance.rank(),
            }
        })
        .collect()
}

pub fn buyer(bulk: &Bulk, n: i64) -> NewOrganisation {
    let mut chance = Chance::of(&format!("large buyer {n}"));
    let weighted: Vec<_> =
        BUYS.iter().map(|(kind, word, weight)| ((*kind, *word), *weight)).collect();
    let (kind, word) = chance.weighted(&weighted);
    NewOrganisation {
        id: bulk.buyer_id(n),
        number: format!("DL-CGF-{:06}", n + 1),
        name: format!("示范{word}{:04}(演示)", n + 1),
        kind,
        credit_code: None,
        division_code: place(CITY),
        banner_code: None,
        founded_on: None,
        introduction: None,
        neutral_rank: chance.rank(),
    }
}

/// A party's, by its number.
pub fn name(bulk: &Bulk, id: OrganisationId) -> String {
    let n = id.0 - bulk.seller_id(0).0;
    if n < bulk.sellers { seller(bulk, n).name } else { buyer(bulk, n - bulk.sellers).name }
}
