//! The public household tables, as of every day that an attacker would request.

use crate::{
    harness::{
        html::{selector, text_of},
        site::TestApp,
    },
    indicators::links::figure_in,
};
use chrono::{Datelike, Days, NaiveDate};
use scraper::ElementRef;

/// A published figure: of a banner, or of the city.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    pub banner: Option<String>,
    pub categories: Vec<usize>,
    pub day: NaiveDate,
    pub fen: i64,
}

/// Month ends, neighbouring days, and others, from before the first deal to after the last.
pub fn days() -> Vec<NaiveDate> {
    let mut days = Vec::new();
    let mut day: NaiveDate = "2018-11-01".parse().unwrap();
    while day < "2020-10-01".parse().unwrap() {
        let before = day.checked_sub_days(Days::new(1)).unwrap();
        days.push(before);
        if day.month() % 3 == 1 {
            days.extend([before.checked_sub_days(Days::new(1)).unwrap(), day]);
        }
        day = day.checked_add_months(chrono::Months::new(1)).unwrap();
    }
    days.extend(
        ["2020-08-15", "2020-09-14", "2020-09-27", "2020-09-28"]
            .map(|day| day.parse::<NaiveDate>().unwrap()),
    );
    days
}

/// Everything that the table of the banners shows as of the days, each figure once.
pub async fn shown(app: &TestApp, days: &[NaiveDate]) -> Vec<Shown> {
    let mut all = Vec::new();
    for day in days {
        all.extend(table(app, &format!("/banners?as_of={day}")).await);
    }
    all.sort();
    all.dedup();
    all
}

pub async fn table(app: &TestApp, path: &str) -> Vec<Shown> {
    let page = app.page(path).await;
    page.elements("#households tbody tr, #households tfoot tr").into_iter().flat_map(row).collect()
}

fn row(row: ElementRef) -> Vec<Shown> {
    let first = |css: &str| row.select(&selector(css)).next();
    let banner = first("th a").map(|a| {
        a.attr("href").unwrap().split(['/', '?']).rfind(|part| part.len() == 6).unwrap().to_string()
    });
    let Some(day) = first("th .sub").map(|day| day_in(&text_of(day))) else { return Vec::new() };
    let css = selector("td .nowrap");
    let cells = row.select(&css).map(text_of).enumerate();
    let columns = |column: usize| if column == 3 { vec![0, 1, 2] } else { vec![column] };
    let shown = cells.filter(|(_, text)| text.chars().any(|c| c.is_ascii_digit()));
    shown
        .map(|(i, text)| Shown {
            banner: banner.clone(),
            categories: columns(i),
            day,
            fen: fen_in(&text),
        })
        .collect()
}

/// `截至 2020年6月30日`.
fn day_in(text: &str) -> NaiveDate {
    let numbers: Vec<u32> =
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    NaiveDate::from_ymd_opt(numbers[0] as i32, numbers[1], numbers[2]).unwrap()
}

/// `14.2万元`.
pub fn fen_in(text: &str) -> i64 {
    let figure = figure_in(text);
    let number: rust_decimal::Decimal = figure
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect::<String>()
        .parse()
        .unwrap();
    let times: i64 = if figure.contains('亿') {
        10_000_000_000
    } else if figure.contains('万') {
        1_000_000
    } else {
        100
    };
    (number * rust_decimal::Decimal::from(times))
        .to_string()
        .split('.')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}
