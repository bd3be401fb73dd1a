//! Whatever is typed, the answer is a page, soon.

use super::percent;
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use std::time::{Duration, Instant};

const LONGEST_WAIT: Duration = Duration::from_millis(1500);

const TYPED: [&str; 30] = [
    "a",
    "1",
    "羊",
    "ß",
    "İ",
    "ﬃ",
    "，。！？",
    "…—·",
    "🐑",
    "🐑羊肉👩‍👩‍👧",
    "羊🐑肉",
    "羊rou肉yang",
    "Ωmega羊",
    "ЖЖ",
    "مرحبا",
    "ＹＡＮＧ　ＲＯＵ",
    "農產品展洽會",
    "\u{202e}肉羊",
    "\u{200b}",
    "e\u{301}\u{301}\u{301}",
    "' | '",
    "!!(羊) & :* <-> 肉",
    "\\",
    "羊\\'肉",
    "%%__",
    "=.(/@",
    "null",
    "---",
    "一 二 三 四 五 六 七 八 九 十",
    "(((((((((((((((((((((",
];

#[tokio::test]
async fn odd_queries_get_a_page_in_time_everywhere() {
    let app = TestApp::fair().await;
    let long =
        ["羊".repeat(100), "xian".repeat(25), "a b ".repeat(25), "b".repeat(100), "，".repeat(100)];
    for typed in TYPED.into_iter().chain(long.iter().map(String::as_str)) {
        for path in [
            "/search",
            "/en/search",
            "/products",
            "/exhibitors",
            "/contracts",
            "/villages",
            "/search/suggestions",
        ] {
            let begun = Instant::now();
            let answer = app.get(&format!("{path}?q={}", percent(typed))).await;
            assert!(
                [StatusCode::OK, StatusCode::TOO_MANY_REQUESTS].contains(&answer.status),
                "{path} {typed:.30} answers {}",
                answer.status
            );
            assert!(
                begun.elapsed() < LONGEST_WAIT,
                "{path} {typed:.30} took {:?}",
                begun.elapsed()
            );
        }
    }
}

/// Sellers are public; household categories are not, and cannot be searched.
#[tokio::test]
async fn household_categories_are_found_nowhere() {
    let app = TestApp::fair().await;
    for typed in ["边缘户", "脱贫监测户", "脱贫巩固户", "建档立卡户", "consolidated", "monitored"]
    {
        let page = app.page(&format!("/search?q={}", percent(typed))).await;
        assert_eq!(page.count("main .hits li"), 0, "{typed}");
    }
}

#[tokio::test]
async fn drafts_and_voids_are_not_found() {
    let app = TestApp::own_fair().await;
    let found = async |typed: &str| {
        app.page(&format!("/search?q={}", percent(typed))).await.count("main .hits li")
    };
    let number = app
        .text("select number from public_contracts where state = 'signed' order by id limit 1")
        .await;
    assert_eq!(found(&number).await, 1);
    app.as_owner_with("update contracts set state = 'void', voided_at = now(), void_reason = '录入错误' where number = '$key'", &number)
        .await;
    assert_eq!(found(&number).await, 0);
    assert_eq!(
        app.get(&format!("/search/suggestions?q={number}")).await.body.matches("href").count(),
        0
    );
    let name = app.text("select name from products order by length(name) desc limit 1").await;
    assert!(found(&name).await > 0);
    app.as_owner_with("update products set state = 'draft' where id = (select min(id) from products where name = '$key')", &name).await;
    let left = app.texts("select id::text from products where state = 'draft'").await;
    assert!(
        !app.get(&format!("/search?q={}", percent(&name)))
            .await
            .body
            .contains(&format!("/products/{}\"", left[0]))
    );
}
