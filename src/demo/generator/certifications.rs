//! Certificates, all invented and marked so, on products without a real brand. Each scheme has its
//! own term; the last hazard-free certificates are from 2018, so they expire one by one.

use super::{
    calendar::{last_of_years, later, today},
    chance::Chance,
    market::Market,
    places,
    products::Ware,
    seller_names::MARK,
    sellers::Showing,
};
use crate::{
    products::model::{NewCertification, Scheme},
    values::ids::CertificationId,
};
use chrono::{Datelike, NaiveDate};

/// Where the certificate stands on the business day.
#[derive(Clone, Copy)]
enum Standing {
    Expired,
    /// Its last day comes within thirty days.
    RunsOutSoon,
    Valid,
}

/// Scheme, and the numbers expired, expiring soon, valid.
const COUNTS: [(Scheme, usize, usize, usize); 7] = [
    (Scheme::HazardFree, 13, 2, 17),
    (Scheme::Green, 4, 2, 54),
    (Scheme::Organic, 7, 2, 26),
    (Scheme::Mingyoute, 1, 0, 8),
    (Scheme::PovertyProduct, 0, 0, 8),
    (Scheme::Meng, 0, 0, 4),
    (Scheme::Agi, 0, 0, 2),
];

pub fn certifications(market: &Market) -> Vec<NewCertification> {
    let mut chance = Chance::of("certifications");
    let mut fresh: Vec<&Ware> = market
        .wares
        .iter()
        .filter(|w| w.real_brand.is_none() && market.sellers[w.seller].showing == Showing::Third)
        .collect();
    chance.shuffle(&mut fresh);
    let mut all = Vec::new();
    for (scheme, expired, soon, valid) in COUNTS {
        let standings =
            [(Standing::Expired, expired), (Standing::RunsOutSoon, soon), (Standing::Valid, valid)];
        for standing in standings.into_iter().flat_map(|(standing, count)| vec![standing; count]) {
            let Some(at) = fresh.iter().position(|ware| suits(scheme, ware.produce.top())) else {
                continue;
            };
            let id = CertificationId(all.len() as i64 + 1);
            all.push(certification(id, scheme, standing, fresh.remove(at), &mut chance));
        }
    }
    all
}

fn certification(
    id: CertificationId,
    scheme: Scheme,
    standing: Standing,
    ware: &Ware,
    chance: &mut Chance,
) -> NewCertification {
    let (valid_from, valid_to) = term(scheme, standing, chance);
    let (short, issuer) = papers(scheme);
    let banner = places::name(&ware.product.origin_code.as_str()[..6]);
    let checked = later(valid_from, chance.between(10, 60)).min(today());
    let verified = chance.percent(92);
    NewCertification {
        id,
        organisation_id: ware.product.organisation_id,
        scheme,
        number: format!("演示-{short}-{}-{:04}", valid_from.year(), id.0),
        issuer: format!("{issuer}{MARK}"),
        valid_from,
        valid_to,
        verified_on: verified.then_some(checked),
        verified_by: verified.then(|| format!("{banner}农牧局{MARK}")),
        products: vec![ware.product.id],
    }
}

fn term(scheme: Scheme, standing: Standing, chance: &mut Chance) -> (NaiveDate, Option<NaiveDate>) {
    let Some(years) = years(scheme) else {
        return (later(today(), -chance.between(400, 2000)), None);
    };
    // No hazard-free certificate began after the spring of 2018.
    let longest = if scheme == Scheme::HazardFree { 180 } else { i64::from(years) * 365 - 40 };
    let ahead = match standing {
        Standing::Expired => -chance.between(3, 290),
        Standing::RunsOutSoon => chance.between(4, 29),
        Standing::Valid => chance.between(32, longest),
    };
    let end = later(today(), ahead);
    let from = later(last_of_years(end, -years), 2);
    (from, Some(last_of_years(from, years)))
}

fn years(scheme: Scheme) -> Option<i32> {
    match scheme {
        Scheme::Organic => Some(1),
        Scheme::Agi | Scheme::GiProduct | Scheme::GiMark => None,
        _ => Some(3),
    }
}

/// The sign in the number, and an office that does not exist.
fn papers(scheme: Scheme) -> (&'static str, &'static str) {
    match scheme {
        Scheme::HazardFree => ("WGH", "示范农产品质量安全检验所"),
        Scheme::Green => ("GF", "示范绿色食品认证中心"),
        Scheme::Organic => ("YJ", "示范有机产品认证中心"),
        Scheme::Agi => ("DB", "示范地理标志登记所"),
        Scheme::Mingyoute => ("MYT", "示范名优特评定委员会"),
        Scheme::PovertyProduct => ("FP", "示范扶贫产品认定办公室"),
        _ => ("RZ", "示范认证中心"),
    }
}

/// Food and what is grown; crafts, workwear and seedlings have no such certificates.
fn suits(scheme: Scheme, top: &str) -> bool {
    match scheme {
        Scheme::PovertyProduct | Scheme::Mingyoute => true,
        Scheme::HazardFree => ["02", "03", "04", "05", "08", "09"].contains(&top),
        Scheme::Agi => ["01", "02", "03"].contains(&top),
        _ => !["06", "12", "13", "15"].contains(&top),
    }
}
