//! The read API agrees with its own documentation.

mod asking;

use super::walks::{good, json};
use crate::harness::site::{Answer, PUBLIC_URL, TestApp};
use axum::http::StatusCode;
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
    let routes = app::routes(app::NOUNS);
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
            // The first and the last few: the latest deals have fields that the earliest lack.
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
