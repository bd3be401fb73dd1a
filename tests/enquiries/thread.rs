//! From an enquiry to its answer and its end.

use super::{TEXT, ask, asked, fields, form, own_path, place, state};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn a_visitor_asks_about_a_product_and_reads_the_answer_by_the_private_link() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let from_exhibitor = app.page(&format!("/exhibitors/{}", place.exhibitor)).await;
    assert!(from_exhibitor.attributes("main a", "href").contains(&place.path()));
    let from_product = format!("{}?product={}", place.path(), place.product);
    let links =
        app.page(&format!("/en/products/{}", place.product)).await.attributes("main a", "href");
    assert!(links.contains(&format!("/en{from_product}")), "{links:?}");
    let page = app.page(&from_product).await;
    assert_eq!(page.attribute("#product option[selected]", "value"), place.product);
    let code = page.attribute("input[name=form]", "value");
    let sent = app.post(&place.path(), &fields(&code, &[("product", &place.product)]), "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let link = sent.header("location").to_string();
    let thread = app.page(&link).await;
    assert!(thread.text(".thread").contains(TEXT));
    let told = supplier.get("/my/messages").await.html().text("main");
    assert!(
        told.contains("收到询价") && !told.contains(TEXT),
        "what can be erased stands in one place: {told}"
    );
    assert_eq!(thread.attribute("#link", "value"), format!("https://fair.example{link}"));
    assert!(thread.count(".qr svg") == 1);
    assert!(
        !thread.text("main").contains("13800000000"),
        "whoever has the link does not have the number"
    );

    assert_eq!(supplier.get("/my").await.html().text(".waits .num"), "1");
    let own = own_path(&app).await;
    assert!(
        supplier.get("/my/enquiries?state=open").await.html().text(".offers").contains("王师傅")
    );
    let page = supplier.get(&own).await.html();
    assert_eq!(page.attribute(".record a", "href"), "tel:13800000000");
    let of_answer = page.attribute("input[name=form]", "value");
    let answered =
        supplier.post(&own, &[("form", &of_answer), ("text", "四十元一份，\n送货上门。")]).await;
    assert_eq!(
        (answered.status, answered.header("location")),
        (StatusCode::SEE_OTHER, own.as_str())
    );
    assert_eq!(state(&app).await, "answered");
    assert!(app.page(&format!("/en{link}")).await.text(".thread__answer").contains("送货上门"));

    let again = form(&app, &link).await;
    let written = app.post(&link, &[("form", &again), ("text", "好，要了")], "").await;
    assert_eq!(
        (written.status, written.header("location")),
        (StatusCode::SEE_OTHER, link.as_str())
    );
    assert_eq!(state(&app).await, "open", "who writes again waits again");
    let once_more = form(&app, &link).await;
    app.post(&link, &[("form", &once_more), ("text", "两份也行")], "").await;
    assert_eq!(
        app.text("select count(*)::text from messages where path like '/my/enquiries/%'").await,
        "2",
        "once for each time of waiting"
    );
    assert_eq!(app.post(&format!("{link}/closing"), &[], "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&app).await, "closed");
    assert_eq!(app.page(&link).await.count("#text"), 0, "nothing is added to what is closed");
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_each_field_and_what_was_typed_stays() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    let wrong = [
        ("name", " "),
        ("phone", "随便"),
        ("email", "wang@"),
        ("text", "  "),
        ("consent", ""),
        ("product", "1'--"),
    ];
    let code = form(&app, &place.path()).await;
    let changes: Vec<(&str, &str)> =
        fields(&code, &wrong).into_iter().filter(|(name, _)| *name != "consent").collect();
    let answer = app.post(&place.path(), &changes, "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    for field in ["name", "phone", "email", "text", "consent", "product"] {
        assert_eq!(page.count(&format!(".errors a[href='#{field}']")), 1, "{field}");
        assert_eq!(page.count(&format!("#{field}")), 1, "the summary leads to {field}");
    }
    assert_eq!(
        (page.attribute("#phone", "value"), page.attribute("#email", "value")),
        ("随便".into(), "wang@".into())
    );
    assert_eq!(page.attribute("input[name=form]", "value"), code);
    let unreachable = ask(&app, &place, &[("phone", "")]).await;
    assert_eq!(
        unreachable.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "one way to be reached is needed"
    );
    let long = "字".repeat(1001);
    assert_eq!(
        ask(&app, &place, &[("text", &long)]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        ask(&app, &place, &[("phone", ""), ("email", "wang@example.com")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.text("select count(*)::text from enquiries").await, "1");
}

#[tokio::test]
async fn only_what_is_public_and_of_the_current_edition_is_asked() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    let past = app.text("select max(e.id)::text from public_exhibitors e join editions d on d.id = e.edition_id and d.ordinal = 2").await;
    assert_eq!(app.page(&format!("/exhibitors/{past}")).await.count("a[href$='/enquiry']"), 0);
    for path in [
        format!("/exhibitors/{past}/enquiry"),
        "/exhibitors/999999999/enquiry".into(),
        "/exhibitors/x/enquiry".into(),
    ] {
        assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            app.post(&path, &fields("x", &[]), "").await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let code = form(&app, &place.path()).await;
    app.as_owner_with("update exhibitors set state = 'declined' where id = $key", &place.exhibitor)
        .await;
    assert_eq!(app.get(&place.path()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        app.post(&place.path(), &fields(&code, &[]), "").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.text("select count(*)::text from enquiries").await, "0");
}

#[tokio::test]
async fn what_is_over_takes_no_more_words_and_loses_none() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let link = asked(&app, &place, &[]).await;
    let own = own_path(&app).await;
    let of_answer = supplier.get(&own).await.html().attribute("input[name=form]", "value");
    let of_visitor = form(&app, &link).await;
    assert_eq!(supplier.post(&format!("{own}/spam"), &[]).await.status, StatusCode::SEE_OTHER);
    let refused = supplier.post(&own, &[("form", &of_answer), ("text", "写了半天的答复")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html().text(".warn").contains("写了半天的答复"));
    let refused = app.post(&link, &[("form", &of_visitor), ("text", "再问一句")], "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html().text(".said").contains("再问一句"));
    assert!(!refused.body.contains("垃圾"), "a visitor is not told so");
    assert_eq!(app.text("select count(*)::text from enquiry_messages").await, "1");
    assert_eq!(supplier.post(&format!("{own}/closing"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&app).await, "spam", "not from there");
    supplier.post(&format!("{own}/restoration"), &[]).await;
    assert_eq!(state(&app).await, "open");
    assert_eq!(
        supplier.post(&own, &[("form", &of_answer), ("text", "写了半天的答复")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(app.page(&link).await.text(".thread").contains("写了半天的答复"));
}
