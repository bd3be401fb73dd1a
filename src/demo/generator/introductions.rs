//! A plain sentence about each seller, buyer and product.

use super::{
    buyers::Buyer,
    chance::Chance,
    places,
    produce::Produce,
    sellers::Seller,
    trades::{Work, trade},
};
use crate::{
    organisations::model::OrganisationKind::*,
    values::{day, lang::Lang},
};

pub fn of_seller(seller: &Seller, chance: &mut Chance) -> String {
    let goods =
        seller.produce.iter().map(|p| p.name_in(seller.banner)).collect::<Vec<_>>().join("、");
    let place = places::name(seller.home);
    let count = chance.between(12, 96);
    match seller.kind {
        Agribusiness => pick(
            chance,
            &[
                format!("收购加工周边农牧户的原料，主营{goods}。"),
                format!("在{place}有加工车间和冷库，主营{goods}。"),
                format!("与{count}户农牧户签有订单，统一收购{goods}。"),
            ],
        ),
        Cooperative => pick(
            chance,
            &[
                format!("{count}户社员统一购种、统一销售，主营{goods}。"),
                format!("社员来自{place}一带，合作经营{goods}。"),
                format!("带动{place}{count}户农牧户生产{goods}，按交售量返利。"),
            ],
        ),
        LargeGrower => pick(
            chance,
            &[
                format!("在{place}自种自养多年，出售{goods}。"),
                format!("规模种养户，常年供应{goods}，可到地头看货。"),
            ],
        ),
        FamilyFarm => pick(
            chance,
            &[
                format!("一家人经营，生产{goods}，自产自销。"),
                format!("位于{place}，家庭劳力为主，农忙时雇请同村人，出产{goods}。"),
            ],
        ),
        VillageCollective => pick(
            chance,
            &[
                format!("{place}的集体经济组织，代本村农牧户销售{goods}，收益归集体。"),
                format!("由驻村工作队协助组织货源，集中销售本村的{goods}。"),
            ],
        ),
        _ => format!("旗区国有平台公司，汇集各嘎查村的{goods}等农畜产品对外供应。"),
    }
}

pub fn of_buyer(buyer: &Buyer, chance: &mut Chance) -> String {
    let place = buyer.banner.map_or("本市", places::name);
    let people = chance.between(4, 60) * 50;
    match buyer.kind {
        PublicBody => format!("位于{place}，食堂日均就餐约{people}人。"),
        Retailer => format!("在{place}设有扶贫产品专柜。"),
        Private => format!("位于{place}，按月采购农畜产品。"),
        _ => pick(
            chance,
            &[
                format!("在{place}有职工约{people}人，食堂和工会定期采购农畜产品。"),
                format!("职工食堂日均就餐约{people}人，采购以{place}及周边产品为主。"),
                "有包联嘎查村，逢节日集中采购职工福利。".to_string(),
            ],
        ),
    }
}

pub fn of_product(produce: &Produce, banner: &str, origin: &str, chance: &mut Chance) -> String {
    let place = places::name(origin);
    let season = day::months(&produce.months, Lang::Zh);
    let all_year = produce.months.len() == 12;
    let sold = if all_year { "全年供应".to_string() } else { format!("{season}供应") };
    match (produce.top(), trade(&produce.category).work) {
        ("04", _) => pick(
            chance,
            &[
                format!("{place}牧户饲养，定点屠宰，检疫合格后{sold}。"),
                format!("来自{place}，屠宰后排酸分割，冷链运输，{sold}。"),
            ],
        ),
        ("06", _) => pick(
            chance,
            &[
                format!("{place}自繁自养，出栏前检疫，{sold}。"),
                format!("免疫记录齐全，可到{place}看畜选畜，{sold}。"),
            ],
        ),
        ("08", _) => pick(
            chance,
            &[
                format!("{place}塘养，{sold}，当日起捕装运。"),
                format!("产自{place}，{sold}，冰鲜冷链发货。"),
            ],
        ),
        ("11", Work::Herd) => format!("{place}蜂农采收，过滤分装，{sold}。"),
        ("07", Work::Herd) => format!("{place}牧场当日挤奶，检验合格后冷链发运。"),
        ("12", _) => pick(
            chance,
            &[
                format!("原料来自{}牧户。", places::name(banner)),
                format!("{place}收购、分级，{sold}。"),
            ],
        ),
        (_, Work::Crop) => pick(
            chance,
            &[
                format!("产自{place}，{sold}，产地直发。"),
                format!("{place}种植，采收后分级装运，{sold}。"),
                format!("{place}农牧户按订单种植，{sold}。"),
            ],
        ),
        (_, Work::Herd) => pick(
            chance,
            &[
                format!("{place}散养户集中供货，{sold}。"),
                format!("产自{place}，{sold}，当日装运。"),
            ],
        ),
        (_, Work::Craft) => pick(
            chance,
            &[
                format!("用本地原料在{place}加工，{sold}。"),
                format!("{place}小批量制作，{sold}。"),
                format!("{place}车间加工，出厂附检验单，{sold}。"),
            ],
        ),
    }
}

fn pick(chance: &mut Chance, sentences: &[String]) -> String {
    chance.pick(sentences).clone()
}
