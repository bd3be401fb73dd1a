//! Drafts entered and changed.

use super::{agreement, counted, entered};
use crate::{
    harness::site::TestApp,
    promises::AGREEMENTS,
    signing::{assert_refused, send, with},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

#[tokio::test]
async fn a_draft_is_seen_by_the_office_alone() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = entered(&app, &organiser).await;
    let row = app
        .text(
            "select number || ' ' || ceiling || ' ' || state || ' ' || owner_banner_code
             from framework_agreements order by id desc limit 1",
        )
        .await;
    assert_eq!(row, "KJ-2020-01 8000000.00 draft 150621");
    assert_eq!(app.get(&path.replace("/admin", "")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(counted(&app).await, "");
    let found = "/search?q=示范食堂三年采购";
    assert!(!app.page(found).await.text("main").contains("KJ-2020-01"));
    let search = "/admin/search?q=示范食堂三年采购";
    let desk = organiser.get(search).await.html();
    assert_eq!(desk.count(&format!("main a[href='{path}']")), 1, "{}", desk.text("main"));
    let list = organiser.get("/admin/agreements?state=draft").await.html();
    assert!(list.text("main").contains("KJ-2020-01"));
    let trail = app.text("select label from audit_events where noun = 'agreements'").await;
    assert_eq!(trail, "KJ-2020-01 示范食堂三年采购");
}

#[tokio::test]
async fn without_a_ceiling_it_is_open_and_not_zero() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let fields = with(agreement(&app).await, &[("ceiling", " ")]);
    assert_eq!(AGREEMENTS.enter(&organiser, fields).await.status, StatusCode::SEE_OTHER);
    let open = "select (ceiling is null)::text from framework_agreements order by id desc limit 1";
    assert_eq!(app.text(open).await, "true");
}

#[tokio::test]
async fn what_was_typed_stays_with_its_errors() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let good = agreement(&app).await;
    let buyer = good.iter().find(|(name, _)| *name == "buyer").unwrap().1.clone();
    let code = AGREEMENTS.form(&organiser).await;
    for (field, value, message) in [
        ("title", " ", "请按纸面填写"),
        ("number", &*"1".repeat(41), "请按纸面填写"),
        ("supplier", "没有这一家", "库里没有"),
        ("supplier", &*buyer, "库里没有"),
        ("buyer", "", "请填写名称、拼音或信用代码"),
        ("signed_on", "九月", "格式为"),
        ("starts_on", "2020-09-19", "不能早于签订日"),
        ("ends_on", "2020-09-30", "不能早于期限的第一天"),
        ("ends_on", "2203-09-30", "期限超过三十年"),
        ("ceiling", "0", "金额应大于零"),
        ("ceiling", "约800", "请只填一个数"),
        ("project", "9-999", "没有这个编号"),
        ("renews", "没有", "没有这个编号"),
    ] {
        let fields = with(good.clone(), &[("form", &code), (field, value)]);
        let answer = send(&organiser, AGREEMENTS.list, &fields).await;
        assert_refused(&answer, message);
        let kept = answer.html().attribute("#title", "value");
        assert!(field == "title" || kept == "示范食堂三年采购", "{field}");
    }
    let count = "select count(*)::text from framework_agreements where state = 'draft'";
    let before = app.text(count).await;
    let answer = send(&organiser, AGREEMENTS.list, &with(good, &[("form", &code)])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_ne!(app.text(count).await, before);
}

#[tokio::test]
async fn twenty_equal_forms_make_one_draft() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let code = AGREEMENTS.form(&organiser).await;
    let fields = with(agreement(&app).await, &[("form", &code)]);
    for answer in join_all((0..20).map(|_| send(&organiser, AGREEMENTS.list, &fields))).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let count = "select count(*)::text from framework_agreements where number = 'KJ-2020-01'";
    assert_eq!(app.text(count).await, "1");
}

/// Numbers are each buyer's own.
#[tokio::test]
async fn a_buyer_uses_a_number_once() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    entered(&app, &organiser).await;
    let fields = agreement(&app).await;
    assert_refused(&AGREEMENTS.enter(&organiser, fields.clone()).await, "已有这个编号的协议");
    let other = crate::signing::names(&app).await.other_buyer;
    let of_another = with(fields.clone(), &[("buyer", &other)]);
    assert_eq!(AGREEMENTS.enter(&organiser, of_another).await.status, StatusCode::SEE_OTHER);
    // A voided one frees its number.
    let first = "select min(id)::text from framework_agreements where number = 'KJ-2020-01'";
    let first = format!("{}/{}", AGREEMENTS.list, app.text(first).await);
    let void = [("version", "1"), ("reason", "录错了采购方")];
    assert_eq!(organiser.post(&format!("{first}/void"), &void).await.status, StatusCode::SEE_OTHER);
    assert_eq!(AGREEMENTS.enter(&organiser, fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_later_of_two_who_save_sees_both_versions() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = entered(&app, &organiser).await;
    let seen = AGREEMENTS.version(&app).await;
    let fields = with(agreement(&app).await, &[("version", &seen)]);
    let first = with(fields.clone(), &[("ceiling", "900")]);
    assert_eq!(send(&organiser, &path, &first).await.status, StatusCode::SEE_OTHER);
    let second = with(fields, &[("ceiling", "1000"), ("title", "另一个名称")]);
    let conflict = send(&organiser, &path, &second).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let both = conflict.html().text("main");
    for value in ["900万元", "1000万元", "示范食堂三年采购", "另一个名称"] {
        assert!(both.contains(value), "{value}: {both}");
    }
    assert_eq!(AGREEMENTS.path(&app).await, path);
    let kept = "select title || ' ' || ceiling from framework_agreements order by id desc limit 1";
    assert_eq!(app.text(kept).await, "示范食堂三年采购 9000000.00");
}
