//! A clock that was set back, and a screen that slept.

use super::{DESK, counted, deal, enter, fourth, latest, names, release, version, with};
use crate::{
    cache::await_hearing,
    harness::{
        actors::Person,
        server::{Template, server},
        site::TestApp,
    },
};
use axum::{body::BodyDataStream, http::StatusCode};
use farmfair::identity::model::role::Role;
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

/// Deals of these names, entered as signed; each is another one than the first.
async fn signed<const N: usize>(
    app: &TestApp,
    organiser: &Person,
    titles: [&str; N],
) -> [String; N] {
    let names = names(app).await;
    let mut paths: Vec<String> = Vec::new();
    for title in titles {
        let first = paths.last().map(|path| path.rsplit('/').next().unwrap());
        let likeness = first.map(|id| format!("distinct {id}")).unwrap_or_default();
        let fields = with(deal(&names), &[("title", title), ("likeness", &likeness)]);
        let answer = enter(organiser, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
        paths.push(latest(app).await);
    }
    paths.try_into().unwrap()
}

/// As if the server's clock had been an hour ahead so far, and is now set right.
const SET_BACK: &str = "
    update signed_projects set signed_at = signed_at + interval '1 hour',
        released_at = released_at + interval '1 hour'
    where edition_id = (select id from editions where ordinal = 4)";

/// The latest first, as the screen shows them.
async fn on_screen(app: &TestApp) -> Vec<String> {
    let screen = app.page("/screen").await;
    [screen.all(".ceremony__what"), screen.all(".ceremony__title a")].concat()
}

#[tokio::test]
async fn a_clock_set_back_between_two_releases_changes_no_order_and_no_figure() {
    let (app, organiser) = fourth().await;
    let paths = signed(&app, &organiser, ["先放行的", "后放行的", "最后放行的"]).await;
    assert_eq!(release(&app, &organiser, &paths[0]).await.status, StatusCode::SEE_OTHER);
    app.as_owner(SET_BACK).await;
    for path in &paths[1..] {
        let answer = release(&app, &organiser, path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    }
    for _ in 0..2 {
        assert_eq!(on_screen(&app).await, ["最后放行的", "后放行的", "先放行的"]);
    }
    assert_eq!(counted(&app).await, "3 36000000.00");
    let screen = app.page("/screen").await.text(".ceremony__sum");
    assert!(screen.contains("3 项") && screen.contains("3,600"), "{screen}");
    let list = organiser.get(&format!("{DESK}/list")).await.html();
    assert_eq!(list.count(".signlist tbody tr:not(.carry)"), 3);
    assert!(organiser.get(DESK).await.html().text(".onscreen").contains("3 项已放行"));
    // Taken back at a time before its release, and released again: the last is the latest.
    let seen = version(&app, &paths[0]).await;
    let back = [("version", seen.as_str()), ("reason", "名称有误")];
    organiser.post(&format!("{}/withdrawal", paths[0]), &back).await;
    assert_eq!(counted(&app).await, "2 24000000.00");
    assert!(app.page("/screen").await.text("body").contains("数据已更正"));
    let sane = "select bool_and(released_at <= withdrawn_at)::text from project_withdrawals
                where released_at is not null";
    assert_eq!(app.text(sane).await, "true");
    release(&app, &organiser, &paths[0]).await;
    assert_eq!(on_screen(&app).await, ["先放行的", "最后放行的", "后放行的"]);
    assert_eq!(counted(&app).await, "3 36000000.00");
}

#[tokio::test]
async fn a_clock_that_was_days_ahead_is_not_followed() {
    let (app, organiser) = fourth().await;
    let [first, second] = signed(&app, &organiser, ["甲", "乙"]).await;
    release(&app, &organiser, &first).await;
    app.as_owner("update signed_projects set released_at = released_at + interval '3 days' where released_at is not null").await;
    assert_eq!(release(&app, &organiser, &second).await.status, StatusCode::SEE_OTHER);
    let hours = "select (abs(extract(epoch from released_at - now())) < 3600)::text
                 from signed_projects order by id desc limit 1";
    assert_eq!(app.text(hours).await, "true");
    assert_eq!(counted(&app).await, "2 24000000.00");
}

/// The name of the next event.
async fn heard(stream: &mut BodyDataStream) -> String {
    let bytes = timeout(Duration::from_secs(15), stream.next()).await.unwrap().unwrap().unwrap();
    let event = String::from_utf8(bytes.to_vec()).unwrap();
    event.lines().find_map(|line| line.strip_prefix("event: ")).unwrap().to_string()
}

/// Fetches the page at each piece of news, as a screen does, until it shows these deals. A server
/// that has not heard of a change yet sends further news when it has.
async fn follow(app: &TestApp, stream: &mut BodyDataStream, deals: &[&str]) {
    let shown = async {
        loop {
            if heard(stream).await == "news" && on_screen(app).await == deals {
                return;
            }
        }
    };
    timeout(Duration::from_secs(30), shown).await.expect("the screen shows the present state");
}

async fn opened(app: &TestApp) -> BodyDataStream {
    app.open("/screen/events").await.into_body().into_data_stream()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_that_slept_learns_the_present_state_when_it_is_back() {
    let app = TestApp::keeping(&server().await.clone_of(Template::Demonstration).await);
    await_hearing(&app, 1).await;
    app.as_owner(
        "insert into editions (ordinal, name, name_en, held_in, starts_on, ends_on, state)
         values (4, '第四届', 'Fourth fair', '2020-09-01', '2020-09-27', '2020-09-29', 'running')",
    )
    .await;
    app.settle().await;
    let organiser = app.someone(Role::Organiser).await;
    let paths = signed(&app, &organiser, ["睡前放行的", "收回的", "睡后放行的"]).await;
    for path in &paths[..2] {
        assert_eq!(release(&app, &organiser, path).await.status, StatusCode::SEE_OTHER);
    }
    let mut stream = opened(&app).await;
    follow(&app, &mut stream, &["收回的", "睡前放行的"]).await;
    // Its stream is cut. Nobody tells it of what follows.
    drop(stream);
    let seen = version(&app, &paths[1]).await;
    let back = [("version", seen.as_str()), ("reason", "纸面金额不符")];
    let undone = organiser.post(&format!("{}/withdrawal", paths[1]), &back).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(release(&app, &organiser, &paths[2]).await.status, StatusCode::SEE_OTHER);
    // Back again, the first word makes it fetch the page.
    let mut stream = opened(&app).await;
    follow(&app, &mut stream, &["睡后放行的", "睡前放行的"]).await;
    let screen = app.page("/screen").await;
    assert!(screen.text("body").contains("数据已更正"));
    assert!(screen.text(".ceremony__sum").contains("2 项"), "{}", screen.text(".ceremony__sum"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_nobody_reads_for_long_keeps_one_word_for_all_it_missed() {
    let app = TestApp::keeping(&server().await.clone_of(Template::Demonstration).await);
    await_hearing(&app, 1).await;
    let mut stream = opened(&app).await;
    assert_eq!(heard(&mut stream).await, "news");
    // The machine sleeps with its connection open: the events are not read.
    for _ in 0..20 {
        app.as_owner("update signed_projects set title = title where id = 1").await;
    }
    app.as_owner("update signed_projects set title = '醒来看到的' where id = 61").await;
    app.settle().await;
    assert_eq!(heard(&mut stream).await, "news");
    let more = timeout(Duration::from_secs(2), stream.next()).await;
    assert!(more.is_err(), "one word is enough: {more:?}");
}
