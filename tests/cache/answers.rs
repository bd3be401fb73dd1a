//! Answers from the cache: compressed, tagged, complete, and never a refusal or a personal page.

use super::await_hearing;
use crate::harness::{
    server::{Template, server},
    site::{Answer, TestApp},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use sqlx::{Connection, Executor};
use std::time::Duration;

async fn fair() -> TestApp {
    let app = TestApp::keeping(&server().await.clone_of(Template::Demonstration).await);
    await_hearing(&app, 1).await;
    app
}

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Requests the page as browsers do, until its best compression is cached.
async fn polished(app: &TestApp, path: &str, coding: &str) -> Answer {
    for _ in 0..100 {
        let answer = ask(app, Method::GET, path, &[("accept-encoding", coding)]).await;
        if answer.header("etag").ends_with("r\"") || answer.header("etag").ends_with("z\"") {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path} is never polished");
}

#[tokio::test]
async fn a_kept_page_is_the_page_whatever_its_packing() {
    let app = fair().await;
    let plain = app.get("/contracts").await;
    assert_eq!(
        (plain.header("content-encoding"), plain.header("vary"), plain.header("cache-control")),
        ("", "accept-encoding", "no-cache")
    );
    assert_eq!(plain.header("cache-status"), "farmfair; fwd=miss; stored");
    let again = app.get("/contracts").await;
    assert_eq!((again.header("cache-status"), &again.body), ("farmfair; hit", &plain.body));
    let mut tags = vec![plain.header("etag").to_string()];
    for (coding, name) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
        let packed = polished(&app, "/contracts", coding).await;
        assert_eq!(
            (packed.header("content-encoding"), packed.header("vary")),
            (name, "accept-encoding")
        );
        let length: usize = packed.header("content-length").parse().unwrap();
        assert!(length < plain.body.len() / 4, "{name}: {length} of {}", plain.body.len());
        tags.push(packed.header("etag").to_string());
    }
    tags.dedup();
    assert!(
        tags.len() == 3 && tags.iter().all(|tag| tag.starts_with('"')),
        "one strong tag each: {tags:?}"
    );
    // Every header that pages have anyway.
    assert_eq!(again.header("content-type"), "text/html; charset=utf-8");
    assert!(
        !again.header("content-security-policy").is_empty()
            && !again.header("x-request-id").is_empty()
    );
}

#[tokio::test]
async fn who_has_the_page_is_told_so_until_it_changes() {
    let app = fair().await;
    let first = ask(&app, Method::GET, "/brands", &[("accept-encoding", "br")]).await;
    let tag = first.header("etag").to_string();
    polished(&app, "/brands", "br").await;
    for has in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_string()] {
        let answer = ask(
            &app,
            Method::GET,
            "/brands",
            &[("accept-encoding", "br"), ("if-none-match", &has)],
        )
        .await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{has}");
        assert!(
            has == "*" || answer.header("etag") == tag,
            "{has} is answered {}",
            answer.header("etag")
        );
        assert_eq!(answer.header("content-encoding"), "");
    }
    // A foreign tag, and that of a coding which this client does not accept.
    for (accepts, has) in [("br", "\"0123456789abcdef\""), ("gzip", &tag)] {
        let answer = ask(
            &app,
            Method::GET,
            "/brands",
            &[("accept-encoding", accepts), ("if-none-match", has)],
        )
        .await;
        assert_eq!(answer.status, StatusCode::OK, "{accepts} {has}");
    }
    app.as_owner("update brands set name = '换了牌子' where id = (select min(id) from brands)")
        .await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let changed =
        ask(&app, Method::GET, "/brands", &[("accept-encoding", "br"), ("if-none-match", &tag)])
            .await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_ne!(changed.header("etag"), tag);
}

#[tokio::test]
async fn a_head_is_a_get_without_its_body() {
    let app = fair().await;
    for path in ["/products", "/products"] {
        let head = ask(&app, Method::HEAD, path, &[]).await;
        let get = ask(&app, Method::GET, path, &[]).await;
        assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
        for name in ["etag", "content-length", "content-type", "vary"] {
            assert_eq!(head.header(name), get.header(name), "{name}");
        }
        assert_eq!(head.header("content-length"), get.body.len().to_string());
    }
}

#[tokio::test]
async fn one_page_is_kept_once_however_it_is_addressed_and_others_apart() {
    let app = fair().await;
    app.page("/products?banner=150621&page=1").await;
    let same = app.get("/products?page=1&q=&banner=150621").await;
    assert_eq!(same.header("cache-status"), "farmfair; hit");
    for path in ["/products?banner=150622&page=1", "/en/products?banner=150621&page=1", "/products"]
    {
        assert_eq!(
            app.get(path).await.header("cache-status"),
            "farmfair; fwd=miss; stored",
            "{path}"
        );
    }
}

#[tokio::test]
async fn who_says_who_he_is_and_what_is_no_page_pass_by() {
    let app = fair().await;
    app.page("/contracts").await;
    for (name, value) in [("cookie", "session=1"), ("authorization", "Bearer x")] {
        let answer = ask(&app, Method::GET, "/contracts", &[(name, value)]).await;
        assert_eq!(
            (answer.status, answer.header("cache-status"), answer.header("etag")),
            (StatusCode::OK, "", ""),
            "{name}"
        );
    }
    for path in [
        "/healthz",
        "/readyz",
        "/metrics",
        "/nowhere",
        "/products/999999999",
        "/contracts?page=x",
        "/contracts?q=%ff",
    ] {
        for _ in 0..2 {
            let answer = app.get(path).await;
            assert_eq!((answer.header("cache-status"), answer.header("etag")), ("", ""), "{path}");
        }
    }
    assert_eq!(
        ask(&app, Method::POST, "/contracts", &[]).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_failed_is_drawn_when_it_can_be() {
    let app = fair().await;
    app.page("/brands").await;
    let mut owner = app.urls.owner().await;
    let mut holding = owner.begin().await.unwrap();
    holding.execute("lock table contracts in access exclusive mode").await.unwrap();
    let failed = app.get("/contracts").await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!failed.header("retry-after").is_empty() && failed.header("etag").is_empty());
    holding.rollback().await.unwrap();
    let drawn = app.get("/contracts").await;
    assert_eq!(
        (drawn.status, drawn.header("cache-status")),
        (StatusCode::OK, "farmfair; fwd=miss; stored")
    );
    // A deleted record disappears.
    let path = format!("/brands/{}", app.text("insert into brands select (jsonb_populate_record(b, '{\"id\": 999999, \"name\": \"短命\"}')).* from brands b where id = 1 returning id::text").await);
    app.page(&path).await;
    app.as_owner("delete from brands where name = '短命'").await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
}
