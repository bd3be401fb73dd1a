//! Deals planned, entered, changed and moved.

use super::{
    DESK, assert_refused, counted, deal, enter, entered, form, fourth, latest, names, send,
    version, with,
};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

const ORDER: &str = "select string_agg(title, ' ' order by run_order) from signed_projects
                     where edition_id = (select id from editions where ordinal = 4)
                       and voided_at is null";

#[tokio::test]
async fn a_planned_deal_is_found_by_the_office_alone() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    enter(&organiser, with(deal(&names), &[("then", "plan")])).await;
    let search = "/admin/search?q=签约台试填";
    let found = organiser.get(search).await.html();
    assert!(found.text("main").contains("4-001"), "{}", found.text("main"));
    assert_eq!(found.count(&format!("main a[href='{}']", latest(&app).await)), 1);
    let elsewhere = app.someone(Role::BannerOfficer).await;
    assert!(!elsewhere.get(search).await.html().text("main").contains("4-001"));
    assert!(!app.page("/search?q=签约台试填").await.text("main").contains("4-001"));
}

#[tokio::test]
async fn a_deal_is_entered_once_and_awaits_release() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let fields = with(
        deal(&names),
        &[("villages", "王爱召村、树林召村"), ("more_buyers", &names.other_buyer)],
    );
    let answer = enter(&organiser, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let row = app
        .text(
            "select number || ' ' || amount || ' ' || ceremony_state || ' ' || owner_banner_code
                 || ' ' || (select count(*) from signed_project_villages where project_id = p.id)
                 || ' ' || (select count(*) from signed_project_parties where project_id = p.id)
             from signed_projects p order by id desc limit 1",
        )
        .await;
    assert_eq!(row, "4-001 12000000.00 signed 150621 2 1");
    // Nobody outside sees it before the release.
    let public = latest(&app).await.replace("/admin/signing/", "/projects/");
    assert_eq!(app.get(&public).await.status, StatusCode::NOT_FOUND);
    assert_eq!(counted(&app).await, "0 0");
    let desk = organiser.get(DESK).await.html();
    assert!(desk.text(".onscreen").contains("1,200"), "{}", desk.text(".onscreen"));
    // The trail has it, with the organiser's name.
    let trail =
        app.text("select label from audit_events where noun = 'projects' and action = 'create'");
    assert_eq!(trail.await, "签约台试填马铃薯");
}

/// Answered as another deal of the same parties, nothing but the form's code tells them apart.
#[tokio::test]
async fn twenty_equal_forms_of_another_deal_make_one() {
    let (app, organiser) = fourth().await;
    let first = entered(&app, &organiser).await;
    let likeness = format!("distinct {}", first.rsplit('/').next().unwrap());
    let code = form(&organiser).await;
    let of_another = [("form", &*code), ("likeness", &likeness), ("title", "另一项")];
    let fields = with(deal(&names(&app).await), &of_another);
    join_all((0..20).map(|_| send(&organiser, DESK, &fields))).await;
    let count = "select count(*)::text from signed_projects where title = '另一项'";
    assert_eq!(app.text(count).await, "1");
}

#[tokio::test]
async fn twenty_equal_forms_make_one_deal() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let code = form(&organiser).await;
    let fields = with(deal(&names), &[("form", &code)]);
    let posts = (0..20).map(|_| send(&organiser, DESK, &fields));
    for answer in join_all(posts).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let count = "select count(*)::text from signed_projects where title = '签约台试填马铃薯'";
    assert_eq!(app.text(count).await, "1");
    // The code in other hands is another form.
    let other = app.someone(Role::Organiser).await;
    send(
        &other,
        DESK,
        &with(
            fields,
            &[(
                "likeness",
                &format!(
                    "distinct {}",
                    app.text("select max(id)::text from signed_projects").await
                ),
            )],
        ),
    )
    .await;
    assert_eq!(app.text(count).await, "2");
}

#[tokio::test]
async fn what_was_typed_stays_with_its_errors() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let good = deal(&names);
    for (field, value, message) in [
        ("title", " ", "请填写名称"),
        ("type", "", "请选择一种类型"),
        ("supplier", "没有这一家", "库里没有"),
        ("supplier", &*names.buyer, "库里没有"),
        ("buyer", "", "请填写名称、拼音或信用代码"),
        ("amount", "0", "金额应大于零"),
        ("amount", "-5", "金额应大于零"),
        ("amount", "78，5", "请只填一个数"),
        ("amount", "100000000000000", "金额超过一万亿元"),
        ("amount", "", "请填写金额"),
        ("signed_on", "2021-09-28", "应在本届举办期间"),
        ("signed_on", "2020-09-29", "这一天还没到"),
        ("villages", "没有这个村", "没有“没有这个村”"),
        ("quantity", "5000", "请写明产品"),
    ] {
        let fields = with(good.clone(), &[("more_suppliers", ""), (field, value)]);
        let answer = enter(&organiser, fields).await;
        assert_refused(&answer, message);
        if field != "title" {
            assert_eq!(answer.html().attribute("#title", "value"), "签约台试填马铃薯");
        }
    }
    let three_decimals = with(good.clone(), &[("amount", "12.345"), ("unit", "1")]);
    assert_refused(&enter(&organiser, three_decimals).await, "金额最小到分");
    assert_eq!(
        app.text("select count(*)::text from signed_projects where title = '签约台试填马铃薯'")
            .await,
        "0"
    );
}

#[tokio::test]
async fn amounts_are_taken_as_people_type_them() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let mut likeness = String::new();
    for typed in ["９０１", "901万", "9,010,000元"] {
        let fields = with(deal(&names), &[("amount", typed), ("likeness", &likeness)]);
        let answer = enter(&organiser, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{typed}: {}",
            answer.html().text(".errors")
        );
        let amount = "select amount::text from signed_projects order by id desc limit 1";
        assert_eq!(app.text(amount).await, "9010000.00", "{typed}");
        // The next one is another deal than this.
        likeness =
            format!("distinct {}", app.text("select max(id)::text from signed_projects").await);
    }
}

#[tokio::test]
async fn a_new_organisation_is_registered_with_the_deal() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let fields = with(
        deal(&names),
        &[
            ("buyer", ""),
            ("org_name", "新来示范集团(演示)"),
            ("org_kind", "city_soe"),
            ("org_code", "123"),
        ],
    );
    let refused = enter(&organiser, fields.clone()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        app.text("select count(*)::text from organisations where name like '新来%'").await,
        "0"
    );
    let answer = enter(&organiser, with(fields, &[("org_code", "")])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    let made = "select o.name || ' ' || p.buyer_kind from signed_projects p
                join organisations o on o.id = p.buyer_id order by p.id desc limit 1";
    assert_eq!(app.text(made).await, "新来示范集团(演示) city_soe");
}

#[tokio::test]
async fn the_run_sheet_is_planned_reordered_and_worked_through() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let mut others = Vec::new();
    for title in ["甲", "乙", "丙"] {
        let likeness = others.first().map(|id| format!("distinct {id}")).unwrap_or_default();
        let fields =
            with(deal(&names), &[("title", title), ("then", "plan"), ("likeness", &likeness)]);
        let answer = enter(&organiser, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
        others.insert(0, app.text("select max(id)::text from signed_projects").await);
    }
    assert_eq!(app.text(ORDER).await, "甲 乙 丙");
    // One is added between two.
    let between = with(
        deal(&names),
        &[
            ("title", "新"),
            ("then", "plan"),
            ("after", "1"),
            ("likeness", &format!("distinct {}", others[0])),
        ],
    );
    assert_eq!(enter(&organiser, between).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.text(ORDER).await, "甲 新 乙 丙");
    let third = format!("/admin/signing/{}", others[0]);
    organiser.post(&format!("{third}/position"), &[("to", "1")]).await;
    assert_eq!(app.text(ORDER).await, "丙 甲 新 乙");
    let numbers = "select string_agg(number, ' ' order by run_order) from signed_projects
                   where edition_id = (select id from editions where ordinal = 4)";
    assert_eq!(app.text(numbers).await, "4-003 4-001 4-004 4-002", "a number stays");
    // Saved as signed, the desk goes on to the next planned one.
    let fields = with(
        deal(&names),
        &[
            ("title", "丙"),
            ("version", &version(&app, &third).await),
            ("likeness", &format!("distinct {}", others[1])),
        ],
    );
    let answer = send(&organiser, &third, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    assert_eq!(answer.header("location"), format!("/admin/signing/{}", others[2]), "甲 follows");
}

#[tokio::test]
async fn two_people_on_one_deal_see_both_versions() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let names = names(&app).await;
    let seen = version(&app, &path).await;
    let first = with(deal(&names), &[("title", "先存的"), ("version", &seen)]);
    assert_eq!(send(&organiser, &path, &first).await.status, StatusCode::SEE_OTHER);
    let second = with(deal(&names), &[("title", "后存的"), ("version", &seen)]);
    let answer = send(&organiser, &path, &second).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.html().text("main");
    assert!(page.contains("先存的") && page.contains("后存的"), "{page}");
    assert_eq!(
        app.text("select title from signed_projects order by id desc limit 1").await,
        "先存的"
    );
}

#[tokio::test]
async fn a_supplier_whose_state_changes_meanwhile_is_named() {
    let (app, organiser) = fourth().await;
    let names = names(&app).await;
    let code = form(&organiser).await;
    app.as_owner("update organisations set state = 'withdrawn' where id = (select min(id) from organisations where side = 'supplier' and banner_code = '150621')").await;
    let answer = send(&organiser, DESK, &with(deal(&names), &[("form", &code)])).await;
    assert_refused(&answer, "已停用或尚未公开");
}

#[tokio::test]
async fn an_officer_prepares_deals_of_the_own_banner() {
    let (app, organiser) = fourth().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let names = names(&app).await;
    assert_refused(&enter(&officer, deal(&names)).await, "只能排本旗区供货方的项目");
    let own = supplier_of(&app, "select name from organisations o where side = 'supplier' and state = 'published' and banner_code = (select min(code) from divisions where level = 'banner') order by id limit 1").await;
    let answer = enter(&officer, with(deal(&names), &[("supplier", &own)])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    let state = "select ceremony_state from signed_projects order by id desc limit 1";
    assert_eq!(app.text(state).await, "planned", "an officer does not sign");
    // Deals of other banners do not exist for the officer.
    let path = entered(&app, &organiser).await;
    assert_eq!(officer.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&officer, &path, &deal(&names)).await.status, StatusCode::NOT_FOUND);
    let sheet = officer.get(DESK).await.html();
    assert_eq!(sheet.count(".run--desk li"), 1);
}

async fn supplier_of(app: &TestApp, sql: &'static str) -> String {
    app.text(sql).await
}
