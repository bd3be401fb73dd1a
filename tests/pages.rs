//! Every page opens, in both languages, on a full database and on an empty one, with the required
//! elements. A record that is not public answers as if it did not exist.

use crate::harness::{
    addresses::{LISTS, PLAIN, RECORDS, addresses, english, with_key},
    html::Html,
    site::{Answer, PUBLIC_URL, TestApp},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use farmfair::{
    app,
    http::routes::{Access, Kind},
};
use std::collections::BTreeSet;

const SECURITY_HEADERS: [&str; 7] = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "permissions-policy",
    "cross-origin-opener-policy",
    "strict-transport-security",
];
const MARKS: [&str; 2] = ["演示数据", "Demonstration data"];

#[test]
fn these_tests_know_every_public_route() {
    let listed: BTreeSet<String> = app::routes(app::NOUNS)
        .list()
        .iter()
        .filter(|route| route.rule == Access::Public)
        .map(|route| format!("{:?} {}", route.kind, route.path))
        .collect();
    let pages = LISTS.into_iter().chain(RECORDS.map(|(route, _)| route));
    let known = pages.flat_map(|path| {
        [format!("{:?} {path}", Kind::Page), format!("{:?} {}", Kind::Page, english(path))]
    });
    let known: BTreeSet<String> =
        known.chain(PLAIN.map(|path| format!("{:?} {path}", Kind::Plain))).collect();
    assert_eq!(
        listed, known,
        "a new route belongs into tests/harness/addresses.rs, among the plain ones if it is no page"
    );
}

#[tokio::test]
async fn every_page_of_the_demonstration_opens_in_both_languages() {
    let app = TestApp::fair().await;
    for path in addresses(&app).await {
        for (path, lang, mark) in
            [(path.clone(), "zh-CN", MARKS[0]), (english(&path), "en", MARKS[1])]
        {
            let answer = app.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_is_a_page(&answer, lang);
            assert!(
                answer.html().text("header .demo") == mark,
                "{path} does not say on top that its data is invented"
            );
            assert!(
                answer.html().text("footer").contains(mark),
                "{path} does not say at its foot what is invented"
            );
        }
    }
}

#[tokio::test]
async fn a_city_without_records_has_every_list_and_no_mark_of_a_demonstration() {
    let app = TestApp::empty().await;
    for path in addresses(&app).await {
        for (path, lang) in [(path.clone(), "zh-CN"), (english(&path), "en")] {
            let answer = app.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_is_a_page(&answer, lang);
            assert!(
                MARKS.iter().all(|mark| !answer.body.contains(mark)),
                "{path} claims to be a demonstration"
            );
        }
    }
}

#[tokio::test]
async fn a_record_that_is_not_there_is_not_found_in_either_language() {
    let app = TestApp::empty().await;
    for (route, _) in RECORDS {
        for key in [
            "1",
            "999999999",
            "0",
            "-1",
            "01",
            "1x",
            "99999999999999999999",
            "%E4%B8%80",
            "%00",
            "%ff",
            "1'--",
        ] {
            for path in [with_key(route, key), english(&with_key(route, key))] {
                let answer = app.get(&path).await;
                // An address that is not text is refused before its record is looked up.
                let expected = if ["%ff"].contains(&key) {
                    StatusCode::BAD_REQUEST
                } else {
                    StatusCode::NOT_FOUND
                };
                assert_eq!(answer.status, expected, "{path}");
                assert!(
                    answer.html().count("header .brand") == 1,
                    "{path} is out of the site's dress"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_two_languages_of_a_page_name_each_other() {
    let app = TestApp::fair().await;
    for path in addresses(&app).await {
        let (zh, en) = (app.page(&path).await, app.page(&english(&path)).await);
        assert_eq!(alternates(&zh), alternates(&en), "{path}");
        let expected =
            [("zh-CN", path.clone()), ("en", english(&path)), ("x-default", path.clone())];
        let expected =
            expected.map(|(lang, path)| (lang.to_string(), format!("{PUBLIC_URL}{path}")));
        assert_eq!(alternates(&zh), expected, "{path}");
        assert_eq!(canonical(&zh), format!("{PUBLIC_URL}{path}"));
        assert_eq!(canonical(&en), format!("{PUBLIC_URL}{}", english(&path)));
        assert_eq!(
            zh.attribute("header .util a", "href"),
            english(&path),
            "{path} does not lead to its English"
        );
        assert_eq!(
            en.attribute("header .util a", "href"),
            path,
            "{path} does not lead back to its Chinese"
        );
    }
}

#[tokio::test]
async fn a_second_page_of_a_list_is_canonical_and_a_filter_is_not() {
    let app = TestApp::fair().await;
    let page = app.page("/products?banner=150621&page=2&sort=price&utm_source=x").await;
    assert_eq!(canonical(&page), format!("{PUBLIC_URL}/products?page=2"));
    let page = app.page("/en/projects?edition=2").await;
    assert_eq!(canonical(&page), format!("{PUBLIC_URL}/en/projects?edition=2"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::fair().await;
    let page = app.page("/").await;
    let style = page.attribute("link[rel=stylesheet]", "href");
    let script = page.attribute("script", "src");
    let others = [
        "/no/such/page",
        "/products?page=0",
        "/static/x/no-such-file",
        "/healthz",
        "/readyz",
        "/metrics",
        "/en",
        "/products/0",
    ];
    for path in others.into_iter().chain([style.as_str(), script.as_str(), "/", "/en/contracts"]) {
        let answer = app.get(path).await;
        for name in SECURITY_HEADERS {
            assert!(!answer.header(name).is_empty(), "{path} ({}) has no {name}", answer.status);
        }
        assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
    }
    let refused = app.send(Request::post("/contracts").body(Body::empty()).unwrap()).await;
    assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(SECURITY_HEADERS.iter().all(|name| !refused.header(name).is_empty()));
    assert!(refused.html().count("header .brand") == 1, "a 405 in the site's dress");
}

#[tokio::test]
async fn static_files_may_be_kept_for_ever_and_pages_ask_for_nothing_of_another_host() {
    let app = TestApp::fair().await;
    let page = app.page("/").await;
    let mut files = page.attributes("link[rel=stylesheet], link[rel=icon]", "href");
    files.extend(page.attributes("script, img", "src"));
    files.extend(
        page.attributes("use", "href")
            .into_iter()
            .map(|href| href.split('#').next().unwrap().to_string()),
    );
    assert!(files.len() > 3);
    for file in files {
        assert!(file.starts_with("/static/"), "{file} is fetched from elsewhere");
        let answer = app.get(&file).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        assert!(answer.header("cache-control").contains("immutable"), "{file}");
        assert_ne!(answer.header("content-type"), "application/octet-stream", "{file}");
    }
}

#[tokio::test]
async fn menu_dock_and_tabs_mark_the_section_of_a_page() {
    let app = TestApp::fair().await;
    for (path, menu, dock, tab) in [
        ("/", "展会", "展会", ""),
        ("/brands", "产品", "产品", ""),
        ("/buyers", "签约与合同", "账本", ""),
        ("/agreements", "签约与合同", "账本", "框架协议"),
        ("/villages", "旗区", "", ""),
        ("/fairs/3/floor-plan", "历届", "", ""),
        ("/about", "", "", ""),
    ] {
        let page = app.page(path).await;
        let marked = |nav: &str| page.text(&format!("{nav} a[aria-current=page]"));
        assert_eq!(
            [marked("nav.nav"), marked("nav.dock"), marked("nav.tabs")],
            [menu, dock, tab],
            "{path}"
        );
    }
}

fn assert_is_a_page(answer: &Answer, lang: &str) {
    let (page, path) = (answer.html(), &answer.path);
    assert_eq!(page.attribute("html", "lang"), lang, "{path}");
    assert_eq!(page.count("h1"), 1, "{path} has {:?}", page.all("h1"));
    assert!(!page.text("h1").is_empty(), "{path} has an empty heading");
    let title = page.text("title");
    let (own, site) =
        title.rsplit_once(" · ").unwrap_or_else(|| panic!("{path} is titled {title:?}"));
    assert!(
        !own.trim().is_empty() && ["农展通", "Farmfair"].contains(&site),
        "{path} is titled {title:?}"
    );
    assert!(
        !page.attribute("meta[name=description]", "content").trim().is_empty(),
        "{path} has no description"
    );
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
}

/// Language and address of each alternate link.
fn alternates(page: &Html) -> Vec<(String, String)> {
    let css = "link[rel=alternate]";
    page.attributes(css, "hreflang").into_iter().zip(page.attributes(css, "href")).collect()
}

fn canonical(page: &Html) -> String {
    assert_eq!(page.count("link[rel=canonical]"), 1);
    page.attribute("link[rel=canonical]", "href")
}
