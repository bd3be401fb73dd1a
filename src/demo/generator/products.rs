//! The products of each seller, and the market for the deals: the sellers with products without a
//! real brand.

use super::{
    chance::Chance,
    introductions,
    places::{self, KANGBASHI, place},
    produce::Produce,
    sellers::Seller,
    sums::{round_quantity, yuan},
};
use crate::{
    organisations::model::OrganisationKind::{self, *},
    products::model::NewProduct,
    values::ids::{OrganisationId, ProductId},
};
use rust_decimal::Decimal;

/// A product, and what it was made from.
pub struct Ware {
    pub product: NewProduct,
    /// Its place in the list of sellers.
    pub seller: usize,
    pub produce: &'static Produce,
    pub price_fen: i64,
    pub real_brand: Option<&'static str>,
}

pub fn wares(sellers: &[Seller]) -> Vec<Ware> {
    let mut chance = Chance::of("products");
    let mut all: Vec<Ware> = Vec::new();
    for (i, seller) in sellers.iter().enumerate() {
        for produce in &seller.produce {
            all.push(ware(all.len() + 1, i, seller, produce, &mut chance));
        }
    }
    all
}

fn ware(
    id: usize,
    at: usize,
    seller: &Seller,
    produce: &'static Produce,
    chance: &mut Chance,
) -> Ware {
    let price_fen = produce.price_fen(chance);
    let packing = chance.pick(&produce.packings);
    let origin = origin(seller, produce, chance);
    let capacity = round_quantity(chance.quantile(yearly_sales(seller.kind)) * 100 / price_fen);
    let product = NewProduct {
        id: ProductId(id as i64),
        organisation_id: OrganisationId(at as i64 + 1),
        category_code: produce.category.clone(),
        name: produce.name_in(seller.banner).to_string(),
        specification: packing.words.clone(),
        unit_code: produce.unit.clone(),
        net_kilograms: packing.net_kilograms,
        price: yuan(price_fen),
        price_basis: produce.basis.clone(),
        origin_code: place(origin),
        brand_id: None,
        months: produce.months.clone(),
        yearly_capacity: chance.percent(94).then_some(Decimal::from(capacity)),
        introduction: Some(introductions::of_product(produce, seller.banner, origin, chance)),
        neutral_rank: chance.rank(),
    };
    Ware { product, seller: at, produce, price_fen, real_brand: produce.brand_in(seller.banner) }
}

/// Quantiles of the value of a year's harvest, in yuan.
fn yearly_sales(kind: OrganisationKind) -> &'static [i64] {
    match kind {
        Agribusiness => &[1_500_000, 3_000_000, 5_000_000, 9_000_000, 20_000_000],
        StatePlatform => &[4_000_000, 8_000_000, 15_000_000],
        Cooperative => &[500_000, 1_000_000, 1_800_000, 3_200_000, 7_000_000],
        LargeGrower => &[250_000, 500_000, 900_000, 1_600_000],
        FamilyFarm => &[150_000, 300_000, 600_000, 1_000_000],
        _ => &[200_000, 450_000, 900_000, 2_000_000],
    }
}

/// The seller's own village; else the village of the produce; else some village of the banner, or
/// sometimes only its township.
fn origin(seller: &Seller, produce: &'static Produce, chance: &mut Chance) -> &'static str {
    let said = produce.origin.as_deref().filter(|code| code.starts_with(seller.banner));
    match said {
        Some(code) if code.len() == 12 || !seller.home.starts_with(code) => return code,
        _ if seller.home.len() == 12 => return seller.home,
        _ => {}
    }
    if seller.banner == KANGBASHI || chance.percent(14) {
        let townships = places::townships(seller.banner);
        return if seller.home.len() == 9 { seller.home } else { chance.draw(&townships) };
    }
    let near = places::villages(seller.home);
    chance.draw(&if near.is_empty() { places::villages(seller.banner) } else { near })
}
