//! The read API keeps to its own description.

use super::walks::{good, json, walk};
use crate::harness::site::{Answer, PUBLIC_URL, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use farmfair::app;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const LISTS: [&str; 7] =
    ["exhibitors", "products", "projects", "agreements", "contracts", "editions", "divisions"];

async fn document(app: &TestApp) -> Value {
    good(app, "/api/openapi.json").await
}

/// Of one answer of an operation, references and formats included.
fn validator(document: &Value, path: &str, status: &str) -> Validator {
    let content = &document["paths"][path]["get"]["responses"][status]["content"];
    let media = if status == "200" { "application/json" } else { "application/problem+json" };
    let mut schema = content[media]["schema"].clone();
    assert!(schema.is_object(), "{path} does not describe its {status}");
    schema["components"] = document["components"].clone();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn assert_valid(document: &Value, path: &str, answer: &Answer) {
    let faults: Vec<String> = validator(document, path, answer.status.as_str())
        .iter_errors(&json(answer))
        .map(|error| format!("{} {error}", error.instance_path))
        .collect();
    assert!(
        faults.is_empty(),
        "{} is not as described: {:#?}",
        answer.path,
        &faults[..faults.len().min(5)]
    );
    let media = if answer.status == StatusCode::OK {
        "application/json"
    } else {
        "application/problem+json"
    };
    assert_eq!(answer.header("content-type"), media, "{}", answer.path);
}

#[test]
fn the_document_and_the_router_know_the_same_operations() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let document = runtime.block_on(async { document(&TestApp::fair().await).await });
    let described: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes = app::routes();
    let served: BTreeSet<&str> = routes
        .list()
        .iter()
        .map(|route| route.path.as_str())
        .filter(|path| path.starts_with("/api/v1/"))
        .collect();
    assert_eq!(described, served);
    assert!(described.len() >= 14);
}

#[tokio::test]
async fn every_answer_of_every_operation_is_as_described() {
    for (app, least) in [(TestApp::fair().await, 3), (TestApp::empty().await, 0)] {
        let document = document(&app).await;
        for name in LISTS {
            let list = format!("/api/v1/{name}");
            let answer = app.get(&format!("{list}?limit=100")).await;
            assert_valid(&document, &list, &answer);
            let records = json(&answer)["data"].as_array().unwrap().clone();
            assert!(records.len() >= least, "{list} has {}", records.len());
            assert_eq!(json(&answer)["demonstration"], json!(least > 0));
            let key = document["paths"]
                .as_object()
                .unwrap()
                .keys()
                .find(|path| path.starts_with(&format!("{list}/{{")))
                .unwrap();
            let field = key.split(['{', '}']).nth(1).unwrap();
            // The first and the last few: the latest deals have what the earliest lack.
            for record in records.iter().take(12).chain(records.iter().rev().take(12)) {
                let plain = record[field]
                    .as_str()
                    .map_or_else(|| record[field].to_string(), str::to_string);
                let one = app.get(&format!("{list}/{plain}")).await;
                assert_eq!(one.status, StatusCode::OK, "{}", one.path);
                assert_valid(&document, key, &one);
                let path = record["url"].as_str().unwrap().strip_prefix(PUBLIC_URL).unwrap();
                assert_eq!(
                    app.get(path).await.status,
                    StatusCode::OK,
                    "{} has no page at {path}",
                    one.path
                );
            }
            for wrong in ["0", "01", "x", "999999999999", "%00", "1'--"] {
                let answer = app.get(&format!("{list}/{wrong}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.path);
                assert_valid(&document, key, &answer);
            }
        }
    }
}

#[tokio::test]
async fn amended_terminated_and_lapsed_deals_are_as_described_too() {
    let app = TestApp::fair().await;
    let document = document(&app).await;
    let odd = [
        ("contracts", "select distinct contract_id::text from contract_amendments limit 8"),
        (
            "contracts",
            "select id::text from public_contracts where terminated_on is not null limit 8",
        ),
        ("agreements", "select id::text from public_agreements where ceiling is null limit 4"),
        ("projects", "select id::text from public_projects where lapsed_on is not null limit 4"),
        ("products", "select product_id::text from certified_products limit 8"),
    ];
    for (name, sql) in odd {
        let ids = app.texts(sql).await;
        assert!(!ids.is_empty(), "{sql}");
        for id in ids {
            let answer = app.get(&format!("/api/v1/{name}/{id}")).await;
            assert_valid(&document, &format!("/api/v1/{name}/{{id}}"), &answer);
        }
    }
}

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

#[tokio::test]
async fn a_database_that_is_away_is_said_to_a_machine_in_its_own_words() {
    let app = TestApp::fair().await;
    let document = document(&app).await;
    app.pool.close().await;
    let answer = app.get("/api/v1/products").await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (StatusCode::SERVICE_UNAVAILABLE, "5")
    );
    assert_valid(&document, "/api/v1/products", &answer);
}

#[tokio::test]
async fn the_documentation_names_every_operation_and_parameter_and_needs_nothing_from_elsewhere() {
    let app = TestApp::fair().await;
    let document = document(&app).await;
    let page = app.page("/api/docs").await;
    let said = page.all("main code");
    for (path, operation) in document["paths"].as_object().unwrap() {
        assert!(said.contains(&format!("GET {path}")), "{path}");
        let query = operation["get"]["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|parameter| parameter["in"] == "query");
        for parameter in query {
            assert!(said.iter().any(|code| parameter["name"] == *code), "{path} {parameter}");
        }
    }
    assert_eq!(page.count("main script:not([type='application/ld+json'])"), 0);
    assert_eq!(page.attribute("header .util a", "href"), "#english");
    assert!(
        page.attributes("a", "href")
            .iter()
            .all(|href| href.starts_with('/') || href.starts_with('#'))
    );
    for list in ["/", "/en/products"] {
        assert!(
            app.page(list).await.attributes("footer a", "href").contains(&"/api/docs".to_string()),
            "{list} does not lead there"
        );
    }
}
