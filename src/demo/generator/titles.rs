//! Titles of deals: from the goods, never from a brand.

use super::{
    chance::Chance,
    market::{Market, Pair},
    places,
    trades::{Work, trade},
};
use crate::{
    contracts::model::NewContractLine,
    projects::model::ProjectType::{self, *},
};

/// One or two of a seller's goods: `达拉特马铃薯、红葱`.
pub fn goods(market: &Market, seller: usize) -> String {
    let mut names: Vec<&str> =
        market.goods(seller).iter().map(|ware| ware.product.name.as_str()).collect();
    names.dedup();
    names.into_iter().take(2).collect::<Vec<_>>().join("、")
}

/// Contract farming is for produce; the rest is supplied or bought in support.
pub fn project_type(market: &Market, seller: usize, chance: &mut Chance) -> ProjectType {
    let grows =
        market.goods(seller).iter().any(|ware| trade(&ware.produce.category).work != Work::Craft);
    match chance.below(100) {
        0..20 if grows => ModernFarming,
        0..66 => DirectSupply,
        _ => ConsumptionSupport,
    }
}

pub fn project(
    market: &Market,
    seller: usize,
    of_type: ProjectType,
    chance: &mut Chance,
) -> String {
    let goods = goods(market, seller);
    let home = &market.sellers[seller];
    let township = if home.home.len() >= 9 {
        places::name(&home.home[..9])
    } else {
        places::name(home.banner)
    };
    let first = market.goods(seller)[0];
    let work = trade(&first.produce.category).work;
    let first = &first.product.name;
    match of_type {
        ModernFarming if work == Work::Herd => {
            format!("{township}{first}{}", chance.pick(&["标准化养殖基地共建", "规模养殖合作"]))
        }
        ModernFarming => {
            format!("{township}{first}{}", chance.pick(&["标准化种植基地共建", "订单种植合作"]))
        }
        DirectSupply => {
            format!("{goods}{}", chance.pick(&["年度直供", "产销对接", "直供职工食堂"]))
        }
        ConsumptionSupport => {
            format!("{township}{first}{}", chance.pick(&["消费帮扶采购", "职工福利帮扶采购"]))
        }
    }
}

pub fn agreement(market: &Market, pair: Pair, chance: &mut Chance) -> String {
    let form = chance.pick(&["长期采购框架协议", "供应框架协议", "定点采购框架协议"]);
    format!("{}{form}", goods(market, pair.seller))
}

pub fn contract(lines: &[NewContractLine]) -> String {
    let mut names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    names.dedup();
    let more = if names.len() > 2 { "等" } else { "" };
    format!("{}{more}采购合同", names.into_iter().take(2).collect::<Vec<_>>().join("、"))
}
