//! Agreements terminated and voided.

use super::{counted, signed};
use crate::{
    harness::site::TestApp, promises::AGREEMENTS, signing::assert_refused,
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn a_terminated_one_no_longer_stands_but_was_signed() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let ending = [("on", "2020-09-27"), ("class", "supply"), ("reason", "供货方连续两月断供")];
    let answer = AGREEMENTS.act(&app, &organiser, "termination", &ending).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(counted(&app).await, "framework.signed 1");
    // Only the class of the reason is public.
    let public = app.page(&path.replace("/admin", "")).await.text("main");
    assert!(public.contains("供应不足") && !public.contains("断供"), "{public}");
    assert!(organiser.get(&path).await.html().text("main").contains("断供"));
    // It ends once.
    AGREEMENTS
        .act(
            &app,
            &organiser,
            "termination",
            &[("on", "2020-09-26"), ("class", "price"), ("reason", "x")],
        )
        .await;
    let day = "select terminated_on::text from framework_agreements order by id desc limit 1";
    assert_eq!(app.text(day).await, "2020-09-27");
    assert_eq!(drift(&app).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_early_end_has_a_day_a_class_and_a_reason() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    signed(&app, &organiser).await;
    let good = [("on", "2020-09-27"), ("class", "supply"), ("reason", "断供")];
    for (field, value, message) in [
        ("on", "", "格式为"),
        ("on", "2020-09-29", "这一天还没到"),
        ("on", "2020-09-19", "不能早于签订日"),
        ("class", "weather", "请选择一类"),
        ("reason", " ", "请写明原因"),
    ] {
        let fields = good.map(|(name, kept)| (name, if name == field { value } else { kept }));
        let answer = AGREEMENTS.act(&app, &organiser, "termination", &fields).await;
        assert_refused(&answer, message);
    }
    assert_eq!(counted(&app).await, "framework.signed 1, framework.standing 1");
}

#[tokio::test]
async fn no_agreement_ends_before_a_contract_under_it_was_signed() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let with_contract = "select framework_id || ' ' || (max(signed_on) - 1) from contracts c
         where framework_id is not null and state in ('signed', 'performing')
           and exists (select from framework_agreements a
                       where a.id = c.framework_id and a.state = 'signed')
         group by framework_id order by framework_id limit 1";
    let row = app.text(with_contract).await;
    let (id, day) = row.split_once(' ').unwrap();
    let ending = [("version", "1"), ("on", day), ("class", "supply"), ("reason", "断供")];
    let path = format!("/admin/agreements/{id}");
    assert_refused(&organiser.post(&format!("{path}/termination"), &ending).await, "最近一份合同");
    // Nor is it voided while the contract is there.
    organiser.post(&format!("{path}/void"), &[("version", "1"), ("reason", "录错")]).await;
    let void = "select count(*)::text from framework_agreements where voided_at is not null";
    assert_eq!(app.text(void).await, "0");
}

#[tokio::test]
async fn a_void_one_counts_on_no_day_and_asks_for_a_reason() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let answer = AGREEMENTS.act(&app, &organiser, "void", &[("reason", " ")]).await;
    assert_refused(&answer, "请写明原因");
    assert_eq!(answer.html().count("#why-void[aria-invalid=true]"), 1);
    let answer = AGREEMENTS.act(&app, &organiser, "void", &[("reason", "重复录入")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(counted(&app).await, "");
    assert_eq!(app.get(&path.replace("/admin", "")).await.status, StatusCode::NOT_FOUND);
    let office = organiser.get(&path).await.html().text("main");
    assert!(office.contains("已作废") && office.contains("重复录入"), "{office}");
    assert_eq!(drift(&app).await, Vec::<String>::new());
}
