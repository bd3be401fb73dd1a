//! The parameters of the lists, with the names and values that the forms of the lists read. Values
//! from data, such as editions, are the current ones.

mod deals;
mod one;

pub use deals::{agreements, contracts, deliveries, payments, projects};
pub use one::{Default, as_of, id_schema};

use super::openapi::Parameter;
use crate::{organisations::model::Side, site::model::Site};
use one::{banner, category, certification, coded, edition, id, kinds, place, price, search, zone};
use serde_json::json;

pub fn exhibitors(site: &Site, default: Default) -> Vec<Parameter> {
    vec![
        edition(site, default),
        search(),
        banner(site),
        coded("kind", "主体类别", "Kind of organisation", kinds(Side::Supplier)),
        zone(),
        certification(),
        as_of(),
    ]
}

pub fn products(site: &Site, default: Default) -> Vec<Parameter> {
    vec![
        edition(site, default),
        search(),
        category(),
        banner(site),
        certification(),
        Parameter::query(
            "season",
            ("有货的月份", "Month of supply"),
            json!({ "type": "integer", "minimum": 1, "maximum": 12 }),
        ),
        Parameter::query("price_min", ("最低价（元）", "Lowest price in yuan"), price()),
        Parameter::query("price_max", ("最高价（元）", "Highest price in yuan"), price()),
        Parameter::query("place", ("产地的区划代码", "Township or village of origin"), place()),
        id("brand", "品牌", "Id of a brand"),
        as_of(),
    ]
}

pub fn brands(site: &Site) -> Vec<Parameter> {
    let registered = coded(
        "trademark",
        "有无注册商标",
        "Whether it has a trademark",
        vec!["registered", "none", "new"],
    );
    vec![
        search(),
        banner(site),
        registered,
        coded("named", "报道提及的品牌", "Only brands named in the press", vec!["yes"]),
        as_of(),
    ]
}

pub fn buyers(site: &Site) -> Vec<Parameter> {
    vec![
        search(),
        banner(site),
        coded(
            "kind",
            "采购方类别；state_owned 为国企",
            "Kind of buyer; state_owned is every state-owned one",
            kinds(Side::Buyer).into_iter().chain(["state_owned"]).collect(),
        ),
        coded("with", "有在期协议的", "Only those with an agreement in force", vec!["framework"]),
        as_of(),
    ]
}

pub fn villages(site: &Site) -> Vec<Parameter> {
    vec![
        search(),
        banner(site),
        coded(
            "with",
            "有供货合同或产品的",
            "Only those with contracts, or with products",
            vec!["contracts", "products"],
        ),
        coded("kind", "只要嘎查村", "Gacha villages of the programme only", vec!["gacha"]),
        Parameter::query("township", ("苏木乡镇的区划代码", "Code of a township"), place()),
        as_of(),
    ]
}

pub fn banners(site: &Site) -> Vec<Parameter> {
    vec![edition(site, Default::Current), as_of()]
}

pub fn editions() -> Vec<Parameter> {
    vec![as_of()]
}

pub fn sales(site: &Site) -> Vec<Parameter> {
    vec![
        edition(site, Default::All),
        Parameter::query(
            "day",
            ("展会的第几天", "Which day of the fair"),
            json!({ "type": "integer", "minimum": 1, "maximum": 99 }),
        ),
        banner(site),
        category(),
        zone(),
        as_of(),
    ]
}

pub fn divisions(site: &Site) -> Vec<Parameter> {
    vec![
        search(),
        banner(site),
        coded("level", "级别", "Level", LEVELS.to_vec()),
        Parameter::query("parent", ("上级区划代码", "Code of the division above"), place()),
    ]
}

pub const LEVELS: [&str; 4] = ["city", "banner", "township", "village"];
