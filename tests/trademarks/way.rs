use super::*;
use crate::harness::pictures::{jpeg, png_that_claims};
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn a_brand_is_public_once_its_trademark_was_verified() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    assert!(supplier.get("/my").await.html().text(".rail").contains("商标"));
    let id = entered(&supplier, &mark()).await;
    let page = format!("/brands/{}", brand_of(&app, BRAND).await);
    assert_eq!(app.get(&page).await.status, StatusCode::NOT_FOUND, "not before it was looked at");
    assert!(organiser.get("/admin").await.html().text(".waits").contains("商标待核验"));
    let code = app.text("select code from files order by id desc limit 1").await;
    assert_eq!(
        organiser.get(&format!("/admin/files/{code}/scan.pdf")).await.status,
        StatusCode::OK
    );
    assert_eq!(
        app.get(&format!("/files/{code}/scan.pdf")).await.status,
        StatusCode::NOT_FOUND,
        "a scan is nobody else's"
    );
    assert_eq!(decides(&organiser, &id, "verification").await.status, StatusCode::SEE_OTHER);
    let shown = app.page(&page).await.text("main");
    assert!(
        shown.contains(NUMBER) && shown.contains("第 29 类") && shown.contains("2029年3月13日"),
        "ten years from its day: {shown}"
    );
    let told = supplier.get("/my/messages").await.html().text("main");
    assert!(told.contains(NUMBER), "{told}");
    let trail = app.texts("select action || ' ' || changes::text from audit_events where noun = 'trademarks' order by id").await;
    assert_eq!(trail.len(), 2);
    for field in ["brand", "number", "class", "registered_on", "expires_on", "scan", "state"] {
        assert!(trail[0].contains(&format!("\"{field}\": [null, ")), "{field} in {}", trail[0]);
    }
    assert!(trail[1].contains(r#""state": ["submitted", "verified"]"#), "{}", trail[1]);
    let own = supplier.get("/my/history").await.html().text("main");
    assert!(own.contains("待核验 → 已核验"), "its owner's history has what was done to it: {own}");
    let history =
        organiser.get(&format!("/admin/trademarks/{id}")).await.html().all("#h-history + ol li");
    assert!(history[0].contains(&organiser.login), "{history:?}");
}

#[tokio::test]
async fn a_verification_is_taken_back_with_a_reason_and_the_brand_with_it() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = entered(&supplier, &mark()).await;
    decides(&organiser, &id, "verification").await;
    let page = format!("/brands/{}", brand_of(&app, BRAND).await);
    assert_eq!(app.get(&page).await.status, StatusCode::OK);
    decides(&organiser, &id, "return").await;
    assert_eq!(app.get(&page).await.status, StatusCode::NOT_FOUND);
    let told = supplier.get("/my/messages").await.html().text("main");
    assert!(told.contains("核验已撤销") && told.contains("注册号看不清"), "{told}");
    assert_eq!(
        mends(&supplier, &id, &mark()).await.status,
        StatusCode::SEE_OTHER,
        "it may be sent again"
    );
}

#[tokio::test]
async fn a_returned_one_is_mended_and_a_verified_one_is_not_touched_again() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = entered(&supplier, &mark()).await;
    let wordless = organiser
        .post(&format!("/admin/trademarks/{id}/return"), &[("version", "1"), ("reason", " ")])
        .await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wordless.html().attribute(".errors a", "href"), "#reason");
    decides(&organiser, &id, "return").await;
    decides(&organiser, &id, "verification").await;
    assert_eq!(
        state(&app).await,
        format!("{NUMBER} returned"),
        "what was returned is its owner's to mend first"
    );
    let own = format!("/my/trademarks/{id}");
    assert!(supplier.get(&own).await.html().text("main").contains("注册号看不清"));
    assert!(supplier.get("/my").await.html().text(".waits").contains("退回的商标"));
    let mended = Mark { number: "TM-TRIAL-0002".into(), class: "31", scan: Vec::new(), ..mark() };
    assert_eq!(
        mends(&supplier, &id, &mended).await.status,
        StatusCode::SEE_OTHER,
        "the scan is there already"
    );
    assert_eq!(state(&app).await, "TM-TRIAL-0002 submitted");
    let changed = app.text("select changes::text from audit_events where noun = 'trademarks' order by id desc limit 1").await;
    for pair in [
        r#""class": ["29", "31"]"#,
        r#""number": ["TM-TRIAL-0001", "TM-TRIAL-0002"]"#,
        r#""state": ["returned", "submitted"]"#,
    ] {
        assert!(changed.contains(pair), "{pair} in {changed}");
    }
    decides(&organiser, &id, "verification").await;
    let (form, _) = carried(&supplier, "/my/trademarks/new").await;
    let forged = Mark { number: "FORGED".into(), ..mark() };
    for version in ["1", "3", "4", "5", "x"] {
        send(&supplier, &own, &forged, &[("form", &form), ("version", version)]).await;
    }
    for (act, version) in [("return", "2"), ("verification", "4"), ("return", "3")] {
        let path = format!("/admin/trademarks/{id}/{act}");
        organiser.post(&path, &[("version", version), ("reason", "晚了")]).await;
    }
    assert_eq!(
        state(&app).await,
        "TM-TRIAL-0002 verified",
        "decided once, and never changed again"
    );
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'trademarks'").await,
        "4"
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_nothing_is_kept() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let taken = app
        .text("select number from trademarks where state = 'verified' order by id desc limit 1")
        .await;
    let before = app
        .text("select (select count(*) from trademarks) || ' ' || (select count(*) from brands)")
        .await;
    for (wrong, field) in [
        (Mark { brand: " ", ..mark() }, "brand"),
        // A regional brand, which belongs to no organisation.
        (Mark { brand: "王爱召", ..mark() }, "brand"),
        (Mark { number: "羊".repeat(41), ..mark() }, "number"),
        (Mark { number: taken, ..mark() }, "number"),
        (Mark { class: "0", ..mark() }, "class"),
        (Mark { class: "46", ..mark() }, "class"),
        (Mark { class: "肉", ..mark() }, "class"),
        (Mark { registered_on: "去年", ..mark() }, "registered_on"),
        (Mark { registered_on: "2020-09-29", ..mark() }, "registered_on"),
        (Mark { expires_on: "长期", ..mark() }, "expires_on"),
        (Mark { expires_on: "2019-03-14", ..mark() }, "expires_on"),
        (Mark { expires_on: "2020-09-27", ..mark() }, "expires_on"),
        (Mark { expires_on: "2219-03-13", ..mark() }, "expires_on"),
        (Mark { registered_on: "2009-01-05", ..mark() }, "expires_on"),
        (Mark { scan: Vec::new(), ..mark() }, "scan"),
        (Mark { scan: b"<svg onload=alert(1)>".to_vec(), ..mark() }, "scan"),
        (Mark { scan: png_that_claims(60_000, 60_000), ..mark() }, "scan"),
        (Mark { scan: jpeg(800, 600)[..200].to_vec(), ..mark() }, "scan"),
    ] {
        let answer = enters(&supplier, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = answer.html();
        assert_eq!(
            page.attributes(".errors a", "href"),
            [format!("#{field}")],
            "{}",
            page.text(".errors")
        );
        assert_eq!(page.count(&format!("#{field}")), 1, "the summary leads to {field}");
        assert_eq!(page.attribute("#class", "value"), wrong.class, "what was typed stays");
    }
    let english = supplier.get("/en/my/trademarks/new").await.html();
    assert_eq!(english.text("h1"), "Add a trademark");
    let after = app
        .text("select (select count(*) from trademarks) || ' ' || (select count(*) from brands)")
        .await;
    assert_eq!(after, before, "no brand is left behind by what was refused");
}

#[tokio::test]
async fn twenty_equal_forms_make_one_and_two_officers_decide_once() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let (one, other) = (app.someone(Role::Organiser).await, app.someone(Role::Organiser).await);
    let (form, _) = carried(&supplier, "/my/trademarks/new").await;
    let (mark, more) = (mark(), [("form", form.as_str())]);
    let answers = futures_util::future::join_all(
        (0..20).map(|_| send(&supplier, "/my/trademarks", &mark, &more)),
    )
    .await;
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(
        app.text("select count(*)::text from trademarks where number = 'TM-TRIAL-0001'").await,
        "1"
    );
    assert_eq!(app.text("select count(*)::text from brands where name = '试验沙丘'").await, "1");
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'trademarks'").await,
        "1"
    );
    let id = newest(&app).await;
    // Both have the page open before either decides.
    let version = looks_at(&one, &id).await;
    assert_eq!(looks_at(&other, &id).await, version);
    tokio::join!(
        decides_on(&one, &id, "verification", &version),
        decides_on(&other, &id, "return", &version)
    );
    assert_eq!(app.text("select count(*)::text from audit_events where noun = 'trademarks' and action = 'change'").await, "1");
}
