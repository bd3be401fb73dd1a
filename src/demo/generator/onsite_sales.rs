//! On-site sales of the booths. Confirmed sales of the first two fairs sum to slightly above 450万;
//! the third has only the first day's reports so far.

use super::{
    calendar::{day, later, today},
    chance::Chance,
    market::Market,
    seller_names::MARK,
    sums::{Part, divide, yuan},
};
use crate::{
    exhibitors::model::{NewExhibitor, NewOnsiteSale},
    values::ids::OnsiteSaleId,
};

/// Sum of the confirmed sales of the first and the second fair, in fen.
const CONFIRMED: [i64; 2] = [182_164_000, 271_518_050];
const REPORTS_TODAY: usize = 46;
/// Quantiles of a booth's day, in yuan.
const DAY: [i64; 6] = [300, 1_200, 2_400, 3_800, 6_500, 18_000];

pub fn onsite_sales(market: &Market, exhibitors: &[NewExhibitor]) -> Vec<NewOnsiteSale> {
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
    for report in first_day.into_iter().take(REPORTS_TODAY) {
        let amount = yuan(chance.quantile(&DAY) / 10 * 1_000);
        all.push(NewOnsiteSale { sold_on: Some(today()), amount, ..report });
    }
    for (i, sale) in all.iter_mut().enumerate() {
        sale.id = OnsiteSaleId(i as i64 + 1);
    }
    all
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
                sold_on: None,
                category_code: top.to_string(),
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
