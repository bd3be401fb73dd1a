//! The floor plan for visitors.

use crate::harness::site::TestApp;
use axum::http::StatusCode;

#[tokio::test]
async fn every_exhibitor_of_the_fair_is_on_the_plan_and_in_its_list() {
    let app = TestApp::fair().await;
    for (ordinal, sql) in [
        (
            1,
            "select count(*)::text from public_exhibitors where edition_id = 1 and booth_id is not null",
        ),
        (
            2,
            "select count(*)::text from public_exhibitors where edition_id = 2 and booth_id is not null",
        ),
        (
            3,
            "select count(*)::text from public_exhibitors where edition_id = 3 and booth_id is not null",
        ),
    ] {
        let page = app.page(&format!("/fairs/{ordinal}/floor-plan")).await;
        let there: usize = app.text(sql).await.parse().unwrap();
        assert!(there > 100);
        assert_eq!(page.count("svg.hall a"), there, "of edition {ordinal}");
        assert_eq!(page.count(".booths li"), there, "of edition {ordinal}");
    }
    let page = app.page("/en/fairs/3/floor-plan").await;
    assert_eq!(page.count("svg.hall .free"), 30, "the buyers' tables");
    assert!(
        page.attributes("svg.hall a", "href")
            .iter()
            .all(|href| href.starts_with("/en/exhibitors/"))
    );
    assert!(
        page.attributes("svg.hall a", "tabindex").iter().all(|index| index == "-1"),
        "the list says it to the keyboard"
    );
    assert!(app.get("/fairs/3/floor-plan").await.body.len() < 260_000);
}

#[tokio::test]
async fn a_search_lights_booths_up_and_a_link_lights_one() {
    let app = TestApp::fair().await;
    let page = app.page("/fairs/3/floor-plan?q=%E7%BE%8A%E8%82%89").await;
    let lit = page.count("svg.hall .lit");
    assert!(lit > 3 && lit < 366, "{lit}");
    assert_eq!(page.count(".booths li"), lit);
    let found = app.page("/exhibitors?q=%E7%BE%8A%E8%82%89").await.text(".bar .num");
    assert_eq!(found, lit.to_string(), "the list of exhibitors finds the same");
    let one = app.page("/fairs/3/floor-plan?booth=a12").await;
    assert_eq!(one.attributes("svg.hall .lit", "id"), ["m-A-012"]);
    let id = app
        .text(
            "select id::text from public_exhibitors where edition_id = 3 and booth_code = 'A-012'",
        )
        .await;
    let link = app.page(&format!("/exhibitors/{id}")).await.attribute(".boothplate a", "href");
    assert_eq!(link, "/fairs/3/floor-plan?booth=A-012");
    assert_eq!(app.page("/fairs/3/floor-plan?booth=Z-1").await.count("svg.hall .lit"), 0);
    assert_eq!(app.page("/fairs/3/floor-plan?q=zzzz").await.count(".booths li"), 0);
    for path in ["/", "/fairs/3", "/en/fairs/2"] {
        assert!(app.get(path).await.body.contains("/floor-plan\""), "{path} leads to the plan");
    }
    for path in ["/fairs/9/floor-plan", "/fairs/03/floor-plan", "/fairs/x/floor-plan"] {
        assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn an_exhibitor_that_is_not_public_leaves_its_booth_empty() {
    let app = TestApp::own_fair().await;
    let before = app.page("/fairs/3/floor-plan").await.count("svg.hall a");
    let id = app.text("select max(id)::text from public_exhibitors where edition_id = 3 and booth_id is not null").await;
    app.as_owner_with("update exhibitors set state = 'approved' where id = $key", &id).await;
    let page = app.page("/fairs/3/floor-plan").await;
    assert_eq!(page.count("svg.hall a"), before - 1);
    assert!(!page.attributes("svg.hall a", "href").contains(&format!("/exhibitors/{id}")));
}
