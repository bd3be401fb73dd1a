//! The list, what the office enters for booths, and the desks.

use super::{Fair, OWN, act, change, counted, fair, form, latest, report_goods, went};
use crate::{deliveries::send, harness::actors::Person};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

fn booth(fair: &Fair) -> String {
    format!("/admin/exhibitors/{}/sales/1", fair.exhibitor)
}

/// An officer of the booth's banner, or of another.
async fn officer(fair: &Fair, is_of_the_booth: bool) -> Person {
    let officer = fair.app.someone(Role::BannerOfficer).await;
    let sign = if is_of_the_booth { "=" } else { "<>" };
    let sql = format!(
        "update user_roles set banner_code = (
             select min(code) from divisions where level = 'banner' and code {sign} (
                 select o.banner_code from exhibitors e
                 join organisations o on o.id = e.organisation_id where e.id = {}))
         where user_id = {}",
        fair.exhibitor, officer.id.0
    );
    change(&fair.app, sql).await;
    officer
}

#[tokio::test]
async fn the_list_counts_booths_by_what_is_known_of_them() {
    let fair = fair().await;
    let page = fair.organiser.get("/admin/sales").await.html();
    let strip = page.all(".strip li a");
    assert_eq!(strip, ["已确认，0 家", "自报待确认，46 家", "未上报，308 家", "自报无销售，12 家"]);
    assert_eq!(page.text(".applied.section > .muted"), "366 个展位日");
    let waiting = fair.organiser.get("/admin/sales?stage=waiting&zone=A").await;
    assert_eq!(waiting.status, StatusCode::OK);
    let earlier = fair.organiser.get("/admin/sales?edition=2&day=2").await.html();
    assert!(earlier.count("table.dense tbody tr") > 50);
    for odd in ["edition=all", "day=x", "stage=gold"] {
        let refused = fair.organiser.get(&format!("/admin/sales?{odd}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn the_office_enters_for_a_booth_and_somebody_else_confirms() {
    let fair = fair().await;
    let path = booth(&fair);
    let fields = form(&fair.organiser, &path, &[("total", "900"), ("total_category", "04")]).await;
    went(&send(&fair.organiser, &path, &fields).await);
    let whom = "select on_behalf_of::text from audit_events where noun = 'onsite_reports'
                order by id desc limit 1";
    let own = "select organisation_id::text from user_roles where role = 'supplier'";
    assert_eq!(fair.app.text(whom).await, fair.app.text(own).await);
    let refused = act(&fair.organiser, "confirmation", &[]).await;
    assert!(refused.header("set-cookie").contains("sales-own-entry"));
    assert_eq!(counted(&fair.app).await, "0");
    let page = fair.organiser.get(&latest(&fair.app).await).await;
    assert!(page.body.contains("请由他人确认"), "{}", page.body);
    let own = fair.supplier.get(OWN).await;
    assert!(own.body.contains("代录"), "the booth sees it: {}", own.body);
    let second = fair.app.someone(Role::Organiser).await;
    went(&act(&second, "confirmation", &[]).await);
    assert_eq!(counted(&fair.app).await, "900.00");
}

#[tokio::test]
async fn an_officer_reads_and_enters_within_the_own_banner() {
    let fair = fair().await;
    let (own, other) = (officer(&fair, true).await, officer(&fair, false).await);
    assert_eq!(other.get(&booth(&fair)).await.status, StatusCode::NOT_FOUND);
    let auditor = fair.app.someone(Role::Auditor).await;
    let read = auditor.get(&booth(&fair)).await;
    assert_eq!((read.status, read.html().count("form.load")), (StatusCode::OK, 0));
    let fields = form(&own, &booth(&fair), &[("sold_nothing", "1")]).await;
    let refused = send(&other, &booth(&fair), &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    went(&send(&own, &booth(&fair), &fields).await);
    assert_eq!(own.get(&latest(&fair.app).await).await.status, StatusCode::OK);
    assert_eq!(other.get(&latest(&fair.app).await).await.status, StatusCode::NOT_FOUND);
    let all = fair.organiser.get("/admin/sales").await.html().text(".applied.section > .muted");
    let few = own.get("/admin/sales").await.html().text(".applied.section > .muted");
    assert_ne!(all, few, "of the own banner alone");
}

#[tokio::test]
async fn what_a_booth_reported_itself_is_not_entered_over() {
    let fair = fair().await;
    let fields = form(&fair.organiser, &booth(&fair), &[("sold_nothing", "1")]).await;
    report_goods(&fair).await;
    let shown = fair.organiser.get(&booth(&fair)).await;
    assert_eq!(shown.header("location"), latest(&fair.app).await);
    went(&send(&fair.organiser, &booth(&fair), &fields).await);
    assert_eq!(super::lines(&fair.app).await.len(), 2);
}

#[tokio::test]
async fn a_desk_says_what_waits_for_it() {
    let fair = fair().await;
    let desk = fair.organiser.get("/admin").await.html();
    assert_eq!(desk.count("a[href='/admin/sales?stage=waiting']"), 1);
    assert_eq!(desk.count("a[href='/admin/sales?stage=missing']"), 1);
    let tasks = fair.supplier.get("/my").await;
    assert!(tasks.body.contains("未上报的现场销售"), "{}", tasks.body);
    report_goods(&fair).await;
    let tasks = fair.supplier.get("/my").await;
    assert!(!tasks.body.contains("未上报的现场销售"), "it has reported");
    assert_eq!(fair.supplier.get(OWN).await.status, StatusCode::OK);
}
