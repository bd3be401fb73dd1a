//! Pages in both languages, the statistics and the API show the same household figure, or none.

use super::reading::{fen_in, table};
use crate::harness::site::TestApp;
use serde_json::Value;

const DAYS: [&str; 7] = [
    "2018-12-31",
    "2019-06-30",
    "2019-12-31",
    "2020-03-31",
    "2020-05-15",
    "2020-06-30",
    "2020-09-28",
];
/// Words that would reveal why a figure is hidden.
const REASONS: [&str; 6] =
    ["&#60;3 ", "&lt;3 ", "<3 户", "不足 3 户", "fewer than 3 households", "by subtraction"];

#[tokio::test]
async fn every_channel_says_the_same_day_and_amount_or_nothing() {
    let app = TestApp::fair().await;
    let banners = app.texts("select code from divisions where level = 'banner'").await;
    let mut said = 0;
    for day in DAYS {
        let shown = table(&app, &format!("/banners?as_of={day}")).await;
        for banner in banners.iter().map(Some).chain([None]) {
            let total = shown
                .iter()
                .rfind(|figure| figure.banner.as_ref() == banner && figure.categories.len() == 3);
            let scope = banner.map_or(String::new(), |code| format!("banner={code}&"));
            let answer = app
                .get(&format!("/api/v1/indicators/purchased_from_three_types?{scope}as_of={day}"))
                .await;
            let answer: Value = serde_json::from_str(&answer.body).unwrap();
            let Some(total) = total else {
                assert!(
                    answer["value"].is_null() && answer["withheld"] == "not published",
                    "{scope}{day}: {answer}"
                );
                continue;
            };
            said += 1;
            assert_eq!(answer["as_of"], total.day.to_string(), "{scope}{day}");
            assert_eq!(
                fen_in(&format!("{}元", answer["value"].as_str().unwrap())),
                total.fen,
                "{scope}{day}: {answer}"
            );
            for lang in ["", "/en"] {
                let page = app
                    .page(&format!(
                        "{lang}/statistics/purchased_from_three_types?{scope}as_of={day}"
                    ))
                    .await;
                let digits =
                    |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                let zh = page.text(".worth.indicator");
                assert!(lang == "/en" || fen_in(&zh) == total.fen, "{scope}{day}: {zh}");
                let label = page.text(".worth.indicator .sub");
                assert!(
                    digits(&label).starts_with(&digits(&day_label(total.day, lang))),
                    "{scope}{day}: {label}"
                );
            }
        }
    }
    assert!(said > 30, "only {said} figures were compared");
}

fn day_label(day: chrono::NaiveDate, lang: &str) -> String {
    let lang = if lang.is_empty() {
        farmfair::values::lang::Lang::Zh
    } else {
        farmfair::values::lang::Lang::En
    };
    farmfair::values::day::full(day, lang)
}

/// The share divides figures of one day.
#[tokio::test]
async fn both_sides_of_the_share_are_of_the_same_day() {
    let app = TestApp::fair().await;
    for (day, own) in
        [("2020-09-27", "2020-06-30"), ("2020-09-28", "2020-09-28"), ("2020-05-15", "2020-03-31")]
    {
        let get = async |path: String| -> Value {
            serde_json::from_str(&app.get(&path).await.body).unwrap()
        };
        let part = get(format!("/api/v1/indicators/purchased_from_three_types?as_of={day}")).await;
        let whole = get(format!("/api/v1/indicators/purchased?as_of={own}")).await;
        let share = get(format!("/api/v1/indicators/three_type_share?as_of={day}")).await;
        let number = |answer: &Value| answer["value"].as_str().unwrap().parse::<f64>().unwrap();
        assert_eq!([&part["as_of"], &share["as_of"]], [own, own], "as of {day}");
        assert!(
            (number(&part) / number(&whole) * 100.0 - number(&share)).abs() < 0.006,
            "{part} {whole} {share}"
        );
    }
}

#[tokio::test]
async fn nothing_says_why_a_figure_is_not_published() {
    let app = TestApp::fair().await;
    let banner = "150603";
    for path in [
        "/".to_string(),
        "/?figure=households".into(),
        "/about".into(),
        "/banners".into(),
        format!("/banners/{banner}"),
        "/statistics".into(),
        format!("/statistics/purchased_from_three_types?banner={banner}"),
        format!("/statistics/three_type_share?banner={banner}"),
        format!("/api/v1/indicators/purchased_from_three_types?banner={banner}"),
        "/api/v1/indicators".into(),
    ] {
        for path in [path.clone(), format!("/en{path}")] {
            let body = app.get(&path).await.body;
            let reason = REASONS.iter().find(|reason| body.contains(*reason));
            assert!(reason.is_none(), "{path} says {reason:?}");
        }
    }
    let own = app.page(&format!("/banners/{banner}")).await.all("#households td");
    assert_eq!(own, ["不公布"; 4], "the banner of a few lines is not withheld");
}

/// A search or its suggestions never answer with a figure of households, nor does the feed.
#[tokio::test]
async fn searches_suggestions_and_the_feed_carry_no_household_figure() {
    let app = TestApp::fair().await;
    let amounts = app.texts("select distinct (sum(amount) / 10000)::numeric(12, 2)::text from household_growth group by owner_banner_code, household_category").await;
    for path in [
        "/search?q=150603",
        "/search?q=%E8%BE%B9%E7%BC%98%E6%88%B7",
        "/search/suggestions?q=150603",
        "/feed.xml",
        "/places/suggestions?q=kbs",
    ] {
        let body = app.get(path).await.body;
        let found = amounts.iter().find(|amount| body.contains(&format!("{amount}万")));
        assert!(found.is_none(), "{path} carries {found:?}");
    }
}
