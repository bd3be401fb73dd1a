//! On-site sales of the booths. Confirmed sales of the first two fairs sum to slightly above 450万;
//! the third has only the first day's reports so far, and some booths said that they sold nothing.

use super::{
    calendar::{day, later, today},
    chance::Chance,
    market::Market,
    seller_names::MARK,
    sums::{Part, divide, yuan},
};
use crate::{
    exhibitors::model::NewExhibitor,
    sales::model::{NewOnsiteReport, NewOnsiteSale},
    values::ids::{ExhibitorId, OnsiteReportId, OnsiteSaleId},
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Sum of the confirmed sales of the first and the second fair, in fen.
const CONFIRMED: [i64; 2] = [182_164_000, 271_518_050];
const REPORTS_TODAY: usize = 46;
/// Booths that said they sold nothing today.
const NONE_TODAY: usize = 12;
/// How buyers paid at the booths that reported today.
const TAKEN: [&[&str]; 4] =
    [&["scan", "cash"], &["scan"], &["scan", "cash", "transfer"], &["cash"]];
/// Quantiles of a booth's day, in yuan.
const DAY: [i64; 6] = [300, 1_200, 2_400, 3_800, 6_500, 18_000];

pub fn onsite_sales(
    market: &Market,
    exhibitors: &[NewExhibitor],
) -> (Vec<NewOnsiteReport>, Vec<NewOnsiteSale>) {
    let mut chance = Chance::of("onsite sales");
    let mut all = Vec::new();
    for (edition, total) in [(1, CONFIRMED[0]), (2, CONFIRMED[1])] {
        let mut reports = reports(market, exhibitors, edition);
        reports.retain(|_| chance.percent(93));
        let parts: Vec<Part> = reports
            .iter()
            .map(|_| Part { weight: chance.quantile(&DAY), floor: 8_000, cap: 9_000_000 })
            .collect();
        let confirmed_in = if edition == 1 { day(2018, 12, 3) } else { day(2019, 11, 4) };
        for (report, fen) in reports.into_iter().zip(divide(total, &parts, |fen| fen / 50 * 50)) {
            let confirmed_on = Some(later(confirmed_in, chance.between(0, 9)));
            let confirmed_by = Some(format!("展洽会组委会统计组{MARK}"));
            all.push(NewOnsiteSale { amount: yuan(fen), confirmed_on, confirmed_by, ..report });
        }
    }
    add_unconfirmed(&mut all, &mut chance);
    let mut first_day = reports(market, exhibitors, 3);
    first_day.retain(|report| report.fair_day == 1);
    chance.shuffle(&mut first_day);
    let mut seen = BTreeSet::new();
    first_day.retain(|report| seen.insert(report.exhibitor_id));
    let mut first_day = first_day.into_iter();
    for report in first_day.by_ref().take(REPORTS_TODAY) {
        let amount = yuan(chance.quantile(&DAY) / 10 * 1_000);
        let sold = NewOnsiteSale { sold_on: Some(today()), amount, ..report };
        all.push(of_a_product(market, exhibitors, sold));
    }
    let none: Vec<ExhibitorId> =
        first_day.take(NONE_TODAY).map(|report| report.exhibitor_id).collect();
    count_up(&mut all);
    (reports_of(&all, &none), all)
}

/// The ids, and the places within a report.
fn count_up(all: &mut [NewOnsiteSale]) {
    let mut places: BTreeMap<(ExhibitorId, i16), i16> = BTreeMap::new();
    for (i, sale) in all.iter_mut().enumerate() {
        sale.id = OnsiteSaleId(i as i64 + 1);
        let place = places.entry((sale.exhibitor_id, sale.fair_day)).or_default();
        *place += 1;
        sale.position = *place;
    }
}

/// Names a product of that category, and how much of it the amount is at its price.
fn of_a_product(
    market: &Market,
    exhibitors: &[NewExhibitor],
    sale: NewOnsiteSale,
) -> NewOnsiteSale {
    let exhibitor = &exhibitors[sale.exhibitor_id.0 as usize - 1];
    let goods = market.goods(exhibitor.organisation_id.0 as usize - 1);
    let ware = goods.iter().find(|ware| ware.produce.top() == sale.category_code);
    let Some(product) = ware.map(|ware| &ware.product) else { return sale };
    NewOnsiteSale {
        product_id: Some(product.id),
        name: Some(product.name.clone()),
        quantity: Some((sale.amount / product.price).round().max(Decimal::ONE)),
        unit_code: Some(product.unit_code.clone()),
        ..sale
    }
}

/// One for each booth and day with sales, and for each that sold nothing today.
fn reports_of(sales: &[NewOnsiteSale], none: &[ExhibitorId]) -> Vec<NewOnsiteReport> {
    let mut chance = Chance::of("onsite reports");
    let mut days: BTreeMap<(i16, ExhibitorId), bool> = BTreeMap::new();
    for sale in sales {
        *days.entry((sale.fair_day, sale.exhibitor_id)).or_default() |= sale.sold_on.is_some();
    }
    let sold = days.into_iter().map(|((fair_day, exhibitor_id), is_today)| {
        let taken =
            if is_today { TAKEN[chance.between(0, 3) as usize].to_vec() } else { Vec::new() };
        (fair_day, exhibitor_id, taken)
    });
    let sold: Vec<_> = sold.collect();
    let none = none.iter().map(|exhibitor_id| (1, *exhibitor_id, Vec::new()));
    let said_none = sold.len();
    let report = |(at, (fair_day, exhibitor_id, taken)): (usize, (i16, ExhibitorId, Vec<_>))| {
        NewOnsiteReport {
            id: OnsiteReportId(at as i64 + 1),
            exhibitor_id,
            fair_day,
            said_none: at >= said_none,
            taken,
        }
    };
    sold.into_iter().chain(none).enumerate().map(report).collect()
}

/// A report per exhibitor, fair day and upper category, of goods without a real brand; the amounts
/// are filled in later.
fn reports(market: &Market, exhibitors: &[NewExhibitor], edition: i64) -> Vec<NewOnsiteSale> {
    let mut all = Vec::new();
    for exhibitor in exhibitors.iter().filter(|e| e.edition_id.0 == edition && e.state.is_public())
    {
        let goods = market.goods(exhibitor.organisation_id.0 as usize - 1);
        let mut tops: Vec<&str> = goods.iter().map(|ware| ware.produce.top()).collect();
        tops.dedup();
        for (fair_day, top) in
            (1..=3).flat_map(|fair_day| tops.iter().map(move |top| (fair_day, *top)))
        {
            all.push(NewOnsiteSale {
                id: OnsiteSaleId(0),
                exhibitor_id: exhibitor.id,
                fair_day,
                position: 0,
                sold_on: None,
                category_code: top.to_string(),
                product_id: None,
                name: None,
                quantity: None,
                unit_code: None,
                amount: yuan(0),
                confirmed_on: None,
                confirmed_by: None,
            });
        }
    }
    let seen =
        |sale: &NewOnsiteSale| (sale.exhibitor_id, sale.fair_day, sale.category_code.clone());
    all.sort_by_key(seen);
    all.dedup_by_key(|sale| seen(sale));
    all
}

/// Some booths also reported other goods than their products; those are unconfirmed.
fn add_unconfirmed(all: &mut Vec<NewOnsiteSale>, chance: &mut Chance) {
    for i in (7..all.len()).step_by(31) {
        let confirmed = &all[i];
        let other = if confirmed.category_code == "10" { "01" } else { "10" };
        let same = |sale: &&NewOnsiteSale| {
            sale.exhibitor_id == confirmed.exhibitor_id && sale.category_code == other
        };
        if all.iter().any(|sale| same(&sale)) {
            continue;
        }
        let sale = NewOnsiteSale {
            category_code: other.to_string(),
            amount: yuan(chance.quantile(&DAY) / 10 * 1_000),
            confirmed_on: None,
            confirmed_by: None,
            ..confirmed.clone()
        };
        all.push(sale);
    }
}
