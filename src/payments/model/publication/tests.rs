//! An attacker who knows every published sum of payments, and what they can derive.

use super::*;
use crate::values::span::Span as Known;
use proptest::prelude::*;

const MONTHS: u32 = 30;
const BUYERS: i64 = 3;

fn month(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + Months::new(n)
}

fn movement(buyer: i64, n: u32, payment: i64, fen: i64) -> Movement {
    Movement {
        buyer_id: OrganisationId(buyer),
        buyer_kind: OrganisationKind::Private,
        month: month(n),
        payment_id: Some(PaymentId(payment)),
        is_new: false,
        amount: Amount::fen(fen),
    }
}

fn published(movements: &[Movement], n: u32) -> Vec<Row> {
    let mut movements = movements.to_vec();
    movements.sort_by_key(|movement| (movement.buyer_id, movement.month, movement.payment_id));
    let mut known = BTreeSet::new();
    for movement in &mut movements {
        movement.is_new = movement.amount > Amount::ZERO && known.insert(movement.payment_id);
    }
    Publication::new(&movements, month_end(month(n))).rows().to_vec()
}

/// What becomes of a payment, so many months later.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Stands,
    Voided(u32),
    /// More of it is divided among goods.
    Grown(u32),
}

/// The buyer of a payment, the month in which it is new, and its fate.
type History = [(i64, u32, Fate)];

fn histories() -> impl Strategy<Value = Vec<(i64, u32, Fate)>> {
    let fate = prop_oneof![
        5 => Just(Fate::Stands),
        2 => (0u32..14).prop_map(Fate::Voided),
        2 => (1u32..14).prop_map(Fate::Grown),
    ];
    proptest::collection::vec((1..=BUYERS, 0..MONTHS, fate), 1..16)
}

fn movements(history: &History, fen: impl Fn(usize) -> i64) -> Vec<Movement> {
    let mut all = Vec::new();
    for (i, (buyer, made, fate)) in history.iter().enumerate() {
        let then = |after: u32, fen| movement(*buyer, made + after, i as i64 + 1, fen);
        match *fate {
            Fate::Stands => all.push(then(0, fen(i))),
            Fate::Voided(0) => {}
            Fate::Voided(after) => all.extend([then(0, fen(i)), then(after, -fen(i))]),
            Fate::Grown(after) => all.extend([then(0, fen(i)), then(after, fen(i))]),
        }
    }
    all
}

/// Each row as a sum of payments with their factors: its change if one of them is a fen more.
fn forms(history: &History, n: u32) -> Vec<Vec<i64>> {
    let base = published(&movements(history, |_| 1000), n);
    let changed =
        |i: usize| published(&movements(history, |k| if k == i { 1001 } else { 1000 }), n);
    let changed: Vec<_> = (0..history.len()).map(changed).collect();
    let factor = |r: usize, i: usize| {
        let fen =
            (changed[i][r].amount - base[r].amount).in_yuan() * rust_decimal::Decimal::ONE_HUNDRED;
        fen.try_into().unwrap()
    };
    (0..base.len()).map(|r| (0..history.len()).map(|i| factor(r, i)).collect()).collect()
}

/// The payments, alone and in pairs, that sums of `forms` reveal.
fn told(forms: Vec<Vec<i64>>, payments: usize) -> Vec<(usize, usize)> {
    let rank = |without: &[usize]| {
        let kept = |form: &Vec<i64>| {
            (0..payments)
                .map(|i| if without.contains(&i) { 0 } else { form[i] })
                .collect::<Vec<i64>>()
        };
        let mut known = Known::default();
        forms.iter().filter(|form| known.learns(kept(form))).count()
    };
    // A sum over these payments alone is zero if they are left out of all sums.
    let whole = rank(&[]);
    (0..payments)
        .flat_map(|i| (i..payments).map(move |k| (i, k)))
        .filter(|(i, k)| rank(&[*i, *k]) < whole)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_sum_of_rows_is_of_one_or_two_payments(history in histories()) {
        prop_assert_eq!(told(forms(&history, MONTHS + 20), history.len()), []);
    }

    #[test]
    fn what_was_published_stands(history in histories(), n in 0..MONTHS) {
        let movements = movements(&history, |i| 7 + i as i64);
        let (earlier, later) = (published(&movements, n), published(&movements, MONTHS + 20));
        let is_over = |row: &Row| row.period.to <= month_end(month(n));
        let by_then: Vec<Row> = later.into_iter().filter(is_over).collect();
        prop_assert_eq!(earlier, by_then);
    }
}

#[test]
fn the_attacker_finds_what_should_not_have_been_published() {
    assert_eq!(told(vec![vec![1, 1, 1, 0], vec![1, 1, 1, 1]], 4), [(0, 3), (1, 3), (2, 3), (3, 3)]);
    assert_eq!(told(vec![vec![1, 1, 1, 0, 0], vec![0, 0, 0, 1, 1]], 5), [(3, 4)]);
    assert_eq!(told(vec![vec![1, 1, 1, 0, 0, 0], vec![0, 0, 0, 1, 1, 1]], 6), []);
}

fn said(movements: &[Movement], n: u32) -> Vec<(Option<i64>, String, i64)> {
    let name = |row: &Row| {
        format!(
            "{:?} {}{}",
            row.period.span,
            row.period.from.format("%Y-%m"),
            if row.period.is_rest { " rest" } else { "" }
        )
    };
    let fen =
        |row: &Row| (row.amount.in_yuan() * rust_decimal::Decimal::ONE_HUNDRED).try_into().unwrap();
    published(movements, n)
        .iter()
        .map(|row| (row.buyer.map(|buyer| buyer.id.0), name(row), fen(row)))
        .collect()
}

#[test]
fn three_payments_make_a_month_else_a_quarter_else_a_year_else_all_buyers_together() {
    let buyer = |buyer: i64, months: &[u32]| -> Vec<Movement> {
        months
            .iter()
            .enumerate()
            .map(|(i, n)| movement(buyer, *n, buyer * 100 + i as i64, 1))
            .collect()
    };
    let all =
        [buyer(1, &[0, 0, 0, 1, 2, 2]), buyer(2, &[3, 4, 11]), buyer(3, &[5, 6]), buyer(4, &[7])]
            .concat();
    let first = (Some(1), "Month 2018-01".to_string(), 3);
    let rest = (Some(1), "Quarter 2018-01 rest".to_string(), 3);
    assert_eq!(said(&all, 0), std::slice::from_ref(&first));
    assert_eq!(said(&all, 2), [first.clone(), rest.clone()]);
    assert_eq!(said(&all, 10), [first.clone(), rest.clone()]);
    assert_eq!(
        said(&all, 11),
        [first, rest, (Some(2), "Year 2018-01".into(), 3), (None, "Pool 2018-01".into(), 3)]
    );
}

#[test]
fn a_pool_that_is_too_small_waits_for_the_next_year() {
    let two_buyers = [movement(1, 0, 1, 5), movement(2, 3, 2, 5)];
    assert_eq!(said(&two_buyers, 11), []);
    let one_more = [&two_buyers[..], &[movement(2, 13, 3, 5)]].concat();
    assert_eq!(said(&one_more, 23), [(None, "Pool 2018-01".into(), 15)]);
    let one_buyer = [movement(1, 0, 1, 5), movement(1, 13, 2, 5), movement(1, 25, 3, 5)];
    assert_eq!(said(&one_buyer, 35), []);
}

#[test]
fn what_takes_a_payment_back_makes_no_row() {
    let voided = [
        movement(1, 0, 1, 5),
        movement(1, 0, 2, 5),
        movement(1, 0, 3, 5),
        movement(1, 2, 1, -5),
        movement(1, 2, 2, -5),
        movement(1, 2, 4, 7),
    ];
    assert_eq!(said(&voided, 5), [(Some(1), "Month 2018-01".into(), 15)]);
}

#[test]
fn what_is_added_to_a_payment_later_makes_no_row() {
    let grown = [
        movement(1, 0, 1, 5),
        movement(1, 0, 2, 5),
        movement(1, 0, 3, 5),
        movement(1, 2, 1, 1),
        movement(1, 2, 4, 7),
        movement(1, 2, 5, 7),
    ];
    assert_eq!(said(&grown, 5), [(Some(1), "Month 2018-01".into(), 15)]);
    let enough = [&grown[..], &[movement(1, 3, 6, 7)]].concat();
    let year = (Some(1), "Year 2018-01 rest".to_string(), 22);
    assert_eq!(said(&enough, 11)[1..], [year]);
}

#[test]
fn payments_are_as_of_a_month_that_is_over() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (asked, today, of) in [
        ("2020-09-28", "2020-09-28", "2020-08-31"),
        ("2020-06-30", "2020-09-28", "2020-06-30"),
        ("2020-06-29", "2020-09-28", "2020-05-31"),
        ("2031-01-01", "2020-09-28", "2020-08-31"),
        ("2020-09-30", "2020-09-30", "2020-08-31"),
        ("2020-09-30", "2020-10-01", "2020-09-30"),
    ] {
        assert_eq!(payments_day(day(asked), day(today)), day(of), "{asked} on {today}");
    }
}
