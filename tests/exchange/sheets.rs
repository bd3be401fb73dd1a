//! Sheets have the rows of their lists, in a form that a spreadsheet reads correctly, and are
//! generated while they are sent.

use super::walks::{cells, records, sheet};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::database::connection::ACQUIRE_TIMEOUT;
use http_body_util::BodyExt;
use sqlx::postgres::PgPoolOptions;
use std::time::Duration;

const LISTS: [&str; 10] = [
    "exhibitors",
    "products",
    "brands",
    "projects",
    "agreements",
    "contracts",
    "deliveries",
    "payments",
    "buyers",
    "villages",
];

#[tokio::test]
async fn a_list_leads_to_its_own_records_as_a_sheet() {
    let app = TestApp::fair().await;
    let filtered = [
        "/products?banner=150621&sort=price&page=2&utm_source=x",
        "/en/products?edition=2&q=yangrou",
        "/exhibitors?edition=all&kind=cooperative",
        "/contracts?state=terminated",
        "/deliveries?kind=off_contract",
        "/deliveries?category=02",
        "/payments?buyer_kind=central_soe",
        "/villages?with=contracts",
        "/buyers?with=framework",
        "/brands?trademark=none",
        "/projects?stage=lapsed&edition=1",
    ];
    for path in LISTS.map(|name| format!("/{name}")).into_iter().chain(filtered.map(String::from)) {
        let page = app.page(&path).await;
        let total: usize = page.text(".bar .num").replace(',', "").parse().unwrap();
        let href = page.attribute(".bar a.sheet", "href");
        let rows = sheet(&app, &href).await;
        assert_eq!(records(&href, &rows), total, "{path} leads to {href}");
    }
}

#[tokio::test]
async fn a_sheet_is_whole_tidy_and_says_what_it_is() {
    let app = TestApp::fair().await;
    for name in LISTS.into_iter().chain(["banners", "editions", "divisions"]) {
        let path = format!("/opendata/{name}.csv");
        let answer = app.get(&path).await;
        assert_eq!(
            answer.header("content-type"),
            "text/csv; charset=utf-8; header=present",
            "{path}"
        );
        assert!(
            answer.header("content-disposition").contains(&format!("{name}-2020-09-28.csv")),
            "{path}"
        );
        let lines = answer.body.matches("\r\n").count();
        assert_eq!(answer.body.matches('\n').count(), lines, "{path} ends lines in two ways");
        let rows = cells(&answer.body);
        let names = &rows[0];
        assert!(
            rows.len() > 2
                && names.iter().all(|name| name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
        );
        assert_eq!(names.last().unwrap(), "demonstration", "{path}");
        assert!(rows[1..].iter().all(|row| row.last().unwrap() == "演示数据"), "{path}");
        for (at, _) in names.iter().enumerate().filter(|(_, name)| name.ends_with("_yuan")) {
            assert!(
                rows[1..].iter().all(|row| row[at].is_empty() || row[at].parse::<f64>().is_ok()),
                "{path} {}",
                names[at]
            );
        }
    }
    let wrong = app.get("/opendata/products.csv?baner=150621").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.html().text("main").contains("baner"));
}

#[tokio::test]
async fn the_sum_of_a_column_is_the_figure_on_the_page() {
    let app = TestApp::fair().await;
    let sums = [
        (
            "projects.csv?edition=3",
            "intent_amount_yuan",
            "select sum(amount)::text from public_projects p join editions e on e.id = p.edition_id where ordinal = 3",
        ),
        (
            "contracts.csv?state=standing",
            "contract_amount_yuan",
            "select sum(contract_amount(id, signed_amount, '2020-09-28'))::text from public_contracts where state <> 'terminated'",
        ),
        (
            "deliveries.csv",
            "purchase_accepted_yuan",
            "select sum(amount_accepted)::text from accepted_lines where contract_id is not null and accepted_on <= '2020-09-28'",
        ),
        (
            "payments.csv?period=month",
            "payment_amount_yuan",
            "select sum(amount)::text from (select sum(amount) as amount from paid_allocations where counts_on <= '2020-08-31'
             group by buyer_id, date_trunc('month', counts_on) having count(distinct payment_id) >= 3) m",
        ),
    ];
    for (path, column, sql) in sums {
        let rows = sheet(&app, &format!("/opendata/{path}")).await;
        let at = rows[0].iter().position(|name| name == column).unwrap();
        let sum: rust_decimal::Decimal =
            rows[1..].iter().map(|row| row[at].parse::<rust_decimal::Decimal>().unwrap()).sum();
        assert_eq!(sum, app.text(sql).await.parse().unwrap(), "{path}");
    }
}

#[tokio::test]
async fn a_name_that_looks_like_a_formula_is_a_name() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "update products set name = '=HYPERLINK(\"http://x\",\"a,b\")' where id = 1; update products set name = '@SUM(1)' where id = 2",
    )
    .await;
    let rows = sheet(&app, "/opendata/products.csv").await;
    assert_eq!(rows[1][1], "'=HYPERLINK(\"http://x\",\"a,b\")");
    assert_eq!(rows[2][1], "'@SUM(1)");
}

#[tokio::test]
async fn a_city_without_records_has_sheets_with_their_names_alone() {
    let app = TestApp::empty().await;
    for name in ["products", "contracts", "payments", "deliveries"] {
        assert_eq!(sheet(&app, &format!("/opendata/{name}.csv")).await.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_reader_who_takes_his_time_holds_no_connection_and_is_not_cut_off() {
    let urls = TestApp::own_fair().await.urls;
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect(&urls.server)
        .await
        .unwrap();
    let app = TestApp::with_pool(&urls, pool.clone());
    app.as_owner(
        "insert into brands (name, pinyin, home_code, search_text, search_tokens)
         select 'b' || n, 'b', '150621', '', '{}' from generate_series(1, 6000) n",
    )
    .await;
    let expected = app.texts("select id::text from public_brands").await.len();
    let response = app.open("/opendata/brands.csv").await;
    let mut body = response.into_body();
    let mut text = body.frame().await.unwrap().unwrap().into_data().unwrap().to_vec();
    assert!(
        cells(&String::from_utf8(text.clone()).unwrap()).len() <= 2_001,
        "the first part is most of it"
    );
    // Longer than the request timeout, and the only connection is free for others.
    tokio::time::sleep(Duration::from_millis(3000)).await;
    let others = tokio::time::timeout(Duration::from_secs(1), pool.acquire())
        .await
        .expect("the reader holds the connection")
        .unwrap();
    drop(others);
    text.extend(body.collect().await.unwrap().to_bytes());
    let rows = cells(&String::from_utf8(text).unwrap());
    assert_eq!(rows.len() - 1, expected);
}

#[tokio::test]
async fn a_sheet_that_cannot_go_on_breaks_off_instead_of_ending() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "insert into brands (name, pinyin, home_code, search_text, search_tokens)
         select 'b' || n, 'b', '150621', '', '{}' from generate_series(1, 3000) n",
    )
    .await;
    let mut body = app.open("/opendata/brands.csv").await.into_body();
    assert!(body.frame().await.unwrap().is_ok());
    app.as_owner("alter view public_brands rename to public_brands_away").await;
    assert!(body.frame().await.unwrap().is_err(), "a part is taken for the whole");
}
