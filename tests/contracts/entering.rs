//! Drafts entered, changed and signed.

use super::{contract, counted, entered, signed};
use crate::{
    harness::site::TestApp,
    promises::CONTRACTS,
    signing::{assert_refused, send, with},
    verification::histories::drift,
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
            "select state || ' ' || signed_amount || ' ' || adjustment || ' ' || tolerance
                 || ' ' || owner_banner_code
                 || ' ' || (select count(*) from contract_lines where contract_id = c.id)
                 || ' ' || (select count(*) from contract_villages where contract_id = c.id)
             from contracts c order by id desc limit 1",
        )
        .await;
    // 24 × 9,200 + 16 × 1,350 − 2,400
    assert_eq!(row, "draft 240000.00 -2400.00 2.00 150621 2 2");
    assert_eq!(app.get(&path.replace("/admin", "")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(counted(&app).await, "");
    assert!(!app.page("/search?q=小米与羯羊秋季采购").await.text("main").contains("0466"));
    let desk = organiser.get("/admin/search?q=小米与羯羊秋季采购").await.html();
    assert_eq!(desk.count(&format!("main a[href='{path}']")), 1, "{}", desk.text("main"));
}

#[tokio::test]
async fn from_its_signing_everybody_sees_it_and_it_counts() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let public = app.page(&path.replace("/admin", "")).await.text("main");
    for part in ["DLT-CG-2020-0466", "准格尔小米", "24", "运费由供货方承担"] {
        assert!(public.contains(part), "{part}: {public}");
    }
    assert!(counted(&app).await.contains(" 1 240000.00"), "{}", counted(&app).await);
    assert_eq!(drift(&app).await, Vec::<String>::new());
    // What was signed stays as it is.
    let fields = with(contract(&app).await, &[("version", "2"), ("title", "另一个名称")]);
    assert_eq!(send(&organiser, &path, &fields).await.status, StatusCode::SEE_OTHER);
    let title = "select title from contracts order by id desc limit 1";
    assert_eq!(app.text(title).await, "小米与羯羊秋季采购");
}

#[tokio::test]
async fn what_was_typed_stays_with_its_errors() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let good = contract(&app).await;
    let code = CONTRACTS.form(&organiser).await;
    for (field, value, message) in [
        ("title", "", "请按纸面填写"),
        ("number", "4-012", "这像项目编号"),
        ("method", "", "请选择一种"),
        ("buyer", "没有这一家", "库里没有"),
        ("framework", "没有", "没有这个编号的已签协议"),
        ("project", "9-999", "没有这个编号的已放行项目"),
        ("signed_on", "", "格式为"),
        ("starts_on", "2020-09-01", "不能早于签订日"),
        ("ends_on", "2020-09-01", "不能早于履行的第一天"),
        ("adjustment_name", "", "有金额就要有名目"),
        ("adjustment", "约两千", "请填元数"),
        ("adjustment", "-999999999", "合同金额应大于零"),
        ("tolerance", "21", "0 到 20"),
        ("villages", "没有这个村", "没有或不止一个"),
    ] {
        let fields = with(good.clone(), &[("form", &code), (field, value)]);
        let answer = send(&organiser, CONTRACTS.list, &fields).await;
        assert_refused(&answer, message);
        let kept = answer.html().attribute("#line-quantity-1", "value");
        assert_eq!(kept, "24", "{field}");
    }
}

#[tokio::test]
async fn twenty_equal_forms_make_one_draft() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let code = CONTRACTS.form(&organiser).await;
    let fields = with(contract(&app).await, &[("form", &code)]);
    for answer in join_all((0..20).map(|_| send(&organiser, CONTRACTS.list, &fields))).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let count = "select count(*)::text from contracts where number = 'DLT-CG-2020-0466'";
    assert_eq!(app.text(count).await, "1");
    assert_refused(&CONTRACTS.enter(&organiser, contract(&app).await).await, "已有这个编号的合同");
}

#[tokio::test]
async fn the_later_of_two_who_save_chooses_between_both_versions_of_the_lines() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = entered(&app, &organiser).await;
    let fields = with(contract(&app).await, &[("version", "1")]);
    let first = with(fields.clone(), &[("tolerance", "3")]);
    assert_eq!(send(&organiser, &path, &first).await.status, StatusCode::SEE_OTHER);
    let lines = [("line_name", "荞麦面"), ("line_category", "0101"), ("line_quantity", "10")];
    let lines = with(fields, &lines);
    let second = with(lines, &[("line_unit", "t"), ("line_price", "12600")]);
    let conflict = send(&organiser, &path, &second).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let both = conflict.html();
    assert!(both.text("main").contains("荞麦面") && both.text("main").contains("准格尔羯羊"));
    // The own lines are chosen, and all else as it was saved.
    let mine = both.attributes("input[type=radio][name=lines]", "value").pop().unwrap();
    let chosen = with(
        contract(&app).await.into_iter().filter(|(name, _)| !name.starts_with("line_")).collect(),
        &[("version", "2"), ("tolerance", "3"), ("lines", &mine)],
    );
    assert_eq!(send(&organiser, &path, &chosen).await.status, StatusCode::SEE_OTHER);
    let kept = "select name || ' ' || quantity || ' ' || tolerance from contract_lines l
                join contracts c on c.id = l.contract_id where c.id = (select max(id) from contracts)";
    assert_eq!(app.text(kept).await, "荞麦面 10.000 3.00");
}

/// A contract of a ceremony is changed, signed and voided at its desk.
#[tokio::test]
async fn the_contract_of_a_ceremony_belongs_to_the_desk() {
    let (app, organiser) = crate::signing::fourth().await;
    let names = crate::signing::names(&app).await;
    let deal = with(
        crate::signing::deal(&names),
        &[
            ("rung", "contract"),
            ("method", "canteen"),
            ("category", "0101"),
            ("ends_on", "2021-09-27"),
            ("goods", "马铃薯"),
            ("quantity", "5000"),
            ("quantity_unit", "t"),
        ],
    );
    let answer = crate::signing::enter(&organiser, deal).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = CONTRACTS.path(&app).await;
    let page = organiser.get(&path).await.html();
    assert_eq!(page.count("main form"), 0, "{}", page.text("main"));
    assert_eq!(page.count("main a[href^='/admin/signing/']"), 1);
    CONTRACTS.act(&app, &organiser, "signature", &[]).await;
    CONTRACTS.act(&app, &organiser, "void", &[("reason", "录错")]).await;
    let state = "select state from contracts order by id desc limit 1";
    assert_eq!(app.text(state).await, "draft");
}

#[tokio::test]
async fn an_officer_enters_contracts_of_the_own_banner() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    assert_refused(&CONTRACTS.enter(&officer, contract(&app).await).await, "本旗区供货方");
    let organiser = app.someone(Role::Organiser).await;
    let path = entered(&app, &organiser).await;
    for answer in [officer.get(&path).await, CONTRACTS.act(&app, &officer, "signature", &[]).await]
    {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let auditor = app.someone(Role::Auditor).await;
    let page = auditor.get(&path).await.html();
    assert!(page.text("main").contains("准格尔小米"));
    assert_eq!(page.count("main button[type=submit]"), 0);
}
