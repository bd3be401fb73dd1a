//! Hostile text, bots, crowds, and the enquiries of others.

use super::{ask, asked, fields, form, own_path, place, state};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn whatever_is_written_is_text() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(2) \u{202e}反 https://shop.example/a?b=<c> \"'";
    let link = asked(&app, &place, &[("text", hostile), ("name", "<b>王</b>{{ page }}")]).await;
    let pages = [app.page(&link).await, supplier.get(&own_path(&app).await).await.html()];
    for page in &pages {
        assert_eq!(page.count(".thread script, .thread img, .thread b b, h1 b"), 0);
        assert!(page.text(".said-words").contains("<script>alert(1)</script>"));
        assert!(!page.text(".said-words").contains('\u{202e}'), "nothing turns the words around");
        assert_eq!(page.attributes(".said-words a", "href"), ["https://shop.example/a?b="]);
        assert_eq!(page.attributes(".said-words a", "rel"), ["nofollow ugc noopener noreferrer"]);
    }
    let list = supplier.get("/my/enquiries").await.html();
    assert!(
        list.count(".offers script") == 0 && list.text(".offer").contains("<b>王</b>{{ page }}")
    );
}

#[tokio::test]
async fn a_program_that_fills_in_every_field_hears_nothing_and_leaves_nothing() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    let (person, program) = (
        ask(&app, &place, &[]).await,
        ask(&app, &place, &[("website", "https://spam.example")]).await,
    );
    assert_eq!(program.status, person.status);
    assert!(program.header("location").starts_with("/enquiries/"));
    let names = |answer: &crate::harness::site::Answer| {
        answer.headers.keys().map(|name| name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(&program), names(&person));
    assert_eq!(app.text("select count(*)::text from enquiries").await, "1");
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'enquiries'").await,
        "1"
    );
}

#[tokio::test]
async fn twenty_identical_posts_make_one_enquiry_and_twenty_answers_one() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let code = form(&app, &place.path()).await;
    let (path, fields) = (place.path(), fields(&code, &[]));
    let answers =
        futures_util::future::join_all((0..20).map(|_| app.post(&path, &fields, ""))).await;
    // A repeated request counts for its address: on a busy machine the last ones come too often.
    let taken: Vec<_> =
        answers.iter().filter(|answer| answer.status != StatusCode::TOO_MANY_REQUESTS).collect();
    for answer in &taken {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let links: std::collections::BTreeSet<&str> =
        taken.iter().map(|answer| answer.header("location")).collect();
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(app.text("select count(*)::text from enquiries").await, "1");
    let own = own_path(&app).await;
    let of_answer = supplier.get(&own).await.html().attribute("input[name=form]", "value");
    let answer = [("form", of_answer.as_str()), ("text", "有货")];
    futures_util::future::join_all((0..20).map(|_| supplier.post(&own, &answer))).await;
    assert_eq!(app.text("select count(*)::text from enquiry_messages").await, "2");
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'enquiries'").await,
        "2"
    );
}

#[tokio::test]
async fn one_address_is_told_to_wait_and_loses_nothing() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    let mut last = ask(&app, &place, &[]).await;
    for _ in 0..30 {
        if last.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(last.status, StatusCode::SEE_OTHER);
        last = ask(&app, &place, &[("text", "还有一个问题")]).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.header("retry-after").parse::<i64>().unwrap() > 0);
    assert_eq!(last.html().text("#text"), "还有一个问题");
    assert_eq!(last.html().count(".errors a[href='#text']"), 1);
    assert_eq!(app.text("select count(*)::text from enquiries").await, "20");
}

#[tokio::test]
async fn one_exhibitor_is_not_flooded_from_many_addresses() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    app.as_owner(
        "insert into enquiries (code_hash, exhibitor_id, name, phone, consent_version, consented_on, sent_at, last_message_at, waits_since)
         select sha256(convert_to(n::text, 'UTF8')), e.id, '某', '1380000000', 1, '2020-01-01', now() - make_interval(mins => n), now(), now()
         from generate_series(1, 40) n, public_exhibitors e join editions d on d.id = e.edition_id and d.ordinal = 3
         where e.organisation_id = (select min(supplier_id) from contracts)",
    )
    .await;
    let refused = ask(&app, &place, &[]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((19 * 60..=21 * 60).contains(&wait), "until the oldest is an hour old: {wait}");
    assert_eq!(app.text("select count(*)::text from enquiries").await, "40");
    app.as_owner("update enquiries set sent_at = sent_at - interval '22 minutes'").await;
    assert_eq!(ask(&app, &place, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_visitor_adds_five_messages_an_hour() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    let link = asked(&app, &place, &[]).await;
    let mut statuses = Vec::new();
    for n in 0..5 {
        let of_form = form(&app, &link).await;
        statuses.push(
            app.post(&link, &[("form", of_form.as_str()), ("text", &format!("第 {n} 句"))], "")
                .await
                .status,
        );
    }
    assert_eq!(
        statuses,
        [
            StatusCode::SEE_OTHER,
            StatusCode::SEE_OTHER,
            StatusCode::SEE_OTHER,
            StatusCode::SEE_OTHER,
            StatusCode::TOO_MANY_REQUESTS
        ]
    );
}

#[tokio::test]
async fn anothers_enquiry_is_not_there_and_nothing_of_it_changes() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let foreign = super::Place {
        exhibitor: app
            .text(
                "select max(e.id)::text from public_exhibitors e join editions d on d.id = e.edition_id and d.ordinal = 3
                 where e.organisation_id <> (select min(supplier_id) from contracts)",
            )
            .await,
        product: String::new(),
    };
    let link = asked(&app, &foreign, &[]).await;
    let own = own_path(&app).await;
    let nobodys = "/my/enquiries/999999999";
    for path in ["", "/closing", "/spam", "/restoration"] {
        let answer = supplier
            .post(
                &format!("{own}{path}"),
                &[("form", link.trim_start_matches("/enquiries/")), ("text", "x")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let without_id =
        |answer: &crate::harness::site::Answer| (answer.status, answer.html().text("main h1"));
    assert_eq!(without_id(&supplier.get(&own).await), without_id(&supplier.get(nobodys).await));
    assert_eq!(supplier.get("/my/enquiries").await.html().count(".offers li"), 0);
    assert_eq!(state(&app).await, "open");
    assert_eq!(app.text("select count(*)::text from enquiry_messages").await, "1");
    let other_site = axum::http::Request::post(format!("{link}/withdrawal"))
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site");
    let refused = app.send(other_site.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!((refused.status, state(&app).await.as_str()), (StatusCode::FORBIDDEN, "open"));
}
