//! The metadata of a page agrees with its content.

use crate::harness::{
    addresses::{addresses, english},
    html::Html,
    site::{PUBLIC_URL, TestApp},
};
use axum::http::StatusCode;
use serde_json::Value;
use std::{fs, path::Path};

fn blocks(page: &Html) -> Vec<Value> {
    let blocks = page.elements("script[type='application/ld+json']");
    blocks
        .into_iter()
        .map(|block| serde_json::from_str(&block.text().collect::<String>()).unwrap())
        .collect()
}

fn block(page: &Html, kind: &str) -> Option<Value> {
    blocks(page).into_iter().find(|block| block["@type"] == kind)
}

#[tokio::test]
async fn the_way_down_is_the_same_for_people_and_search_engines() {
    let app = TestApp::fair().await;
    for path in addresses(&app).await.into_iter().flat_map(|path| [english(&path), path]) {
        let page = app.page(&path).await;
        let Some(crumbs) = block(&page, "BreadcrumbList") else {
            assert_eq!(page.count(".crumbs"), 0, "{path} has crumbs for people only");
            continue;
        };
        let items = crumbs["itemListElement"].as_array().unwrap();
        let names: Vec<&str> = items.iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(names, page.all(".crumbs li"), "{path}");
        let mut links = page
            .attributes(".crumbs a", "href")
            .into_iter()
            .map(|href| format!("{PUBLIC_URL}{href}"))
            .collect::<Vec<_>>();
        links.push(page.attribute("link[rel=canonical]", "href"));
        assert_eq!(
            items.iter().map(|item| item["item"].as_str().unwrap()).collect::<Vec<_>>(),
            links,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_dated_edition_is_an_event_and_an_undated_one_is_none() {
    let app = TestApp::fair().await;
    for path in ["/", "/en/", "/fairs/3", "/en/fairs/3"] {
        let page = app.page(path).await;
        let event = block(&page, "Event").unwrap_or_else(|| panic!("{path} is no event"));
        assert_eq!(event["startDate"], "2020-09-28T09:00+08:00");
        assert!(event["endDate"].as_str().unwrap().starts_with("2020-09-30T"));
        assert!(
            event["location"]["address"]["addressLocality"].is_string()
                && event["image"].is_string()
        );
    }
    assert_eq!(block(&app.page("/fairs/1").await, "Event"), None);
}

#[tokio::test]
async fn sellers_buyers_and_products_are_what_their_pages_say() {
    let app = TestApp::fair().await;
    for path in ["/exhibitors/1", "/exhibitors/441", "/buyers/701"] {
        let page = app.page(path).await;
        let party = block(&page, "Organization").unwrap_or_else(|| panic!("{path}"));
        assert_eq!(party["name"], page.text("h1"), "{path}");
        assert!(party["address"]["addressLocality"].is_string());
    }
    for id in [1, 100, 300] {
        let page = app.page(&format!("/products/{id}")).await;
        let product = block(&page, "Product").unwrap();
        assert_eq!(product["name"], page.text("h1"));
        let price = product["offers"]["price"].as_str().unwrap();
        assert!(page.text(".price .num").replace(',', "").starts_with(price), "{price}");
        assert_eq!(product["offers"]["priceCurrency"], "CNY");
    }
}

#[tokio::test]
async fn no_name_breaks_out_of_a_data_block() {
    let app = TestApp::own_fair().await;
    app.as_owner("update products set name = '</script><script>alert(1)</script>', introduction = '<!--<script>' where id = 1").await;
    let answer = app.get("/products/1").await;
    assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<!--<script"));
    assert_eq!(
        block(&answer.html(), "Product").unwrap()["name"],
        "</script><script>alert(1)</script>"
    );
}

#[tokio::test]
async fn a_shared_page_has_its_title_its_description_and_a_picture_that_is_there() {
    let app = TestApp::fair().await;
    for path in ["/", "/en/", "/products/1", "/en/contracts/1", "/projects?edition=2", "/api/docs"]
    {
        let page = app.page(path).await;
        let said = |name: &str| page.attribute(&format!("meta[property='{name}']"), "content");
        assert_eq!(said("og:title"), page.text("title"), "{path}");
        assert_eq!(
            said("og:description"),
            page.attribute("meta[name=description]", "content"),
            "{path}"
        );
        assert_eq!(said("og:url"), page.attribute("link[rel=canonical]", "href"), "{path}");
        let picture = app.get(said("og:image").strip_prefix(PUBLIC_URL).unwrap()).await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (StatusCode::OK, "image/png"),
            "{path}"
        );
    }
    let png = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/img/share.png")).unwrap();
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (1200, 630));
}
