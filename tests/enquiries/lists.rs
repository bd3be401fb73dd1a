//! Lists of enquiries for suppliers and for officers.

use super::{asked, own_path, place};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn who_waits_the_longest_comes_first() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    for name in ["甲", "乙", "丙"] {
        asked(&app, &place, &[("name", name)]).await;
    }
    let last = own_path(&app).await;
    let of_answer = supplier.get(&last).await.html().attribute("input[name=form]", "value");
    supplier.post(&last, &[("form", of_answer.as_str()), ("text", "有")]).await;
    app.as_owner(
        "update enquiries set waits_since = waits_since - interval '3 days' where name = '乙'",
    )
    .await;
    let list = supplier.get("/my/enquiries").await.html();
    assert_eq!(list.all(".offer"), ["乙", "甲", "丙"]);
    assert!(list.all(".offers .pill")[0].contains("两天"));
    assert_eq!(supplier.get("/my/enquiries?state=answered").await.html().all(".offer"), ["丙"]);
    assert_eq!(
        supplier.get("/en/my/enquiries?state=open").await.html().all(".offer"),
        ["乙", "甲"]
    );
    assert_eq!(supplier.get("/my/enquiries?state=x").await.status, StatusCode::BAD_REQUEST);
    let waits = supplier.get("/my").await.html().text(".waits");
    assert!(waits.contains("2 询价待答复"), "{waits}");
}

#[tokio::test]
async fn officers_see_that_somebody_waits_and_neither_who_nor_for_what() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    asked(&app, &place, &[]).await;
    app.as_owner("update enquiries set waits_since = waits_since - interval '49 hours'").await;
    let banner = app.text("select o.banner_code from organisations o where o.id = (select min(supplier_id) from contracts)").await;
    let first = app.text("select min(code) from divisions where level = 'banner'").await;
    for role in [Role::Organiser, Role::Auditor, Role::BannerOfficer] {
        let officer = app.someone(role).await;
        let answer = officer.get("/admin/enquiries?waiting=late").await;
        let is_within = role != Role::BannerOfficer || banner == first;
        assert_eq!(answer.html().count("tbody tr"), usize::from(is_within), "{role:?}");
        for secret in ["王师傅", "138", super::TEXT] {
            assert!(!answer.html().text("main").contains(secret), "{role:?} sees {secret}");
        }
        let waits = officer.get("/admin").await.html().text(".waits");
        assert_eq!(
            waits.contains("超过两天"),
            is_within && role != Role::Auditor,
            "{role:?}: {waits}"
        );
        assert_eq!(
            officer.get(&own_path(&app).await).await.status,
            StatusCode::FORBIDDEN,
            "{role:?}"
        );
    }
    let organiser = app.someone(Role::Organiser).await;
    app.as_owner("update enquiries set state = 'closed', waits_since = null").await;
    assert_eq!(organiser.get("/admin/enquiries?waiting=late").await.html().count("tbody tr"), 0);
    assert_eq!(organiser.get("/admin/enquiries").await.html().count("tbody tr"), 1);
}

#[tokio::test]
async fn a_banner_sees_its_own_exhibitors_alone() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let of = |is_own: &'static str| {
        let app = app.clone();
        async move {
            let sql = if is_own == "own" {
                "select max(e.id)::text from public_exhibitors e join organisations o on o.id = e.organisation_id join editions d on d.id = e.edition_id
                 where d.ordinal = 3 and o.banner_code = (select min(code) from divisions where level = 'banner')"
            } else {
                "select max(e.id)::text from public_exhibitors e join organisations o on o.id = e.organisation_id join editions d on d.id = e.edition_id
                 where d.ordinal = 3 and o.banner_code > (select min(code) from divisions where level = 'banner')"
            };
            super::Place { exhibitor: app.text(sql).await, product: String::new() }
        }
    };
    asked(&app, &of("own").await, &[]).await;
    asked(&app, &of("foreign").await, &[]).await;
    let page = officer.get("/admin/enquiries").await.html();
    assert_eq!(
        page.attributes("tbody th a", "href"),
        [format!("/exhibitors/{}", of("own").await.exhibitor)]
    );
}
