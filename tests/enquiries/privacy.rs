//! The visitor's data: who can read it, and for how long.

use super::{TEXT, asked, form, own_path, place, state};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use chrono::Duration;
use farmfair::{
    enquiries::actions::retention,
    identity::{
        actions::Context,
        model::{role::Role, token::Token},
    },
    values::clock::Clock,
};

#[tokio::test]
async fn the_private_link_cannot_be_guessed_and_nobody_keeps_or_tells_it() {
    let app = TestApp::own_fair().await;
    let place = place(&app).await;
    let link = asked(&app, &place, &[]).await;
    let code = link.trim_start_matches("/enquiries/");
    assert_eq!(code.len(), 43, "256 bits");
    let row = app
        .text("select q::text || string_agg(m::text, '') from enquiries q join enquiry_messages m on m.enquiry_id = q.id group by q.*")
        .await;
    assert!(!row.contains(code), "the database holds its hash alone");
    for path in [link.clone(), format!("/en{link}")] {
        let answer = app.get(&path).await;
        assert_eq!(
            (answer.header("cache-control"), answer.header("referrer-policy")),
            ("no-store", "same-origin"),
            "{path}"
        );
        assert!(
            answer.header("x-robots-tag").contains("noindex")
                && answer.html().attribute("meta[name=robots]", "content").contains("noindex")
        );
        assert!(answer.header("set-cookie").is_empty());
    }
    let asking = app.get(&place.path()).await;
    assert_eq!(asking.header("cache-control"), "no-store", "the form has a code of its own");
    let other = Token::random().unwrap();
    let changed = format!("/enquiries/A{}", &code[1..]);
    for path in [
        "/enquiries/1",
        "/enquiries/x",
        changed.as_str(),
        &format!("/enquiries/{}", other.as_str()),
    ] {
        if path != link {
            assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            for act in ["", "/closing", "/withdrawal"] {
                let answer = app
                    .post(&format!("{path}{act}"), &[("form", other.as_str()), ("text", "x")], "")
                    .await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}{act}");
            }
        }
    }
    assert_eq!(
        app.get("/").await.header("referrer-policy"),
        "strict-origin-when-cross-origin",
        "other pages stay as they were"
    );
}

#[tokio::test]
async fn a_form_may_be_kept_for_no_one_else_even_where_pages_are() {
    let fair = TestApp::own_fair().await;
    let app = TestApp::keeping(&fair.urls);
    let place = place(&app).await;
    let (first, second) = (form(&app, &place.path()).await, form(&app, &place.path()).await);
    assert_ne!(first, second);
    let page = app.get(&format!("/exhibitors/{}", place.exhibitor)).await;
    assert_eq!(page.html().count("input[name=form]"), 0, "what everybody shares has no code in it");
}

#[tokio::test]
async fn the_trail_says_that_something_was_written_and_not_what_nor_by_whom() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let link = asked(&app, &place, &[("email", "wang@example.com")]).await;
    let own = own_path(&app).await;
    let of_answer = supplier.get(&own).await.html().attribute("input[name=form]", "value");
    supplier.post(&own, &[("form", of_answer.as_str()), ("text", "有货的")]).await;
    app.post(&format!("{link}/withdrawal"), &[], "").await;
    let trail =
        app.texts("select e::text from audit_events e where noun = 'enquiries' order by id").await;
    assert_eq!(trail.len(), 3, "{trail:?}");
    for secret in
        ["王师傅", "13800000000", "wang@", TEXT, "有货的", link.trim_start_matches("/enquiries/")]
    {
        assert!(!trail.iter().any(|line| line.contains(secret)), "{secret} in {trail:?}");
    }
    assert!(
        trail[1].contains(&supplier.login)
            && trail[1].contains("answered")
            && trail[2].contains("withdrawn")
    );
    let history = supplier.get(&own).await.html().all("#h-history + ol li");
    assert_eq!(history.len(), 3);
}

#[tokio::test]
async fn who_withdraws_leaves_an_empty_shell() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let link = asked(&app, &place, &[]).await;
    for _ in 0..2 {
        assert_eq!(
            app.post(&format!("{link}/withdrawal"), &[], "").await.status,
            StatusCode::SEE_OTHER
        );
    }
    let page = app.page(&link).await;
    assert!(
        page.text(".said").contains("已撤回")
            && page.count("form[action^='/enquiries'], form[action^='/en/enquiries']") == 0
    );
    let row = app
        .text("select q::text || string_agg(m::text, '') from enquiries q join enquiry_messages m on m.enquiry_id = q.id group by q.*")
        .await;
    for secret in ["王师傅", "13800000000", TEXT] {
        assert!(!row.contains(secret), "{row}");
    }
    let own = supplier.get(&own_path(&app).await).await.html();
    assert!(!own.text("main").contains("王师傅") && own.count("textarea") == 0);
    assert_eq!(
        supplier.get("/my/enquiries").await.html().count(".offers li"),
        1,
        "it still counts"
    );
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'enquiries'").await,
        "2",
        "once"
    );
}

#[tokio::test]
async fn half_a_year_after_the_last_word_nothing_of_the_visitor_is_left() {
    let app = TestApp::own_fair().await;
    let (place, supplier) = (place(&app).await, app.someone(Role::Supplier).await);
    let link = asked(&app, &place, &[]).await;
    let now = Clock::new(None).now();
    let erase =
        |days: i64| retention::erase(Context { pool: &app.pool, now: now + Duration::days(days) });
    assert_eq!(erase(179).await.unwrap(), 0);
    let own = own_path(&app).await;
    let of_answer = supplier.get(&own).await.html().attribute("input[name=form]", "value");
    supplier.post(&own, &[("form", of_answer.as_str()), ("text", "有货的")]).await;
    assert_eq!(erase(181).await.unwrap(), 1);
    assert_eq!(erase(400).await.unwrap(), 0, "once");
    assert_eq!(state(&app).await, "closed");
    let row = app
        .text("select q::text || string_agg(m::text, '') from enquiries q join enquiry_messages m on m.enquiry_id = q.id group by q.*")
        .await;
    for secret in ["王师傅", "13800000000", TEXT, "有货的"] {
        assert!(!row.contains(secret), "{row}");
    }
    assert!(app.page(&link).await.text(".said").contains("180 天"));
    assert_eq!(
        app.text("select note from audit_events where record_id is null and noun = 'enquiries'")
            .await,
        "1 erased"
    );
    let consent =
        app.text("select consent_version || ' ' || (consented_on = (sent_at at time zone 'Asia/Shanghai')::date) from enquiries").await;
    assert_eq!(consent, "2 true", "what was agreed to, and on which day in Beijing, stays");
    assert!(
        app.page(&place.path()).await.text("label[for=consent]").contains("180 天"),
        "it is said before one agrees"
    );
}
