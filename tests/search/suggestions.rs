//! Suggestions: grouped links with the matching part marked, and rate limited by address.

use super::percent;
use crate::harness::site::{Answer, TestApp};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use farmfair::http::throttle::ClientAddress;
use serde_json::Value;
use tokio::task::JoinSet;

async fn asked_from(app: &TestApp, address: &str, path: &str) -> Answer {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(ClientAddress::of(
        address.parse().unwrap(),
        &HeaderMap::new(),
        None,
    ));
    app.send(request).await
}

async fn suggested(app: &TestApp, path: &str) -> Value {
    let answer = asked_from(app, "192.0.2.1", path).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "application/json"),
        "{path}"
    );
    serde_json::from_str(&answer.body).unwrap()
}

fn items(answer: &Value) -> Vec<&Value> {
    answer["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["items"].as_array().unwrap())
        .collect()
}

#[tokio::test]
async fn suggestions_are_few_grouped_and_lead_somewhere() {
    let app = TestApp::fair().await;
    for typed in ["羊", "羊肉", "yangr", "yr", "etkq", "王爱召", "2020", "150624"] {
        for prefix in ["", "/en"] {
            let answer =
                suggested(&app, &format!("{prefix}/search/suggestions?q={}", percent(typed))).await;
            let items = items(&answer);
            assert!((2..=10).contains(&items.len()), "{typed} brings {}", items.len());
            for item in items {
                let href = item["href"].as_str().unwrap();
                assert!(href.starts_with(prefix), "{href}");
                let page = href.split('#').next().unwrap();
                assert_eq!(app.get(page).await.status, StatusCode::OK, "{href}");
            }
        }
    }
}

#[tokio::test]
async fn the_found_part_is_told_and_the_number_said() {
    let app = TestApp::fair().await;
    let answer = suggested(&app, "/search/suggestions?q=etkq").await;
    assert_eq!(answer["groups"][0]["title"], "旗区");
    assert_eq!(answer["groups"][0]["items"][0]["name"], serde_json::json!([["鄂托克旗", true]]));
    assert!(!answer.to_string().contains("鄂托克前旗"));
    let answer = suggested(&app, "/en/search/suggestions?q=yangroujuan").await;
    assert_eq!(items(&answer)[0]["name"], serde_json::json!([["羊肉卷", true]]));
    assert_eq!(items(&answer)[0]["lang"], "zh-CN");
    let said = answer["said"].as_str().unwrap();
    assert_eq!(
        said,
        format!("{} suggestions, choose with the arrow keys", items(&answer).len() - 1)
    );
    for nothing in ["", "?q=", "?q=%F0%9F%90%91", "?q=zzzzqqqq"] {
        let answer = suggested(&app, &format!("/search/suggestions{nothing}")).await;
        assert!(items(&answer).is_empty() && answer["said"] == "没有建议", "{nothing}");
    }
    let text = "/search/suggestions?q=%3Cscript%3E";
    assert!(!asked_from(&app, "192.0.2.2", text).await.body.contains("<script>"));
}

#[tokio::test]
async fn one_address_that_asks_64_times_at_once_waits_and_another_does_not() {
    let app = TestApp::fair().await;
    let path = "/search/suggestions?q=%E7%BE%8A";
    let mut crowd = JoinSet::new();
    for n in 0..72 {
        let app = app.clone();
        // Eight of them come from another address.
        let address = if n % 9 == 8 { "198.51.100.8" } else { "198.51.100.7" };
        crowd.spawn(async move { (address, asked_from(&app, address, path).await) });
    }
    let mut refused = 0;
    for (address, answer) in crowd.join_all().await {
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!((address, answer.header("retry-after")), ("198.51.100.7", "1"));
            refused += 1;
        } else {
            // On a busy machine a turn may not come in time; that is no refusal.
            assert!(
                [StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE].contains(&answer.status),
                "{address}: {}",
                answer.status
            );
        }
    }
    assert!((8..=24).contains(&refused), "{refused} of 64 are refused");
    assert_eq!(app.get("/search?q=x").await.status, StatusCode::OK);
}
