//! Many people at once.

use super::{DESK, counted, deal, form, fourth, latest, names, release, send, version, with};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;
use sqlx::{AssertSqlSafe, Executor};
use std::time::Duration;

#[tokio::test]
async fn eight_desks_take_different_numbers_and_lose_nothing() {
    let (app, _) = fourth().await;
    let names = names(&app).await;
    let desks = (0..8).map(|n| {
        let (app, names) = (app.clone(), &names);
        async move {
            let organiser = app.someone(Role::Organiser).await;
            let code = form(&organiser).await;
            let (title, amount) = (format!("第{n}桌"), format!("{}", 1000 + n));
            let fields = with(
                deal(names),
                &[("title", &title), ("amount", &amount), ("form", &code), ("then", "plan")],
            );
            send(&organiser, DESK, &fields).await.status
        }
    });
    // Who comes later is asked about the similar deal.
    let saved = join_all(desks).await.into_iter().filter(|status| *status == StatusCode::SEE_OTHER);
    let saved = saved.count();
    let kept = "select count(*) || ' ' || count(distinct number) || ' ' || count(distinct run_order)
                from signed_projects where edition_id = (select id from editions where ordinal = 4)";
    assert_eq!(app.text(kept).await, format!("{saved} {saved} {saved}"));
    assert!(saved >= 1);
}

#[tokio::test]
async fn odd_positions_and_answers_are_no_errors_of_ours() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    for (after, likeness) in
        [("-5", "distinct 999999"), ("32767", "distinct -1"), ("x", "same 999999"), ("99999", "")]
    {
        let code = form(&organiser).await;
        let fields = with(
            deal(&names),
            &[("form", &code), ("after", after), ("likeness", likeness), ("amount", after)],
        );
        let status = send(&organiser, DESK, &fields).await.status;
        assert!(status.as_u16() < 500, "{after} {likeness}: {status}");
        let fields = with(fields, &[("amount", "1200")]);
        let status = send(&organiser, DESK, &fields).await.status;
        assert!(status.as_u16() < 500, "{after} {likeness}: {status}");
    }
    let orders = "select min(run_order)::text from signed_projects
                  where edition_id = (select id from editions where ordinal = 4)";
    assert_eq!(app.text(orders).await, "1");
}

#[tokio::test]
async fn of_two_who_release_at_once_one_does() {
    let (app, organiser) = fourth().await;
    let path = super::entered(&app, &organiser).await;
    let presses = join_all((0..6).map(|_| release(&app, &organiser, &path))).await;
    assert!(presses.iter().any(|answer| answer.status == StatusCode::SEE_OTHER));
    assert_eq!(counted(&app).await, "1 12000000.00");
    let acts =
        "select count(*)::text from audit_events where noun = 'projects' and action = 'change'";
    assert_eq!(app.text(acts).await, "1");
    let seen = version(&app, &path).await;
    let back = [("version", seen.as_str()), ("reason", "误")];
    join_all((0..6).map(|_| async { organiser.post(&format!("{path}/withdrawal"), &back).await }))
        .await;
    assert_eq!(counted(&app).await, "0 0.00");
    let withdrawals = "select count(*)::text from project_withdrawals
                       where project_id = (select max(id) from signed_projects)";
    assert_eq!(app.text(withdrawals).await, "1");
    assert_eq!(latest(&app).await, path);
}

#[tokio::test]
async fn of_two_desks_that_type_one_deal_the_later_is_asked() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let other = app.someone(Role::Organiser).await;
    let codes = [form(&organiser).await, form(&other).await];
    let [first, second] = codes.map(|code| with(deal(&names), &[("form", &code)]));
    let (first, second) = tokio::join!(send(&organiser, DESK, &first), send(&other, DESK, &second));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let asked = if first.status == StatusCode::SEE_OTHER { second } else { first };
    assert!(asked.html().text("#likeness").contains("4-001"), "{}", asked.html().text("main"));
}

/// Another transaction holds the deal and then wants its edition, which the release has locked
/// first: the release waits longer, so it is the one that Postgres aborts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_that_loses_a_deadlock_is_made_once() {
    let (app, organiser) = fourth().await;
    let path = super::entered(&app, &organiser).await;
    let seen = version(&app, &path).await;
    let id = path.rsplit('/').next().unwrap().to_string();
    let mut other = app.urls.owner().await;
    let hold = format!("begin; select from signed_projects where id = {id} for update");
    other.execute(AssertSqlSafe(hold)).await.unwrap();
    let releasing = {
        let (app, path, cookie) = (app.clone(), path.clone(), organiser.cookie.clone());
        tokio::spawn(async move {
            let fields = super::paper(&seen);
            app.post_once(&format!("{path}/release"), &fields, &cookie).await.status
        })
    };
    tokio::time::sleep(Duration::from_millis(400)).await;
    other.execute("select from editions where ordinal = 4 for update").await.unwrap();
    other.execute("commit").await.unwrap();
    assert_eq!(releasing.await.unwrap(), StatusCode::SEE_OTHER);
    assert_eq!(counted(&app).await, "1 12000000.00");
    let lost = "select deadlocks::text from pg_stat_database where datname = current_database()";
    // Postgres tells its statistics a moment later.
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(app.text(lost).await, "1");
}
