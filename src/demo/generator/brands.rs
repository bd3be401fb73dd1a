//! Brands. The real ones are names only: no owner, no trademark, no deal. The invented ones end in
//! (演示) and have one registration each, 112 of them within the three years up to the third fair. Of
//! the older ones one has expired, one expires soon, and one awaits verification.

use super::{
    calendar::{day, last_of_years, later, today},
    chance::Chance,
    places::{self, place},
    produce::{NAMED_BRANDS, PRODUCE, Produce},
    products::Ware,
    seller_names::MARK,
    sellers::{Seller, Showing},
    trades::trade,
};
use crate::{
    brands::model::{NewBrand, NewTrademark},
    values::ids::{BrandId, TrademarkId},
};
use chrono::NaiveDate;

const REGISTERED_LATELY: usize = 112;
const REGISTERED_BEFORE: usize = 10;
/// The number, in the order of registration, of the unverified one.
const WAITS: i64 = 3;

/// Also puts each brand onto its products.
pub fn brands(sellers: &[Seller], wares: &mut [Ware]) -> (Vec<NewBrand>, Vec<NewTrademark>) {
    let mut chance = Chance::of("brands");
    let mut brands = real_brands();
    for ware in wares.iter_mut() {
        ware.product.brand_id =
            brands.iter().find(|b| Some(b.name.as_str()) == ware.real_brand).map(|b| b.id);
    }
    let mut owners: Vec<usize> =
        (0..sellers.len()).filter(|at| may_own(*at, sellers, wares)).collect();
    chance.shuffle(&mut owners);
    let mut days = registration_days(&mut chance);
    days.sort();
    let mut trademarks = Vec::new();
    for ((owner, name), registered_on) in
        owners.into_iter().zip(invented_names(&mut chance)).zip(days)
    {
        let id = BrandId(brands.len() as i64 + 1);
        let own: Vec<&mut Ware> = wares.iter_mut().filter(|ware| ware.seller == owner).collect();
        let class = trade(&own[0].produce.category).mark_class;
        let goods = own[0].product.name.clone();
        let owner_id = own[0].product.organisation_id;
        own.into_iter().for_each(|ware| ware.product.brand_id = Some(id));
        brands.push(NewBrand {
            id,
            home_code: place(sellers[owner].banner),
            owner_id: Some(owner_id),
            named_on: None,
            story: Some(format!("用于{goods}的演示品牌，非真实商标。")),
            name,
        });
        let serial = trademarks.len() as i64 + 1;
        trademarks.push(trademark(serial, id, class, registered_on, sellers[owner].banner));
    }
    (brands, trademarks)
}

/// Verified on the day of registration at the earliest, except for the unverified one.
fn trademark(
    serial: i64,
    brand_id: BrandId,
    class: i16,
    registered_on: NaiveDate,
    banner: &str,
) -> NewTrademark {
    let is_verified = serial != WAITS;
    NewTrademark {
        id: TrademarkId(serial),
        brand_id,
        number: format!("演示-TM-{serial:04}"),
        class,
        registered_on,
        expires_on: last_of_years(registered_on, 10),
        verified_on: is_verified.then(|| later(registered_on, 12)),
        verified_by: is_verified.then(|| format!("{}农牧局{MARK}", places::name(banner))),
    }
}

/// The four of the press first, then the others in the order of the list of produce.
fn real_brands() -> Vec<NewBrand> {
    let mut homes: Vec<(&str, &str)> = PRODUCE.iter().filter_map(Produce::brand_home).collect();
    homes.sort_by_key(|(name, _)| {
        NAMED_BRANDS.iter().position(|named| named == name).unwrap_or(NAMED_BRANDS.len())
    });
    let mut brands: Vec<NewBrand> = Vec::new();
    for (name, home) in homes {
        if brands.iter().any(|brand| brand.name == name) {
            continue;
        }
        let id = BrandId(brands.len() as i64 + 1);
        let is_named = NAMED_BRANDS.contains(&name);
        let story = is_named.then(|| "第三届农产品展洽会的报道中提到的品牌。".to_string());
        brands.push(NewBrand {
            id,
            name: name.to_string(),
            home_code: place(home),
            owner_id: None,
            story,
            named_on: is_named.then(today),
        });
    }
    brands
}

/// Sellers without products of a real brand that are still to be seen.
fn may_own(at: usize, sellers: &[Seller], wares: &[Ware]) -> bool {
    sellers[at].showing == Showing::Third
        && wares.iter().filter(|ware| ware.seller == at).all(|ware| ware.real_brand.is_none())
}

fn invented_names(chance: &mut Chance) -> Vec<String> {
    const HEADS: [&str; 24] = [
        "沙柳", "晨露", "牧云", "青垄", "暖坡", "芨芨", "禾野", "远川", "梁上", "红柳", "白杨",
        "苇塘", "毡房", "金穗", "雁归", "晴沙", "河湾", "野渡", "杏坡", "风吟", "苜香", "驼铃",
        "柠条", "朝原",
    ];
    const TAILS: [&str; 9] = ["人家", "小院", "田记", "谷", "坡", "滩头", "牧歌", "里", "庄"];
    let mut names: Vec<String> =
        HEADS.iter().flat_map(|head| TAILS.map(|tail| format!("{head}{tail}{MARK}"))).collect();
    chance.shuffle(&mut names);
    names
}

fn registration_days(chance: &mut Chance) -> Vec<NaiveDate> {
    let lately = (0..REGISTERED_LATELY).map(|_| (day(2017, 9, 29), later(today(), -12)));
    let ended_and_ending =
        [(day(2009, 3, 2), day(2010, 6, 30)), (day(2010, 11, 2), day(2011, 2, 24))];
    let before = ended_and_ending
        .into_iter()
        .chain((2..REGISTERED_BEFORE).map(|_| (day(2014, 2, 10), day(2017, 9, 14))));
    lately
        .chain(before)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(from, to)| chance.day(from, to))
        .collect()
}
