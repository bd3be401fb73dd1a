//! Goods bought without a contract, at a shop or for a holiday: a separate figure.

use super::{
    calendar::{day, eve, later},
    chance::Chance,
    market::{Market, Pair},
    places::{place, supplying_villages},
    produce::market_price,
    products::Ware,
    sums::{Part, divide, line_fen, quantity, round_quantity, yuan},
};
use crate::{
    deliveries::model::{DeliveryState, HouseholdCategory, NewDelivery, NewDeliveryLine},
    values::{
        amount::Amount,
        ids::{DeliveryId, DeliveryLineId},
    },
};
use chrono::NaiveDate;

const COUNT: usize = 25;
/// About the sum of all, in fen.
const ABOUT: i64 = 186_400_000;

pub fn purchases(market: &Market) -> Vec<NewDelivery> {
    let mut chance = Chance::of("off contract");
    let dealing = market.dealing();
    let mut days: Vec<NaiveDate> =
        (0..COUNT).map(|_| chance.day(day(2019, 1, 8), later(eve(), -3))).collect();
    days.sort();
    let parts: Vec<Part> = (0..COUNT)
        .map(|_| Part { weight: chance.between(20, 100), floor: 1_000_000, cap: 20_000_000 })
        .collect();
    let mut all = Vec::new();
    for (i, (on, wish)) in days.into_iter().zip(divide(ABOUT, &parts, |fen| fen)).enumerate() {
        let buyer = chance.below(market.buyers.len());
        let pair = Pair { buyer, seller: market.seller_for(buyer, &dealing, &mut chance) };
        let mut goods = market.goods(pair.seller);
        goods.truncate(2);
        let banner = market.sellers[pair.seller].banner;
        let each = wish / goods.len() as i64;
        let lines =
            goods.into_iter().map(|ware| line(ware, each, banner, on, &mut chance)).collect();
        all.push(NewDelivery {
            id: DeliveryId(0),
            number: format!("DH-LX-{:03}", i + 1),
            contract_id: None,
            buyer_id: market.buyer_id(pair.buyer),
            supplier_id: market.seller_id(pair.seller),
            owner_banner_code: place(banner),
            planned_on: on,
            shipped_on: Some(on),
            lines,
        });
    }
    all
}

fn line(
    ware: &Ware,
    wish: i64,
    banner: &str,
    on: NaiveDate,
    chance: &mut Chance,
) -> NewDeliveryLine {
    let price_fen = market_price(ware.price_fen * chance.between(92, 100) / 100);
    let milli = round_quantity(wish / price_fen).max(1) * 1000;
    let amount = Amount::fen(line_fen(milli, price_fen));
    let villages = supplying_villages(banner);
    let origin = ware.product.origin_code.as_str();
    let village =
        villages.iter().find(|code| **code == origin).unwrap_or_else(|| chance.pick(&villages));
    NewDeliveryLine {
        id: DeliveryLineId(0),
        delivery_id: DeliveryId(0),
        position: 0,
        part: 1,
        contract_line_id: None,
        product_id: Some(ware.product.id),
        category_code: ware.product.category_code.clone(),
        name: ware.product.name.clone(),
        unit_code: ware.product.unit_code.clone(),
        unit_price: yuan(price_fen),
        quantity_shipped: quantity(milli),
        quantity_accepted: quantity(milli),
        amount_shipped: amount,
        amount_accepted: amount,
        village_code: place(village),
        household_category: HouseholdCategory::General,
        households: chance.between(2, 14) as i32,
        state: DeliveryState::Accepted,
        accepted_on: Some(later(on, chance.between(0, 1))),
        refused_on: None,
        reason_class: None,
        reason: None,
        gross_weight: None,
        tare_weight: None,
        weighing_ticket: None,
    }
}
