//! The database fails: frozen, killed, or blocked by a lock. Cached pages are still served, pages
//! that need it fail soon, and everything recovers by itself.

use crate::harness::{
    program::{Program, Reply, postgres},
    server::{Template, server},
    site::TestApp,
};
use axum::http::StatusCode;
use rustix::process::{Signal, kill_process};
use sqlx::{Connection, Executor};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Three seconds, and half a second more for a machine that compiles meanwhile.
const SOON: Duration = Duration::from_millis(3500);
const BACK: Duration = Duration::from_secs(5);
/// After a kill Postgres recovers first; the site is back with it.
const RECOVERED: Duration = Duration::from_secs(5);
const PAGES: [&str; 4] = ["/", "/en/contracts", "/exhibitors?q=yang", "/banners/150621"];
/// First requested while it is unavailable.
const UNSEEN: [&str; 4] = ["/en/", "/brands", "/exhibitors?q=niu", "/banners/150622"];
/// Faster than any attempt to reach an unresponsive database.
const AT_ONCE: Duration = Duration::from_millis(400);

#[tokio::test]
async fn a_frozen_or_killed_postgres_costs_moments_and_no_restart() {
    let folder = server().await.folder("faults");
    let program = Program::embedded(&folder);
    PAGES.iter().for_each(|path| assert_eq!(program.get(path).status, 200, "{path}"));
    freeze(&program, &folder);
    kill(&program, &folder);
}

fn freeze(program: &Program, folder: &Path) {
    let frozen = postgres(folder);
    assert!(frozen.len() > 3, "no Postgres to freeze: {frozen:?}");
    frozen.iter().for_each(|pid| kill_process(*pid, Signal::STOP).unwrap());
    std::thread::sleep(Duration::from_millis(1100));
    std::thread::scope(|scope| {
        UNSEEN.iter().for_each(|path| drop(scope.spawn(|| assert_is_put_off(&program.get(path)))));
        PAGES
            .iter()
            .for_each(|path| drop(scope.spawn(|| assert_is_kept(&program.get(path), SOON))));
        scope.spawn(|| assert_eq!(program.get("/healthz").status, 200));
        scope.spawn(|| assert_eq!(program.get("/readyz").status, 503));
    });
    // The failure is known by now, so nobody waits for cached pages, however long it lasts.
    for _ in 0..10 {
        PAGES.iter().for_each(|path| assert_is_kept(&program.get(path), AT_ONCE));
        std::thread::sleep(Duration::from_millis(300));
    }
    frozen.iter().for_each(|pid| kill_process(*pid, Signal::CONT).unwrap());
    program.await_status("/readyz", 200, BACK);
    UNSEEN.iter().for_each(|path| assert!(program.await_status(path, 200, BACK) <= BACK));
}

fn assert_is_put_off(reply: &Reply) {
    assert_eq!(reply.status, 503);
    assert!(reply.took <= SOON, "{:?}", reply.took);
    assert!(reply.head.contains("retry-after: "), "{}", reply.head);
    assert!(reply.body.contains("class=\"brand\""), "out of the site's dress");
}

/// The same page, marked as old.
fn assert_is_kept(reply: &Reply, soon: Duration) {
    assert_eq!(reply.status, 200);
    assert!(reply.took <= soon, "{:?}", reply.took);
    assert!(reply.head.contains("\nage: ") && reply.head.contains("ttl=-1"), "{}", reply.head);
    assert!(reply.body.trim_end().ends_with("</html>"));
}

fn kill(program: &Program, folder: &Path) {
    for round in 0..2 {
        kill_process(postgres(folder)[0], Signal::KILL).unwrap();
        PAGES.iter().for_each(|path| assert_eq!(program.get(path).status, 200, "{path}"));
        let reply = program.get("/contracts");
        assert!(
            [200, 503].contains(&reply.status) && reply.took <= SOON,
            "{} after {:?}",
            reply.status,
            reply.took
        );
        assert_eq!(program.get("/healthz").status, 200);
        let took = program.await_status("/readyz", 200, RECOVERED);
        println!("healed in {took:?}");
        PAGES.iter().for_each(|path| assert!(program.await_status(path, 200, BACK) < BACK));
        program.await_status(&format!("/contracts?q=unseen{round}"), 200, BACK);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_that_somebody_holds_is_not_queued_for_without_bound() {
    let app = TestApp::own_fair().await;
    app.page("/contracts").await;
    let mut owner = app.urls.owner().await;
    let mut holding = owner.begin().await.unwrap();
    holding.execute("lock table contracts in access exclusive mode").await.unwrap();
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let app = app.clone();
        waiting.spawn(async move {
            let begun = Instant::now();
            (app.get("/contracts").await, begun.elapsed())
        });
    }
    while let Some(done) = waiting.join_next().await {
        let (answer, took) = done.unwrap();
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!answer.header("retry-after").is_empty());
        assert!(took <= SOON, "{took:?}");
    }
    // Pages that need other tables are served meanwhile.
    assert_eq!(app.get("/brands").await.status, StatusCode::OK);
    holding.rollback().await.unwrap();
    app.page("/contracts").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_at_a_held_table_leaves_room_for_others_and_for_what_is_kept() {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let app = TestApp::keeping(&urls);
    app.page("/contracts").await;
    let mut owner = app.urls.owner().await;
    let mut holding = owner.begin().await.unwrap();
    holding.execute("lock table contracts in access exclusive mode").await.unwrap();
    let mut waiting = tokio::task::JoinSet::new();
    for n in 0..120 {
        let app = app.clone();
        waiting.spawn(async move {
            let begun = Instant::now();
            (app.get(&format!("/contracts?q=x{n}")).await, begun.elapsed())
        });
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    for path in ["/brands", "/products", "/exhibitors?kind=cooperative", "/contracts"] {
        let begun = Instant::now();
        assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "{path} waits {:?} with the crowd",
            begun.elapsed()
        );
    }
    while let Some(done) = waiting.join_next().await {
        let (answer, took) = done.unwrap();
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!answer.header("retry-after").is_empty() && took <= SOON, "{took:?}");
    }
    holding.rollback().await.unwrap();
    app.page("/contracts?q=x1").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_every_connection_taken_what_is_kept_is_sent_at_once() {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let app = TestApp::keeping(&urls);
    app.page("/contracts").await;
    let mut taken = Vec::new();
    for _ in 0..app.pool.options().get_max_connections() {
        taken.push(app.pool.acquire().await.unwrap());
    }
    // A sorted list is planned at each call, so its plan is not cached.
    let (begun, unseen) = (Instant::now(), app.get("/contracts?sort=amount"));
    let kept = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let begun = Instant::now();
        (app.get("/contracts").await.status, begun.elapsed())
    };
    let (unseen, (status, took)) = tokio::join!(unseen, kept);
    assert!(
        unseen.status == StatusCode::SERVICE_UNAVAILABLE && begun.elapsed() <= SOON,
        "{} {:?}",
        unseen.status,
        begun.elapsed()
    );
    assert!(!unseen.header("retry-after").is_empty());
    assert!(status == StatusCode::OK && took < Duration::from_secs(1), "{status} after {took:?}");
    drop(taken);
    app.page("/contracts?sort=amount").await;
}
