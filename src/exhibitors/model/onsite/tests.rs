//! An attacker who knows every published sum of sales, and what they can derive.

use super::*;
use crate::values::{ids::ExhibitorId, span::Span};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sale(
    (exhibitor, fair_day, category): (i64, i16, u8),
    (banner, zone): (u8, u8),
    fen: i64,
) -> Sale {
    Sale {
        edition_id: EditionId(1),
        ordinal: 1,
        exhibitor_id: ExhibitorId(exhibitor),
        fair_day,
        sold_on: day("2020-09-27") + chrono::Days::new(fair_day as u64),
        category_code: format!("{category:02}"),
        banner_code: format!("15060{banner}"),
        zone_code: ["A", "B"][usize::from(zone)].to_string(),
        confirmed_on: day("2020-09-30"),
        amount: Decimal::new(fen, 2),
    }
}

fn publish(sales: &[Sale]) -> Publication {
    Publication::new(sales, day("2020-10-01"))
}

/// Fair days and categories.
type Sold = BTreeSet<(i16, u8)>;

/// Exhibitors with their banner, zone and sales by day.
fn fairs() -> impl Strategy<Value = Vec<Sale>> {
    let sold = proptest::collection::btree_set((1i16..3, 1u8..4), 1..4);
    proptest::collection::vec((0u8..3, 0u8..2, sold), 1..14).prop_map(|exhibitors| {
        let of = |(i, (banner, zone, sold)): (usize, (u8, u8, Sold))| {
            sold.into_iter().map(move |(fair_day, category)| {
                sale((i as i64 + 1, fair_day, category), (banner, zone), 100)
            })
        };
        exhibitors.into_iter().enumerate().flat_map(of).collect()
    })
}

/// All published sums, each by the factors of the sales in it.
fn forms(sales: &[Sale]) -> Vec<Vec<i64>> {
    let amounts = |sales: &[Sale]| -> Vec<Decimal> {
        let it = publish(sales);
        let parts = it.banners.iter().chain(&it.zones).chain(&it.later).map(|part| part.amount);
        it.cells.iter().map(|cell| cell.part.amount).chain(parts).collect()
    };
    let base = amounts(sales);
    let mut forms = vec![vec![0; sales.len()]; base.len()];
    for i in 0..sales.len() {
        let mut changed = sales.to_vec();
        changed[i].amount += Decimal::ONE;
        for (form, (now, before)) in forms.iter_mut().zip(amounts(&changed).into_iter().zip(&base))
        {
            form[i] = i64::from(now != *before);
        }
    }
    forms
}

/// The exhibitors, alone and in pairs, that sums of `forms` reveal.
fn told(forms: &[Vec<i64>], sales: &[Sale]) -> Vec<(i64, i64)> {
    let rank = |without: [i64; 2]| {
        let kept = |form: &Vec<i64>| {
            form.iter()
                .zip(sales)
                .map(|(x, sale)| if without.contains(&sale.exhibitor_id.0) { 0 } else { *x })
                .collect::<Vec<i64>>()
        };
        let mut known = Span::default();
        forms.iter().filter(|form| known.learns(kept(form))).count()
    };
    let (whole, most) =
        (rank([0, 0]), sales.iter().map(|sale| sale.exhibitor_id.0).max().unwrap_or_default());
    (1..=most)
        .flat_map(|i| (i..=most).map(move |k| (i, k)))
        .filter(|(i, k)| rank([*i, *k]) < whole)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_sum_of_tables_is_of_one_or_two_exhibitors(sales in fairs()) {
        prop_assert_eq!(told(&forms(&sales), &sales), []);
    }

    #[test]
    fn the_tables_add_up_to_everything_sold(sales in fairs()) {
        let it = publish(&sales);
        let sum = |parts: &[Part]| parts.iter().map(|part| part.amount).sum::<Decimal>();
        let total = it.total(day("2020-12-31"));
        let sold = sales.iter().map(|sale| sale.amount).sum::<Decimal>();
        prop_assert!(it.cells.is_empty() || total == sold);
        prop_assert!(it.later.is_empty() && sum(&it.banners) == total && sum(&it.zones) == total);
    }
}

#[test]
fn the_attacker_subtracts_a_category_from_a_banner() {
    // Four exhibitors of a banner; three of them, and nobody else, sell honey.
    let mut sales: Vec<Sale> = (1..=3).map(|i| sale((i, 1, 9), (1, 0), 100)).collect();
    sales.push(sale((4, 1, 1), (1, 0), 100));
    sales.extend((5..=9).map(|i| sale((i, 1, 1), (2, 0), 100)));
    let by = |holds: &dyn Fn(&Sale) -> bool| {
        sales.iter().map(|sale| i64::from(holds(sale))).collect::<Vec<i64>>()
    };
    let exact =
        vec![by(&|sale| sale.category_code == "09"), by(&|sale| sale.banner_code == "150601")];
    assert!(told(&exact, &sales).contains(&(4, 4)));
    assert_eq!(told(&forms(&sales), &sales), []);
}

#[test]
fn small_categories_stand_together_on_all_days() {
    let many = |fair_day, category, exhibitors: std::ops::Range<i64>| {
        exhibitors.map(move |i| sale((i, fair_day, category), (1, 0), 100))
    };
    let sales: Vec<Sale> = many(1, 1, 1..9)
        .chain(many(2, 1, 1..9))
        .chain(many(1, 2, 1..3))
        .chain(many(2, 2, 1..5))
        .chain(many(1, 3, 5..8))
        .chain(many(2, 3, 5..7))
        .collect();
    let said = |it: &Publication| {
        it.cells
            .iter()
            .map(|cell| (cell.fair_day, cell.part.code.clone(), cell.part.exhibitors))
            .collect::<Vec<_>>()
    };
    let one = Some("01".to_string());
    assert_eq!(
        said(&publish(&sales)),
        [(1, one.clone(), 8), (1, None, 5), (2, one, 8), (2, None, 6)]
    );
}

#[test]
fn sales_are_published_at_the_ends_of_months_and_a_late_report_waits_for_two_more() {
    let mut sales: Vec<Sale> = (1..=5).map(|i| sale((i, 1, 1), (1, 0), 100)).collect();
    assert_eq!(Publication::new(&sales, day("2020-09-30")), Publication::default());
    sales.push(Sale { confirmed_on: day("2020-10-03"), ..sale((6, 1, 1), (1, 0), 700) });
    let total =
        |sales: &[Sale], today: &str| Publication::new(sales, day(today)).total(day("2020-12-31"));
    assert_eq!(total(&sales, "2020-11-01"), Decimal::new(500, 2));
    sales.extend(
        (7..=8).map(|i| Sale { confirmed_on: day("2020-11-03"), ..sale((i, 1, 1), (1, 0), 700) }),
    );
    assert_eq!(total(&sales, "2020-11-01"), Decimal::new(500, 2));
    assert_eq!(total(&sales, "2020-12-01"), Decimal::new(2600, 2));
}

#[test]
fn two_exhibitors_are_nobody() {
    let sales: Vec<Sale> = (1..=2).map(|i| sale((i, 1, 1), (1, 0), 100)).collect();
    assert_eq!(publish(&sales), Publication::default());
}
