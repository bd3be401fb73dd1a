use super::*;
use farmfair::identity::model::role::Role;

const OWN: &str = "select min(id)::text from products where organisation_id = (select min(supplier_id) from contracts) and state = 'published'";

#[tokio::test]
async fn a_product_says_registered_only_of_what_was_verified_and_while_it_lasts() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = entered(&supplier, &mark()).await;
    let product = app.text(OWN).await;
    app.as_owner_with("update products set brand_id = (select id from brands where name = '试验沙丘') where id = $key", &product).await;
    let page = format!("/products/{product}");
    let brand = brand_of(&app, BRAND).await;
    for path in [
        page.clone(),
        format!("/api/v1/products/{product}"),
        "/brands?q=试验沙丘".into(),
        "/search?q=试验沙丘".into(),
    ] {
        assert!(
            !app.get(&path).await.body.contains(&format!("brands/{brand}")),
            "{path} shows what nobody verified"
        );
    }
    let under = format!("/products?edition=all&brand={brand}");
    assert!(!app.get(&under).await.body.contains(BRAND));
    assert_eq!(app.page(&under).await.text(".bar .num"), "");
    for path in [
        "/sitemap.xml",
        "/sitemap/brands-1.xml",
        "/opendata/brands.csv",
        "/search/suggestions?q=试验沙丘",
    ] {
        assert!(
            !app.get(path).await.body.contains(BRAND)
                && !app.get(path).await.body.contains(&format!("/brands/{brand}")),
            "{path}"
        );
    }
    decides(&organiser, &id, "verification").await;
    let shown = app.page(&page).await.text(".facts");
    assert!(shown.contains(BRAND) && shown.contains(&format!("注册商标 {NUMBER}")), "{shown}");
    let english = app.page(&format!("/en{page}")).await.text(".facts");
    assert!(english.contains(&format!("registered trademark {NUMBER}")));
    assert_eq!(app.page(&under).await.text(".bar .num"), "1");
    assert!(
        app.page("/brands?q=试验沙丘&trademark=registered").await.text("tbody").contains(NUMBER)
    );
    app.as_owner("update trademarks set expires_on = '2020-09-27' where number = 'TM-TRIAL-0001'")
        .await;
    let shown = app.page(&page).await.text(".facts");
    assert!(
        shown.contains(BRAND) && !shown.contains("注册商标"),
        "the name stays, its registration has ended: {shown}"
    );
    assert!(app.page(&format!("/brands/{brand}")).await.text(".facts").contains("已过期"));
    assert!(!app.page("/brands?q=试验沙丘").await.text("tbody").contains(NUMBER));
    assert_eq!(app.page("/brands?q=试验沙丘&trademark=registered").await.count("tbody tr"), 0);
    assert!(
        app.page("/brands?q=试验沙丘&as_of=2020-09-27").await.text("tbody").contains(NUMBER),
        "it was in force that day"
    );
}

#[tokio::test]
async fn a_figure_of_trademarks_is_what_its_list_shows_when_a_brand_has_two() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let before: i64 = app.page("/brands?trademark=new").await.text(".bar .num").parse().unwrap();
    for number in ["TM-TRIAL-0001", "TM-TRIAL-0002"] {
        verified(&supplier, &organiser, &Mark { number: number.into(), ..mark() }).await;
    }
    entered(&supplier, &Mark { number: "TM-TRIAL-0003".into(), ..mark() }).await;
    let list = app.page("/brands?trademark=new").await;
    assert_eq!(list.text(".bar .num"), (before + 2).to_string(), "what waits is not counted");
    assert!(list.text(".bar").contains("件商标"));
    assert!(
        app.page("/statistics/new_trademarks")
            .await
            .text("main")
            .contains(&(before + 2).to_string())
    );
    let sheet = app.get("/opendata/brands.csv?trademark=new").await.body;
    assert!(sheet.contains("TM-TRIAL-0001、TM-TRIAL-0002"), "a sheet has each brand once");
}
