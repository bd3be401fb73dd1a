//! Contracts completed, terminated and voided.

use super::{counted, signed};
use crate::{
    harness::site::TestApp, promises::CONTRACTS, signing::assert_refused,
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn a_completed_one_goes_on_counting_and_a_terminated_one_does_not() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    for (day, message) in
        [("", "格式为"), ("2020-09-27", "不能早于签订日"), ("2020-09-29", "这一天还没到")]
    {
        let answer = CONTRACTS.act(&app, &organiser, "completion", &[("completed_on", day)]).await;
        assert_refused(&answer, message);
    }
    let before = counted(&app).await;
    let done =
        CONTRACTS.act(&app, &organiser, "completion", &[("completed_on", "2020-09-28")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(counted(&app).await, before);
    // It ends once.
    let ending = [("on", "2020-09-28"), ("class", "supply"), ("reason", "断供")];
    CONTRACTS.act(&app, &organiser, "termination", &ending).await;
    let state = "select state from contracts order by id desc limit 1";
    assert_eq!(app.text(state).await, "completed");
    assert!(app.page(&path.replace("/admin", "")).await.text("main").contains("已完成"));
}

#[tokio::test]
async fn a_terminated_one_leaves_the_figures_from_that_day_on() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let ending = [("on", "2020-09-28"), ("class", "supply"), ("reason", "供货方断供两月")];
    let answer = CONTRACTS.act(&app, &organiser, "termination", &ending).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let public = app.page(&path.replace("/admin", "")).await.text("main");
    assert!(public.contains("供应不足") && !public.contains("断供两月"), "{public}");
    assert_eq!(drift(&app).await, Vec::<String>::new());
    // What ended is not voided.
    CONTRACTS.act(&app, &organiser, "void", &[("reason", "录错")]).await;
    let state = "select state from contracts order by id desc limit 1";
    assert_eq!(app.text(state).await, "terminated");
}

#[tokio::test]
async fn nothing_ends_before_its_last_goods_were_accepted() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let row = app
        .text(
            "select c.id || ' ' || (max(l.accepted_on) - 1) from contracts c
             join accepted_lines l on l.contract_id = c.id
             where c.state = 'performing' group by c.id order by c.id limit 1",
        )
        .await;
    let (id, day) = row.split_once(' ').unwrap();
    let path = format!("/admin/contracts/{id}");
    let completion = [("version", "1"), ("completed_on", day)];
    let answer = organiser.post(&format!("{path}/completion"), &completion).await;
    assert_refused(&answer, "最后一次验收");
    let ending = [("version", "1"), ("on", day), ("class", "price"), ("reason", "价格")];
    let answer = organiser.post(&format!("{path}/termination"), &ending).await;
    assert_refused(&answer, "最后一次验收");
    // Nor is it voided with its deliveries.
    organiser.post(&format!("{path}/void"), &[("version", "1"), ("reason", "录错")]).await;
    let page = organiser.get(&path).await.html().text("main");
    assert!(!page.contains("已作废"), "{page}");
}

#[tokio::test]
async fn a_void_one_counts_on_no_day_and_frees_its_number() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let answer = CONTRACTS.act(&app, &organiser, "void", &[("reason", " ")]).await;
    assert_refused(&answer, "请写明原因");
    assert_eq!(
        CONTRACTS.act(&app, &organiser, "void", &[("reason", "重复录入")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(counted(&app).await, "");
    assert_eq!(app.get(&path.replace("/admin", "")).await.status, StatusCode::NOT_FOUND);
    assert!(organiser.get(&path).await.html().text("main").contains("重复录入"));
    signed(&app, &organiser).await;
    assert_eq!(drift(&app).await, Vec::<String>::new());
}
