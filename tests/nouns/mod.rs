//! A noun introduces itself: one that no file of the site names is added to the list, and has all
//! that the others have.

mod remarks;

use crate::harness::{
    actors::Person,
    server::{Template, server},
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::{app::NOUNS, database::rights::grant_to_server, identity::model::role::Role};
use sqlx::raw_sql;

/// The demonstration with the new noun, its pages cached.
async fn site_with_remarks() -> TestApp {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let mut owner = urls.owner().await;
    raw_sql(remarks::TABLE).execute(&mut owner).await.unwrap();
    grant_to_server(&mut owner, &urls.server, &urls.owner).await.unwrap();
    TestApp::keeping_nouns(&urls, &[NOUNS, &[remarks::NOUN]].concat())
}

#[tokio::test]
async fn a_new_noun_has_a_list_a_form_a_flash_and_a_history() {
    let app = site_with_remarks().await;
    let organiser = app.someone(Role::Organiser).await;
    let empty = organiser.post("/admin/remarks", &[("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.html().text(".errors li"), "内容：请填写");
    let saved = organiser.post("/admin/remarks", &[("text", "道路通畅")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let flash = saved.header("set-cookie").split(';').next().unwrap_or_default().to_string();
    let with_flash =
        Person { cookie: format!("{}; {flash}", organiser.cookie), ..organiser.clone() };
    let page = with_flash.get("/en/admin/remarks").await.html();
    assert_eq!(page.text(".said"), "Remark saved.");
    assert_eq!(page.text("table.table tbody tr:first-child td:first-child"), "道路通畅");
    let history = page.text("section[aria-labelledby=h-history]");
    assert!(history.contains("Created") && history.contains("Text: — → 道路通畅"), "{history}");
}

#[tokio::test]
async fn a_new_noun_is_on_the_desk_in_the_rail_and_in_the_search() {
    let app = site_with_remarks().await;
    let organiser = app.someone(Role::Organiser).await;
    organiser.post("/admin/remarks", &[("text", "路滑")]).await;
    let desk = organiser.get("/en/admin").await.html();
    assert_eq!(desk.text(".waits li:first-child b"), "Short remarks");
    assert_eq!(desk.text(".waits li:first-child .num"), "1");
    assert_eq!(desk.count("nav.rail a[href='/en/admin/remarks']"), 1);
    let found = organiser.get("/en/admin/search?q=路滑").await.html();
    assert_eq!(found.text(".found a.offer"), "路滑");
    // Not the task, nor the page, of others.
    let officer = app.someone(Role::BannerOfficer).await;
    assert_eq!(officer.get("/en/admin").await.html().count("nav.rail a[href$='/remarks']"), 0);
    assert_eq!(officer.get("/admin/remarks").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_new_noun_has_sheets_and_the_trail_tells_of_it() {
    let app = site_with_remarks().await;
    let organiser = app.someone(Role::Organiser).await;
    organiser.post("/admin/remarks", &[("text", "路滑")]).await;
    let sheet = organiser.get("/admin/remarks.csv").await;
    assert!(sheet.body.contains("路滑"), "{}", sheet.body);
    let auditor = app.someone(Role::Auditor).await;
    let trail = auditor.get("/en/admin/audit?noun=remarks").await.html();
    assert_eq!(trail.count("table.table tbody tr"), 2, "the remark, and the export of the list");
    assert_eq!(trail.count("table.table a[href='/en/admin/remarks']"), 2, "both lead to it");
    assert_eq!(auditor.get("/admin/audit?noun=toys").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_page_of_a_new_noun_is_cached_until_its_records_change() {
    let app = site_with_remarks().await;
    let organiser = app.someone(Role::Organiser).await;
    assert_eq!(app.page("/remarks").await.count(".remark"), 0);
    let again = app.get("/remarks").await;
    assert_eq!(again.header("cache-status"), "farmfair; hit");
    assert_eq!(again.html().count("footer a[href='/remarks']"), 1, "it is in the index");
    organiser.post("/admin/remarks", &[("text", "路滑")]).await;
    app.settle().await;
    assert_eq!(app.page("/remarks").await.count(".remark"), 1);
}
