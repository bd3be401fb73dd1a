//! Valid requests to the read API, and its answers to all others.

use super::{LISTS, assert_valid, document};
use crate::{
    exchange::walks::{good, json, walk},
    harness::site::TestApp,
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::json;

#[tokio::test]
async fn going_from_cursor_to_cursor_meets_every_record_once() {
    let app = TestApp::fair().await;
    let all = [
        (
            "products?edition=all",
            "select p.id::text from products p where state = 'published' order by p.id",
        ),
        ("exhibitors?edition=all", "select p.id::text from public_exhibitors p order by p.id"),
        ("projects?edition=all", "select p.id::text from public_projects p order by p.id"),
        ("agreements?", "select p.id::text from public_agreements p order by p.id"),
        ("contracts?", "select p.id::text from public_contracts p order by p.id"),
    ];
    for (list, sql) in all {
        let expected = app.texts(sql).await;
        for limit in [37, 100] {
            let met = walk(&app, &format!("/api/v1/{list}&limit={limit}")).await;
            let ids: Vec<String> = met.iter().map(|record| record["id"].to_string()).collect();
            assert_eq!(ids, expected, "{list} by {limit}");
        }
    }
    let codes = walk(&app, "/api/v1/divisions?limit=100&level=village&banner=150621").await;
    assert_eq!(
        codes.iter().map(|record| record["code"].as_str().unwrap().to_string()).collect::<Vec<_>>(),
        app.texts("select code from divisions where level = 'village' and banner_code = '150621' order by code").await
    );
}

#[tokio::test]
async fn filters_mean_what_they_mean_on_the_pages() {
    let app = TestApp::fair().await;
    let buyer = app
        .text(
            "select buyer_id::text from public_contracts group by 1 order by count(*) desc limit 1",
        )
        .await;
    let queries = [
        "products?banner=150621&season=9".to_string(),
        "products?category=02&price_max=20".into(),
        "products?edition=2&certification=organic".into(),
        "products?q=yangrou".into(),
        "exhibitors?kind=cooperative&zone=A".into(),
        "exhibitors?q=%E7%BE%8A%E8%82%89&edition=all".into(),
        "projects?stage=live&edition=1".into(),
        "projects?type=direct_supply&buyer_kind=central_soe".into(),
        "agreements?ceiling=open".into(),
        "agreements?state=signed&banner=150624".into(),
        "contracts?state=standing&method=canteen".into(),
        format!("contracts?buyer={buyer}"),
        "contracts?state=terminated".into(),
    ];
    for query in queries {
        let page = app.page(&format!("/{query}")).await;
        let shown: usize = page.text(".bar .num").replace(',', "").parse().unwrap_or_default();
        assert!(shown > 0, "{query} leaves nothing to compare");
        assert_eq!(walk(&app, &format!("/api/v1/{query}")).await.len(), shown, "{query}");
    }
}

#[tokio::test]
async fn what_is_not_understood_is_refused_with_what_there_is() {
    let app = TestApp::fair().await;
    let document = document(&app).await;
    for name in LISTS {
        let path = format!("/api/v1/{name}");
        let parameters = document["paths"][&path]["get"]["parameters"].as_array().unwrap();
        let names: Vec<&str> =
            parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
        let unknown = app.get(&format!("{path}?colour=red")).await;
        assert_valid(&document, &path, &unknown);
        assert_eq!(json(&unknown)["allowed"], json!(names), "{path}");
        for parameter in names {
            let wrong =
                ["=nonsense-of-length", "=", "=1&{}=1"].map(|wrong| wrong.replace("{}", parameter));
            for query in
                wrong.iter().filter(|wrong| parameter != "q" || *wrong != "=nonsense-of-length")
            {
                let answer = app.get(&format!("{path}?{parameter}{query}")).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.path);
                assert_eq!(json(&answer)["parameter"], parameter, "{}", answer.path);
                assert_valid(&document, &path, &answer);
            }
        }
    }
    let other =
        good(&app, "/api/v1/products?limit=1").await["next_cursor"].as_str().unwrap().to_string();
    for query in [
        "limit=0",
        "limit=101",
        "limit=-1",
        &format!("cursor={other}"),
        "q=%ff",
        "q=%00",
        "state=draft",
    ] {
        let answer = app.get(&format!("/api/v1/contracts?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.path);
        assert_valid(&document, "/api/v1/contracts", &answer);
    }
}

#[tokio::test]
async fn other_methods_other_formats_and_other_sites() {
    let app = TestApp::fair().await;
    let document = document(&app).await;
    let path = "/api/v1/products";
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = app
            .send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap())
            .await;
        assert_eq!(
            (answer.status, answer.header("allow")),
            (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD")
        );
        assert_valid(&document, path, &answer);
    }
    let asked =
        |accept: &str| Request::get(path).header("accept", accept).body(Body::empty()).unwrap();
    let refused = app.send(asked("text/html")).await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    assert_valid(&document, path, &refused);
    assert_eq!(app.send(asked("text/html, */*;q=0.1")).await.status, StatusCode::OK);
    for path in
        [path, "/api/v1/products/0", "/api/v1/nothing", "/api/openapi.json", "/opendata/brands.csv"]
    {
        assert_eq!(app.get(path).await.header("access-control-allow-origin"), "*", "{path}");
    }
    assert_eq!(app.get("/products").await.header("access-control-allow-origin"), "");
    let question = Request::options(path)
        .header("access-control-request-method", "GET")
        .header("origin", "https://elsewhere.example");
    let answer = app.send(question.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (answer.status, answer.header("access-control-allow-methods")),
        (StatusCode::NO_CONTENT, "GET, HEAD")
    );
}
