use super::*;
use farmfair::identity::model::role::Role;

/// Moves the first supplier to another banner.
const MOVED: &str = "update organisations set banner_code = '150627', division_code = '150627' where id = (select min(supplier_id) from contracts)";
const ANOTHERS: &str = "select max(t.id)::text from trademarks t join brands b on b.id = t.brand_id
                        where b.owner_id <> (select min(supplier_id) from contracts)";

#[tokio::test]
async fn another_banner_and_another_supplier_find_nothing() {
    let app = TestApp::own_fair().await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let id = entered(&supplier, &mark()).await;
    app.as_owner(MOVED).await;
    let foreign = officer.get(&format!("/admin/trademarks/{id}")).await;
    let missing = officer.get("/admin/trademarks/999999999").await;
    assert_eq!((foreign.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(foreign.html().text("main"), missing.html().text("main"));
    for act in ["verification", "return"] {
        assert_eq!(decides(&officer, &id, act).await.status, StatusCode::NOT_FOUND, "{act}");
    }
    assert!(!officer.get("/admin/trademarks").await.body.contains(NUMBER));
    assert!(!officer.get("/admin/trademarks.csv").await.body.contains(NUMBER));
    let anothers = app.text(ANOTHERS).await;
    assert_eq!(
        supplier.get(&format!("/my/trademarks/{anothers}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        supplier.get(&format!("/my/trademarks/new?renews={anothers}")).await.status,
        StatusCode::NOT_FOUND
    );
    let (form, _) = carried(&supplier, "/my/trademarks/new").await;
    for id in [anothers.as_str(), "999999999"] {
        let more = [("form", form.as_str()), ("version", "1")];
        assert_eq!(
            send(&supplier, &format!("/my/trademarks/{id}"), &mark(), &more).await.status,
            StatusCode::NOT_FOUND
        );
        let more = [("form", form.as_str()), ("renews", id)];
        assert_eq!(
            send(&supplier, "/my/trademarks", &mark(), &more).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(newest(&app).await, id, "nothing came of it");
}

#[tokio::test]
async fn what_the_form_does_not_ask_is_not_written() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let (form, _) = carried(&supplier, "/my/trademarks/new").await;
    let more = [
        ("form", form.as_str()),
        ("state", "verified"),
        ("verified_on", "2020-09-01"),
        ("verified_by", "自己"),
        ("brand_id", "1"),
        ("owner_id", "1"),
        ("organisation_id", "1"),
        ("named_on", "2020-09-01"),
    ];
    send(&supplier, "/my/trademarks", &mark(), &more).await;
    assert_eq!(state(&app).await, format!("{NUMBER} submitted"));
    let owner = "select (b.owner_id = (select min(supplier_id) from contracts) and b.named_on is null and b.name = '试验沙丘')::text
                 from trademarks t join brands b on b.id = t.brand_id order by t.id desc limit 1";
    assert_eq!(app.text(owner).await, "true");
    let formless = Mark { number: "TM-TRIAL-0009".into(), ..mark() };
    assert!(
        send(&supplier, "/my/trademarks", &formless, &[("form", "x")])
            .await
            .status
            .is_client_error()
    );
    assert_eq!(state(&app).await, format!("{NUMBER} submitted"));
}

#[tokio::test]
async fn officers_verify_several_at_once_and_find_them_by_brand() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let (one, other) = (
        entered(&supplier, &mark()).await,
        entered(&supplier, &Mark { number: "TM-TRIAL-0002".into(), ..mark() }).await,
    );
    let found = organiser
        .get("/admin/search?q=%E8%AF%95%E9%AA%8C%E6%B2%99%E4%B8%98")
        .await
        .html()
        .text(".found");
    assert!(found.contains(NUMBER), "{found}");
    let page = organiser.get("/admin/trademarks?state=submitted&class=29&q=TM-TRIAL").await.html();
    assert_eq!(page.attributes("input[name=id]", "value").len(), 2);
    assert_eq!(organiser.get("/admin/trademarks?class=46").await.status, StatusCode::BAD_REQUEST);
    let preview = organiser
        .get(&format!("/admin/trademarks/selection?act=verify&id={one}&id={other}&id=1"))
        .await
        .html();
    let picks = preview.attributes("input[name=pick]", "value");
    assert_eq!(picks.len(), 2, "what is verified already stays as it is");
    let fields: Vec<(&str, &str)> = [("act", "verify")]
        .into_iter()
        .chain(picks.iter().map(|pick| ("pick", pick.as_str())))
        .collect();
    organiser.post("/admin/trademarks/selection", &fields).await;
    assert_eq!(app.text("select count(*)::text from trademarks where number like 'TM-TRIAL%' and state = 'verified'").await, "2");
    let auditor = app.someone(Role::Auditor).await;
    let read = auditor.get(&format!("/admin/trademarks/{one}")).await.html();
    assert_eq!(read.count("main form"), 0, "an auditor reads");
}
