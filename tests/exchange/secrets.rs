//! Private data is in no answer for programs either.

use super::walks::{good, sheet, walk};
use crate::harness::site::TestApp;
use axum::http::StatusCode;

/// Words of private data.
const PRIVATE: [&str; 10] = [
    "household",
    "monitored",
    "consolidated",
    "contact",
    "phone",
    "scan",
    "voided",
    "draft",
    "lapse_reason",
    "termination_reason",
];

#[tokio::test]
async fn no_description_and_no_sheet_has_a_place_for_what_is_private() {
    let app = TestApp::fair().await;
    let schemas = good(&app, "/api/openapi.json").await["components"]["schemas"].to_string()
        + &good(&app, "/api/openapi.json").await["paths"].to_string();
    for word in PRIVATE {
        assert!(!schemas.contains(word), "the description speaks of {word}");
    }
    for name in [
        "exhibitors",
        "products",
        "projects",
        "agreements",
        "contracts",
        "deliveries",
        "payments",
        "buyers",
        "banners",
        "villages",
    ] {
        let names = sheet(&app, &format!("/opendata/{name}.csv")).await.remove(0);
        assert!(
            names.iter().all(|name| PRIVATE.iter().all(|word| !name.contains(word))),
            "{names:?}"
        );
    }
}

#[tokio::test]
async fn planned_deliveries_and_single_payments_stay_at_home() {
    let app = TestApp::fair().await;
    let planned = app
        .texts(
            "select number from deliveries where shipped_on is null or shipped_on > '2020-09-28'",
        )
        .await;
    let shown: Vec<String> = sheet(&app, "/opendata/deliveries.csv")
        .await
        .into_iter()
        .map(|row| row[1].clone())
        .collect();
    assert!(!planned.is_empty() && planned.iter().all(|number| !shown.contains(number)));
    let payments = sheet(&app, "/opendata/payments.csv").await;
    let single = "select sum(amount)::text from paid_allocations group by buyer_id, date_trunc('month', counts_on) having count(distinct payment_id) = 1";
    let single = app.texts(single).await;
    assert!(
        single.len() > 100 && payments.iter().flatten().all(|cell| !single.contains(cell)),
        "a buyer's single payment is in the sheet"
    );
}

#[tokio::test]
async fn what_is_hidden_from_the_pages_is_hidden_from_machines() {
    let app = TestApp::own_fair().await;
    let cases = [
        (
            "contracts",
            "update contracts set state = 'draft', performing_on = null, completed_on = null, terminated_on = null, termination_class = null, termination_reason = null where id = $key",
        ),
        (
            "agreements",
            "update framework_agreements set state = 'draft', terminated_on = null, termination_class = null, termination_reason = null where id = $key",
        ),
        (
            "projects",
            "update signed_projects set voided_at = now(), void_reason = 'x' where id = $key",
        ),
        ("products", "update products set state = 'draft' where id = $key"),
        ("exhibitors", "update exhibitors set state = 'approved' where id = $key"),
    ];
    for (name, hide) in cases {
        let filter = if ["products", "projects", "exhibitors"].contains(&name) {
            "?edition=all&limit=100"
        } else {
            "?limit=100"
        };
        let records = walk(&app, &format!("/api/v1/{name}{filter}")).await;
        let id = records.last().unwrap()["id"].to_string();
        let path = format!("/{name}/{id}");
        assert!(
            mentions(&app, &path, name).await.iter().all(|there| *there),
            "{path} is not there to be hidden"
        );
        app.as_owner_with(hide, &id).await;
        assert_eq!(app.get(&format!("/api/v1{path}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(mentions(&app, &path, name).await, [false, false, false], "{path}");
    }
}

/// Whether the list, the sheet and the sitemap contain the page of a record.
async fn mentions(app: &TestApp, path: &str, name: &str) -> [bool; 3] {
    let filter = if ["products", "projects", "exhibitors"].contains(&name) {
        "?edition=all&limit=100"
    } else {
        "?limit=100"
    };
    let in_list = walk(app, &format!("/api/v1/{name}{filter}"))
        .await
        .iter()
        .any(|record| record["url"].as_str().unwrap().ends_with(path));
    let in_sheet = sheet(app, &format!("/opendata/{name}.csv"))
        .await
        .iter()
        .any(|row| row.iter().any(|cell| cell.ends_with(path)));
    let in_sitemap = app.get("/sitemap.xml").await.body.contains(&format!("{path}</loc>"));
    [in_list, in_sheet, in_sitemap]
}
