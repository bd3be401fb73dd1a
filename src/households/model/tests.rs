//! What an attacker learns from all releases, and what a reader sees of them.

use super::{releases::Column, *};
use crate::values::span::Span;
use proptest::prelude::*;

/// Every figure of all releases, as a sum of the growth of banners and categories in each period.
struct Attacker<'a> {
    ledger: &'a Ledger,
    known: Span,
}

impl<'a> Attacker<'a> {
    fn reading(ledger: &'a Ledger, calendar: &Calendar) -> Self {
        let mut attacker = Self { ledger, known: Span::default() };
        let every: Vec<usize> = (0..ledger.rows()).collect();
        let of_banners =
            calendar.rows.iter().enumerate().map(|(row, releases)| (vec![row], releases));
        for (rows, releases) in of_banners.chain([(every, &calendar.city)]) {
            for column in [Column::Total, Column::Part(0), Column::Part(1), Column::Part(2)] {
                let categories: Vec<usize> = match column {
                    Column::Total => (0..CATEGORIES).collect(),
                    Column::Part(category) => vec![category],
                };
                for to in releases.of(column) {
                    let form = attacker.form(&rows, &categories, (0, *to));
                    attacker.known.learn(form);
                }
            }
        }
        attacker
    }

    fn form(&self, rows: &[usize], categories: &[usize], (from, to): (usize, usize)) -> Vec<i64> {
        let mut form = vec![0; self.ledger.growth.len() * self.ledger.rows() * CATEGORIES];
        for period in from..to {
            for row in rows {
                for category in categories {
                    form[(period * self.ledger.rows() + row) * CATEGORIES + category] = 1;
                }
            }
        }
        form
    }

    /// The first growth from too few households that can be computed: of any banners, in any
    /// categories, between any two releases.
    fn finds(&self) -> Option<String> {
        let periods = self.ledger.growth.len();
        let spans: Vec<(usize, usize)> =
            (0..periods).flat_map(|from| (from + 1..=periods).map(move |to| (from, to))).collect();
        for rows in subsets(self.ledger.rows()) {
            for categories in subsets(CATEGORIES) {
                for span in &spans {
                    let growth = self.growth(&rows, &categories, *span);
                    if !(growth.is_nothing() || growth.is_on_enough())
                        && self.known.tells(self.form(&rows, &categories, *span))
                    {
                        return Some(format!(
                            "banners {rows:?}, categories {categories:?}, {span:?}: {growth:?}"
                        ));
                    }
                }
            }
        }
        None
    }

    fn growth(&self, rows: &[usize], categories: &[usize], (from, to): (usize, usize)) -> Growth {
        let mut growth = Growth::default();
        for period in &self.ledger.growth[from..to] {
            let cells = || {
                rows.iter()
                    .flat_map(|row| categories.iter().map(move |category| period[*row][*category]))
            };
            growth.lines += cells().map(|cell| cell.lines).sum::<i64>();
            growth.households = growth.households.max(cells().map(|cell| cell.households).sum());
        }
        growth
    }
}

fn subsets(n: usize) -> Vec<Vec<usize>> {
    (1..1usize << n).map(|set| (0..n).filter(|i| set >> i & 1 == 1).collect()).collect()
}

fn ledgers() -> impl Strategy<Value = (Ledger, Vec<bool>)> {
    let lines = || prop_oneof![3 => Just(0i64), 2 => 1i64..3, 2 => 3i64..9];
    let cell = move || {
        (lines(), 1i64..5).prop_map(|(lines, each)| Growth {
            lines,
            households: lines * each,
            amount: 0,
        })
    };
    let table = move |banners| {
        proptest::collection::vec(proptest::collection::vec(cell(), CATEGORIES), banners)
    };
    (1usize..4, 1usize..6).prop_flat_map(move |(banners, periods)| {
        let is_table =
            proptest::collection::vec(prop_oneof![3 => Just(true), 1 => Just(false)], periods);
        (proptest::collection::vec(table(banners), periods).prop_map(Ledger::new), is_table)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn no_growth_on_too_few_follows_from_any_sums_and_differences((ledger, is_table) in ledgers()) {
        let calendar = Calendar::new(&ledger, &is_table);
        prop_assert_eq!(Attacker::reading(&ledger, &calendar).finds(), None);
    }
}

#[test]
fn the_attacker_finds_what_is_released_without_a_rule() {
    let safe = Growth { lines: 9, households: 30, amount: 0 };
    let few = Growth { lines: 1, households: 2, amount: 0 };
    let ledger =
        Ledger::new(vec![vec![vec![safe; 3]; 2], vec![vec![few, safe, safe], vec![safe; 3]]]);
    let calendar = Calendar::new(&ledger, &[true, true]);
    assert_eq!(Attacker::reading(&ledger, &calendar).finds(), None);
    let all = || Releases { totals: vec![0, 1, 2], parts: vec![0, 1, 2] };
    let unruled = Calendar { rows: vec![all(), all()], city: all(), ..calendar };
    assert!(Attacker::reading(&ledger, &unruled).finds().is_some());
}

fn code(i: usize) -> PlaceCode {
    format!("15060{i}").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Each banner's growth in each category: lines, of three households and 1,234.56 yuan each.
fn history(releases: &[(&str, &[[i64; 3]])]) -> History {
    let banners: Vec<PlaceCode> = (0..releases[0].1.len()).map(code).collect();
    let mut cells = Vec::new();
    for (release, rows) in releases {
        for (i, row) in rows.iter().enumerate() {
            for (category, lines) in
                HouseholdCategory::REPORTED.into_iter().zip(*row).filter(|(_, lines)| *lines > 0)
            {
                let amount = Amount::fen(lines * 123_456);
                let (release, banner_code) = (day(release), code(i));
                cells.push(Cell {
                    release,
                    banner_code,
                    category,
                    lines,
                    households: lines * 3,
                    visits: lines * 3,
                    amount,
                });
            }
        }
    }
    History::new(&Records { banners, cells, goods: Vec::new(), published: vec![day("2020-09-28")] })
}

fn yuan(shown: Shown) -> Option<i64> {
    shown.amount().map(|amount| amount.in_fen() / 100)
}

#[test]
fn banners_are_rounded_and_add_up_and_the_city_is_exact_on_a_day_of_publication() {
    let history = history(&[
        ("2020-06-30", &[[4, 5, 6], [7, 8, 9]]),
        ("2020-09-28", &[[3, 3, 3], [3, 3, 3]]),
    ]);
    let table = history.table(day("2020-09-28"));
    assert_eq!(table.city.day, Some(day("2020-09-28")));
    assert_eq!(table.city.total(), Shown::Is { amount: Amount::fen(57 * 123_456), visits: 171 });
    for (_, row) in table.rows().chain([(&code(9), table.city_then())]) {
        assert_eq!(row.day, Some(day("2020-06-30")));
        let cells: Vec<i64> = row.cells.iter().map(|cell| yuan(*cell).unwrap()).collect();
        assert!(cells.iter().all(|yuan| yuan % 1000 == 0), "{cells:?}");
        assert_eq!(cells[..3].iter().sum::<i64>(), cells[3]);
    }
    let banners: i64 = table.rows().map(|(_, row)| yuan(row.total()).unwrap()).sum();
    assert_eq!(Some(banners), yuan(table.city_then().total()));
    assert_eq!(history.table(day("2020-09-27")).city, *table.city_then(), "not before its day");
}

#[test]
fn a_banner_that_grew_by_too_little_waits_with_its_own_day() {
    let history = history(&[
        ("2020-03-31", &[[9, 9, 9], [9, 9, 9], [9, 9, 9]]),
        ("2020-06-30", &[[1, 0, 1], [9, 9, 9], [3, 3, 3]]),
    ]);
    let table = history.table(day("2020-06-30"));
    assert_eq!(table.banner(&code(0)), history.table(day("2020-03-31")).banner(&code(0)));
    assert_eq!(table.banner(&code(0)).unwrap().day, Some(day("2020-03-31")));
    let waiting = table.rows().filter(|(_, row)| row.day != Some(day("2020-06-30"))).count();
    assert_eq!(waiting, 2, "alone it would be what the others leave of the city");
}

#[test]
fn a_category_on_too_few_hides_all_three_and_leaves_the_total() {
    let history = history(&[("2020-06-30", &[[1, 9, 9], [2, 9, 9], [9, 9, 9]])]);
    let table = history.table(day("2020-06-30"));
    let row = table.banner(&code(0)).unwrap();
    assert_eq!(row.cells[..3], [Shown::Hidden; 3]);
    assert!(yuan(row.total()).is_some());
    assert_eq!(table.banner(&code(1)).unwrap().cells[..3], [Shown::Hidden; 3]);
}

#[test]
fn nothing_stands_before_the_first_release_nor_where_nobody_sold() {
    let history = history(&[("2020-06-30", &[[9, 9, 9], [0, 0, 0]])]);
    assert!(history.table(day("2020-06-29")).is_empty());
    let nobody = history.table(day("2020-06-30"));
    assert_eq!(*nobody.banner(&code(1)).unwrap(), Row::hidden(), "nobody looks like a few");
}

#[test]
fn before_anything_was_accepted_every_row_is_hidden() {
    let banners: Vec<PlaceCode> = vec!["150621".parse().unwrap(), "150622".parse().unwrap()];
    let records = Records {
        banners,
        cells: Vec::new(),
        goods: Vec::new(),
        published: vec![day("2020-09-28")],
    };
    let table = History::new(&records).table(day("2020-09-28"));
    assert_eq!(table.rows.len(), 2);
    assert!(table.rows.iter().all(|(_, row)| row.day.is_none()) && table.city.day.is_none());
}
