//! The household tables, by differences of days and releases, rows and columns, and by sets of
//! goods.

use super::{
    forms::leaks,
    reading::{Shown, days, shown},
    sums::{Found, found},
    truth::Truth,
};
use crate::harness::site::TestApp;
use chrono::{Datelike, NaiveDate};

/// A growth is the difference of two figures that are rounded to 1,000 yuan.
const WITHIN: i64 = 200_000;

/// The individually public goods of a banner: the day of acceptance, and the amount.
struct Goods {
    banner: String,
    accepted_on: NaiveDate,
    fen: i64,
}

async fn goods(app: &TestApp) -> Vec<Goods> {
    let answer = app.get("/opendata/deliveries.csv?kind=contract").await;
    let mut reader =
        csv::Reader::from_reader(answer.body.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().unwrap().clone();
    let at = |name: &str| {
        names
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| panic!("no {name} in {names:?}"))
    };
    let (banner, day, amount) =
        (at("owner_banner_code"), at("accepted_on"), at("purchase_accepted_yuan"));
    let rows = reader.records().map(Result::unwrap).filter(|row| !row[day].is_empty());
    let goods = rows.map(|row| Goods {
        banner: row[banner].into(),
        accepted_on: row[day].parse().unwrap(),
        fen: (row[amount].parse::<rust_decimal::Decimal>().unwrap()
            * rust_decimal::Decimal::ONE_HUNDRED)
            .trunc()
            .to_string()
            .parse()
            .unwrap(),
    });
    goods.filter(|goods| goods.fen > 0).collect()
}

/// The growth of each row between two of its figures, if some goods are in every set with this
/// total.
fn singled_out(shown: &[Shown], goods: &[Goods], within: i64) -> Vec<String> {
    let mut told = Vec::new();
    for later in shown {
        let before = shown.iter().filter(|figure| {
            figure.banner == later.banner
                && figure.categories == later.categories
                && figure.day < later.day
        });
        let since = before
            .max_by_key(|figure| figure.day)
            .map_or((NaiveDate::MIN, 0), |figure| (figure.day, figure.fen));
        let of = goods.iter().filter(|goods| {
            goods.accepted_on > since.0
                && goods.accepted_on <= later.day
                && later.banner.as_ref().is_none_or(|b| *b == goods.banner)
        });
        let amounts: Vec<i64> = of.map(|goods| goods.fen).collect();
        if let Found::Always(which) = found(&amounts, later.fen - since.1, within) {
            told.push(format!("{later:?} since {}: {which:?} of {}", since.0, amounts.len()));
        }
    }
    told
}

/// The tables as they were, every cell exact; at the ends of quarters.
fn exact(truth: &Truth) -> Vec<Shown> {
    let mut all = Vec::new();
    for day in days().into_iter().filter(|day| farmfair::values::day::is_quarter_end(*day)) {
        for banner in truth.banners() {
            for categories in [vec![0], vec![1], vec![2], vec![0, 1, 2]] {
                let of = truth.0.iter().filter(|line| {
                    line.accepted_on <= day
                        && line.banner == banner
                        && categories.contains(&line.category)
                });
                let fen = of.map(|line| line.fen).sum();
                all.push(Shown { banner: Some(banner.clone()), categories, day, fen });
            }
        }
    }
    all
}

#[tokio::test]
async fn no_sum_and_no_difference_of_figures_rests_on_too_little() {
    let app = TestApp::fair().await;
    let truth = Truth::of(&app).await;
    let shown = shown(&app, &days()).await;
    assert!(shown.len() > 80, "the tables show next to nothing: {}", shown.len());
    assert_eq!(leaks(&truth, &shown), Vec::<String>::new());
}

#[tokio::test]
async fn a_planted_release_and_the_exact_tables_of_old_are_reported() {
    let app = TestApp::fair().await;
    let truth = Truth::of(&app).await;
    let old = leaks(&truth, &exact(&truth));
    assert!(
        old.iter().any(|leak| leak.contains("150603") && leak.contains("lines: 1, households: 2")),
        "{old:?}"
    );
    let mut shown =
        shown(&app, &["2020-03-31", "2020-06-30"].map(|day| day.parse().unwrap())).await;
    assert_eq!(leaks(&truth, &shown), Vec::<String>::new());
    // One household's line more than the last release of the smallest banner.
    let planted = |day: &str| Shown {
        banner: Some("150603".into()),
        categories: vec![0, 1, 2],
        day: day.parse().unwrap(),
        fen: 0,
    };
    shown.extend(["2019-09-30", "2020-03-31"].map(planted));
    assert!(!leaks(&truth, &shown).is_empty());
}

#[tokio::test]
async fn no_set_of_public_goods_is_the_only_one_to_come_to_a_growth() {
    let app = TestApp::fair().await;
    let (shown, goods) = (shown(&app, &days()).await, goods(&app).await);
    assert!(goods.len() > 1000);
    assert_eq!(singled_out(&shown, &goods, WITHIN), Vec::<String>::new());
}

#[tokio::test]
async fn the_exact_tables_of_old_tell_which_goods_they_are_made_of() {
    let app = TestApp::fair().await;
    let truth = Truth::of(&app).await;
    let told = singled_out(&exact(&truth), &goods(&app).await, 0);
    assert!(told.len() > 3 && told.iter().any(|told| told.contains("150624")), "{told:?}");
}

#[tokio::test]
async fn banners_are_shown_as_of_quarter_ends_rounded_and_most_of_them() {
    let app = TestApp::fair().await;
    let shown = shown(&app, &days()).await;
    for figure in shown.iter().filter(|figure| figure.banner.is_some()) {
        assert_eq!(figure.fen % 100_000, 0, "{figure:?} is not rounded");
        assert!(
            figure.day.month() % 3 == 0 && figure.day.succ_opt().unwrap().day() == 1,
            "{figure:?} is of no quarter's end"
        );
    }
    let today = super::reading::table(&app, "/banners").await;
    let of_banners: std::collections::BTreeSet<_> =
        today.iter().filter_map(|figure| figure.banner.clone()).collect();
    assert!((6..9).contains(&of_banners.len()), "released: {of_banners:?}");
    let city: Vec<_> = today
        .iter()
        .filter(|figure| figure.banner.is_none() && figure.categories.len() == 3)
        .map(|f| (f.day.to_string(), f.fen))
        .collect();
    assert_eq!(city.last(), Some(&("2020-09-28".to_string(), 901_300_000)), "{city:?}");
    assert_eq!(city.len(), 2, "as of the banners' release, then as of the day of publication");
}
