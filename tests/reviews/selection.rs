use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

/// Three products of the officer's banner that await review.
async fn waiting(app: &TestApp) -> Vec<String> {
    app.as_owner(
        "update products set state = 'submitted', submitted_at = now()
         where id in (select p.id from products p join organisations o on o.id = p.organisation_id
                      where o.banner_code = (select min(code) from divisions where level = 'banner') order by p.id limit 3)",
    )
    .await;
    app.texts("select id::text from products where state = 'submitted' order by id").await
}

/// The form of the page's buttons.
async fn confirm(person: &Person, act: &str, ids: &[String], word: &str) -> (usize, StatusCode) {
    let query: String = ids.iter().map(|id| format!("&id={id}")).collect();
    let page = person.get(&format!("/admin/products/selection?act={act}{query}")).await.html();
    let picks = page.attributes("input[name=pick]", "value");
    let mut fields = vec![("act", act), ("reason", word)];
    fields.extend(picks.iter().map(|pick| ("pick", pick.as_str())));
    (picks.len(), person.post("/admin/products/selection", &fields).await.status)
}

#[tokio::test]
async fn several_are_let_through_at_once_after_it_was_said_what_would_change() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let ids = waiting(&app).await;
    let list = officer.get("/admin/products?state=submitted").await.html();
    assert_eq!(list.attributes("input[name=id]", "value").len(), 3);
    assert_eq!(list.attributes(".bulk button", "value"), ["publish", "return"]);
    let (changing, status) = confirm(&officer, "publish", &ids, "").await;
    assert_eq!((changing, status), (3, StatusCode::SEE_OTHER));
    assert_eq!(
        app.text("select count(*)::text from products where state = 'submitted'").await,
        "0"
    );
    assert_eq!(
        app.text(
            "select count(*)::text from audit_events where noun = 'products' and action = 'change'"
        )
        .await,
        "3",
        "each is in the trail"
    );
    // The second time, nothing is left to do.
    assert_eq!(confirm(&officer, "publish", &ids, "").await.0, 0);
}

#[tokio::test]
async fn who_returns_several_writes_a_word_and_what_changed_meanwhile_stays() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let ids = waiting(&app).await;
    assert_eq!(confirm(&officer, "return", &ids, " ").await.1, StatusCode::UNPROCESSABLE_ENTITY);
    let query: String = ids.iter().map(|id| format!("&id={id}")).collect();
    let picks = officer
        .get(&format!("/admin/products/selection?act=return{query}"))
        .await
        .html()
        .attributes("input[name=pick]", "value");
    app.as_owner_with("update products set version = version + 1 where id = $key", &ids[0]).await;
    let mut fields = vec![("act", "return"), ("reason", "照片不清楚")];
    fields.extend(picks.iter().map(|pick| ("pick", pick.as_str())));
    let answer = officer.post("/admin/products/selection", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(
        answer
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|cookie| cookie.to_str().unwrap().contains("selection-partly"))
    );
    assert_eq!(
        app.texts("select id::text from products where state = 'submitted'").await,
        [ids[0].clone()]
    );
    assert_eq!(
        app.text("select count(*)::text from products where review_note = '照片不清楚'").await,
        "2"
    );
}

#[tokio::test]
async fn anothers_and_strange_picks_change_nothing() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    app.as_owner(
        "update products set state = 'submitted', submitted_at = now()
         where id = (select max(p.id) from products p join organisations o on o.id = p.organisation_id where o.banner_code = '150627')",
    )
    .await;
    let foreign =
        app.text("select id || ':' || version from products where state = 'submitted'").await;
    let page = officer
        .get(&format!(
            "/admin/products/selection?act=publish&id={}",
            foreign.split(':').next().unwrap()
        ))
        .await
        .html();
    assert_eq!(page.count("tbody tr"), 0, "another banner's is not there");
    officer.post("/admin/products/selection", &[("act", "publish"), ("pick", &foreign)]).await;
    assert_eq!(
        app.text("select count(*)::text from products where state = 'submitted'").await,
        "1"
    );
    assert_eq!(
        officer
            .post("/admin/products/selection", &[("act", "burn"), ("pick", &foreign)])
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    let nothing = officer.get("/admin/products/selection?act=publish&id=x&id=-1").await;
    assert_eq!(nothing.status, StatusCode::SEE_OTHER, "nothing ticked leads back");
    assert_eq!(officer.get("/admin/products/selection?id=1").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn applications_and_certificates_are_seen_to_several_at_once_as_well() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    app.as_owner("update certifications set submitted_at = now(), verified_on = null, verified_by = null where id in (1, 2)").await;
    let page = organiser.get("/admin/certifications/selection?act=verify&id=1&id=2").await.html();
    let picks = page.attributes("input[name=pick]", "value");
    assert_eq!(picks.len(), 2);
    let fields: Vec<(&str, &str)> = [("act", "verify")]
        .into_iter()
        .chain(picks.iter().map(|pick| ("pick", pick.as_str())))
        .collect();
    organiser.post("/admin/certifications/selection", &fields).await;
    assert_eq!(
        app.text(
            "select count(*)::text from certifications where id in (1, 2) and state = 'verified'"
        )
        .await,
        "2"
    );
    crate::applications::open_edition(&app).await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    app.settle().await;
    let id = crate::applications::applied(&supplier).await;
    for (who, act, after) in
        [(&officer, "recommend", "recommended"), (&organiser, "approve", "approved")]
    {
        let page =
            who.get(&format!("/admin/applications/selection?act={act}&id={id}")).await.html();
        let pick = page.attribute("input[name=pick]", "value");
        who.post("/admin/applications/selection", &[("act", act), ("pick", &pick)]).await;
        assert_eq!(crate::applications::state(&app).await, after);
    }
}
