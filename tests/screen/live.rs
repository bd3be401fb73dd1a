//! A change reaches an open screen by its stream.

use crate::{
    cache::await_hearing,
    harness::{
        server::{Template, server},
        site::TestApp,
    },
};
use axum::{
    body::{Body, BodyDataStream},
    http::{Response, StatusCode},
};
use futures_util::StreamExt;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// The limit of src/screen/handlers/events.rs.
const MOST: usize = 600;

/// A site that hears of changes.
async fn own_fair() -> TestApp {
    let app = TestApp::keeping(&server().await.clone_of(Template::Demonstration).await);
    await_hearing(&app, 1).await;
    app
}

/// An open stream, after the news with which each begins.
async fn listening(app: &TestApp) -> BodyDataStream {
    let mut stream = opened(app).await.into_body().into_data_stream();
    assert_eq!(name(&mut stream).await.as_deref(), Some("news"));
    stream
}

async fn opened(app: &TestApp) -> Response<Body> {
    app.open("/screen/events").await
}

/// The name of the next event; `None` if the stream has ended.
async fn name(stream: &mut BodyDataStream) -> Option<String> {
    let bytes = stream.next().await?.unwrap();
    let event = String::from_utf8(bytes.to_vec()).unwrap();
    event.lines().find_map(|line| line.strip_prefix("event: ").map(str::to_string))
}

/// Voids the latest project, as its correction would.
async fn void_latest(app: &TestApp) {
    app.as_owner(
        "update signed_projects set voided_at = now(), void_reason = '录入有误'
         where id = (select p.id from public_projects p join editions e on e.id = p.edition_id
                     where e.ordinal = 3 order by signed_at desc nulls last, run_order desc limit 1)",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_on_the_screen_within_a_second() {
    let app = own_fair().await;
    let mut stream = listening(&app).await;
    let before = app.page("/screen").await;
    let changed = Instant::now();
    void_latest(&app).await;
    let heard = timeout(Duration::from_secs(1), name(&mut stream)).await;
    assert_eq!(heard.expect("no news within a second").as_deref(), Some("news"));
    let after = app.page("/screen").await;
    println!("on the screen after {:?}", changed.elapsed());
    assert!(changed.elapsed() < Duration::from_secs(1), "{:?}", changed.elapsed());
    assert!(after.text(".ceremony__sum").contains("60 项"), "{}", after.text(".ceremony__sum"));
    assert_eq!(after.text(".ceremony__what"), before.text(".ceremony__title a"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_screen_does_not_read_is_no_news() {
    let app = own_fair().await;
    let mut stream = listening(&app).await;
    app.as_owner("update users set name = name").await;
    let heard = timeout(Duration::from_millis(700), name(&mut stream)).await;
    assert!(heard.is_err(), "{heard:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_changes_at_once_are_one_piece_of_news_or_two() {
    let app = own_fair().await;
    let mut stream = listening(&app).await;
    for _ in 0..20 {
        app.as_owner("update signed_projects set title = title where id = 1").await;
    }
    let mut news = 0;
    while let Ok(heard) = timeout(Duration::from_secs(1), name(&mut stream)).await {
        assert_eq!(heard.as_deref(), Some("news"));
        news += 1;
    }
    assert!((1..=6).contains(&news), "{news}");
}

#[tokio::test]
async fn a_server_has_a_number_of_streams_and_refuses_more() {
    let app = TestApp::fair().await;
    let mut open = Vec::new();
    for _ in 0..MOST {
        let answer = opened(&app).await;
        assert_eq!(answer.status(), StatusCode::OK);
        open.push(answer);
    }
    assert_eq!(opened(&app).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    // The page itself is still there, and so is the place of one that leaves.
    app.page("/screen").await;
    open.pop();
    assert_eq!(opened(&app).await.status(), StatusCode::OK);
}
