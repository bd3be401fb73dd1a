//! What one server writes, the others show within a second.

use super::await_hearing;
use crate::harness::{
    server::{Template, Urls, server},
    site::TestApp,
};
use std::time::{Duration, Instant};

const BRAND: &str = "/brands/1";

/// Two listening servers on one database.
async fn two_servers() -> (TestApp, TestApp) {
    let urls: Urls = server().await.clone_of(Template::Demonstration).await;
    let servers = (TestApp::keeping(&urls), TestApp::keeping(&urls));
    await_hearing(&servers.0, 2).await;
    servers
}

async fn status(app: &TestApp, path: &str) -> String {
    app.get(path).await.header("cache-status").to_string()
}

/// Waits until `app` shows `word` on `path`.
async fn shows(app: &TestApp, path: &str, word: &str) -> Duration {
    let begun = Instant::now();
    while !app.get(path).await.body.contains(word) {
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "{path} does not show {word} after a second"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_writes_the_other_shows_within_a_second_and_nothing_else_is_drawn_again() {
    let (one, other) = two_servers().await;
    for app in [&one, &other] {
        for path in [BRAND, "/about", "/fairs"] {
            app.page(path).await;
        }
    }
    // Longer than a page is cached without a listener.
    tokio::time::sleep(Duration::from_millis(1300)).await;
    for path in [BRAND, "/about", "/fairs"] {
        assert_eq!(status(&other, path).await, "farmfair; hit", "{path}");
    }
    one.as_owner("update brands set name = '新换的牌子' where id = 1").await;
    for app in [&one, &other] {
        shows(app, BRAND, "新换的牌子").await;
        assert_eq!(status(app, "/about").await, "farmfair; hit", "it shows no brands");
    }
    // The frame of every page.
    one.as_owner("update divisions set name = '换了名的市' where level = 'city'").await;
    for app in [&one, &other] {
        shows(app, "/about", "换了名的市").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_missed_while_the_line_was_cut_shows_within_a_second_as_well() {
    let (one, other) = two_servers().await;
    for round in ["剪断一次", "剪断两次"] {
        for app in [&one, &other] {
            app.page(BRAND).await;
        }
        tokio::time::sleep(Duration::from_millis(1300)).await;
        // Disconnected first, so that nobody hears of the write.
        one.texts(
            "select pg_terminate_backend(pid, 1000)::text from pg_stat_activity where datname = current_database() and application_name like '%hearing%'",
        )
        .await;
        one.as_owner_with("update brands set name = '$key' where id = 1", round).await;
        for app in [&one, &other] {
            shows(app, BRAND, round).await;
        }
        await_hearing(&one, 2).await;
    }
    tokio::time::sleep(Duration::from_millis(1300)).await;
    one.page(BRAND).await;
    tokio::time::sleep(Duration::from_millis(1300)).await;
    assert_eq!(status(&one, BRAND).await, "farmfair; hit", "it does not hear again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_business_day_turns_every_page() {
    let (one, other) = two_servers().await;
    for app in [&one, &other] {
        app.page("/contracts").await;
    }
    one.as_owner("update installation set business_day = '2020-10-15'").await;
    for app in [&one, &other] {
        shows(app, "/contracts", "10月15日").await;
    }
}
