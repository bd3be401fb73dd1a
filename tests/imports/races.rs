//! Repeated uploads, concurrent imports, changes meanwhile, and kills midway.

use super::{EXHIBITORS, apply, bring, code, fates, finished, form, rows, written, xlsx};
use crate::harness::{
    pictures::Field::{File, Text},
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use sqlx::{Connection, query};
use std::{collections::BTreeSet, time::Duration};

/// This many new cooperatives.
fn many(n: usize) -> super::Rows {
    let mut sheet = rows(&EXHIBITORS, &[]);
    for n in 0..n {
        sheet.push(
            [&code(n + 1), "", &format!("试验合作社{n}"), "农牧民专业合作社", "150624", "", ""]
                .map(ToString::to_string)
                .to_vec(),
        );
    }
    sheet
}

#[tokio::test]
async fn twenty_posts_of_one_form_make_one_import() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let (form, bytes) = (form(&organiser, "exhibitors").await, xlsx(&many(20)));
    let posts = (0..20).map(|_| {
        let (organiser, form, bytes) = (organiser.clone(), form.clone(), bytes.clone());
        async move {
            let fields = [
                Text("form", &form),
                Text("kind", "exhibitors"),
                Text("edition", "3"),
                File("sheet", "表.xlsx", bytes),
            ];
            let answer = organiser.send_form("/admin/imports", &fields).await;
            (answer.status, answer.header("location").to_string())
        }
    });
    let answers: BTreeSet<(StatusCode, String)> =
        futures_util::future::join_all(posts).await.into_iter().collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(answers.first().unwrap().0, StatusCode::SEE_OTHER);
    assert_eq!(
        app.text("select count(*) || ' ' || (select count(*) from import_rows) from imports").await,
        "1 20"
    );
}

#[tokio::test]
async fn pressed_many_times_at_once_it_is_written_once() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&many(60))).await;
    let act = format!("{path}/application");
    let presses = futures_util::future::join_all((0..8).map(|_| organiser.post(&act, &[]))).await;
    assert!(presses.iter().all(|answer| answer.status == StatusCode::SEE_OTHER));
    finished(&organiser, &path).await;
    assert_eq!(app.text("select state || ' ' || rows_done from imports").await, "applied 60");
    assert_eq!(
        app.text("select count(*)::text from organisations where name like '试验合作社%'").await,
        "60"
    );
    assert_eq!(
        app.text("select count(*)::text from audit_events where action = 'import'").await,
        "1"
    );
    organiser.post(&act, &[]).await;
    organiser.post(&format!("{path}/discard"), &[]).await;
    assert_eq!(app.text("select state from imports").await, "applied", "what was written stays");
}

/// A row that changes the introduction of a known organisation, and its number.
async fn of_a_known_party(app: &TestApp) -> (Vec<String>, String) {
    let known = app
        .text(
            "select concat_ws('|', coalesce(credit_code, ''), number, name, kind, division_code) from organisations
             where side = 'supplier' order by id limit 1",
        )
        .await;
    let mut row: Vec<String> = known.split('|').map(str::to_string).collect();
    let number = row[1].clone();
    row.extend(["改过的介绍".to_string(), String::new()]);
    (row, number)
}

#[tokio::test]
async fn a_record_that_changed_after_the_preview_stops_all_of_it() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    // More than one statement writes: the earlier rows are written when the last one is checked.
    let mut sheet = many(600);
    let (known, number) = of_a_known_party(&app).await;
    sheet.push(known);
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    app.as_owner_with("update organisations set introduction = '别人改的', version = version + 1 where number = '$key'", &number).await;
    let before = written(&app).await;
    let page = apply(&organiser, &path).await;
    assert!(
        page.text(".warn").contains("第 602 行对应的记录已被他人修改"),
        "{}",
        page.text("main")
    );
    assert_eq!(written(&app).await, before, "not one of the rows before it is written");
    assert_eq!(page.count("form[action$=application]"), 0);
    // The same with a record that somebody else created.
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    let other = bring(&organiser, ("exhibitors", "3"), xlsx(&many(1))).await;
    apply(&organiser, &other).await;
    let before = written(&app).await;
    assert!(apply(&organiser, &path).await.text(".warn").contains("第 2 行"));
    assert_eq!(written(&app).await, before);
    // After a new preview, it is written.
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    assert_eq!(fates(&app).await, "599 1 1 0");
    apply(&organiser, &path).await;
    assert_eq!(app.text("select state from imports order by id desc limit 1").await, "applied");
}

#[tokio::test]
async fn killed_midway_it_leaves_nothing_and_can_be_tried_again() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let mut sheet = many(700);
    let (known, number) = of_a_known_party(&app).await;
    sheet.push(known);
    let path = bring(&organiser, ("exhibitors", "3"), xlsx(&sheet)).await;
    let before = written(&app).await;
    // The record of the last row is locked: the import waits there, with most of it written.
    let mut owner = app.urls.owner().await;
    let mut held = owner.begin().await.unwrap();
    query("select from organisations where number = $1 for update")
        .bind(&number)
        .execute(&mut *held)
        .await
        .unwrap();
    organiser.post(&format!("{path}/application"), &[]).await;
    let mut page = organiser.get(&path).await;
    for _ in 0..600 {
        if app.text("select rows_done::text from imports").await == "500" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        page = organiser.get(&path).await;
    }
    assert_eq!(page.html().count("progress[max='701']"), 1, "one sees how far it is");
    assert!(page.body.contains("http-equiv=\"refresh\""));
    assert_eq!(written(&app).await, before, "nobody else sees anything of it yet");
    let killed = app
        .text(
            "select count(pg_terminate_backend(pid))::text from pg_locks where locktype = 'advisory' and classid = 4040 and objid <> 0
             and database = (select oid from pg_database where datname = current_database())",
        )
        .await;
    assert_eq!(killed, "1");
    held.rollback().await.unwrap();
    let page = finished(&organiser, &path).await;
    assert!(page.text(".warn").contains("没有导入任何内容，可以重试"), "{}", page.text("main"));
    assert_eq!(written(&app).await, before, "nothing half done");
    apply(&organiser, &path).await;
    assert_eq!(app.text("select state || ' ' || rows_done from imports").await, "applied 701");
    assert_eq!(
        app.text("select count(*)::text from organisations where name like '试验合作社%'").await,
        "700"
    );
}
