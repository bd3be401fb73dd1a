use super::*;
use farmfair::{identity::model::role::Role, trademarks::actions};

const TODAY: &str = "2020-09-28";

/// Verified, and expiring within half a year.
async fn ending(supplier: &Person, organiser: &Person) -> String {
    verified(supplier, organiser, &Mark { registered_on: "2011-01-05", ..mark() }).await
}

async fn renews(supplier: &Person, id: &str, mark: &Mark) -> Answer {
    let (form, _) = carried(supplier, &format!("/my/trademarks/new?renews={id}")).await;
    send(supplier, "/my/trademarks", mark, &[("form", &form), ("renews", id)]).await
}

#[tokio::test]
async fn an_owner_is_told_once_before_a_term_ends_and_not_when_it_is_renewed() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = ending(&supplier, &organiser).await;
    assert!(supplier.get("/my").await.html().text(".waits").contains("即将到期的商标"));
    let today = TODAY.parse().unwrap();
    assert!(actions::remind(&app.pool, today).await.unwrap() > 0);
    assert_eq!(actions::remind(&app.pool, today).await.unwrap(), 0, "told once");
    let told = app.texts("select path from messages where subject like '%即将到期'").await;
    assert!(told.contains(&format!("/my/trademarks/{id}")), "{told:?}");
    app.as_owner("update trademarks set reminded_on = null").await;
    let renewed = renews(&supplier, &id, &Mark { expires_on: "2031-01-04", ..mark() }).await;
    assert_eq!(renewed.status, StatusCode::SEE_OTHER, "{}", renewed.html().text(".errors"));
    actions::remind(&app.pool, today).await.unwrap();
    let again = app.texts("select path from messages where subject like '%即将到期'").await;
    assert_eq!(
        again.iter().filter(|path| **path == format!("/my/trademarks/{id}")).count(),
        1,
        "its next term waits already"
    );
    assert!(!supplier.get("/my").await.html().text(".waits").contains("即将到期的商标"));
}

#[tokio::test]
async fn the_next_term_changes_the_last_day_alone_and_counts_once_verified() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = ending(&supplier, &organiser).await;
    let page = format!("/brands/{}", brand_of(&app, BRAND).await);
    for expires_on in ["2021-01-04", "2020-12-31", "2131-01-04", "", "以后"] {
        let refused = renews(&supplier, &id, &Mark { expires_on, ..mark() }).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{expires_on}");
        assert_eq!(refused.html().attributes(".errors a", "href"), ["#expires_on"]);
    }
    let forged = Mark {
        brand: "别的",
        number: "FORGED".into(),
        class: "33",
        registered_on: "2020-01-01",
        expires_on: "2031-01-04",
        scan: mark().scan,
    };
    assert_eq!(renews(&supplier, &id, &forged).await.status, StatusCode::SEE_OTHER);
    let next = newest(&app).await;
    let kept = "select number || ' ' || class || ' ' || registered_on || ' ' || expires_on from trademarks order by id desc limit 1";
    assert_eq!(app.text(kept).await, "TM-TRIAL-0001 29 2011-01-05 2031-01-04");
    assert_eq!(brand_of(&app, "别的").await, "");
    assert!(
        app.page(&page).await.text("main").contains("有效期至2021年1月4日"),
        "until it is verified the old term stands"
    );
    decides(&organiser, &next, "return").await;
    assert_eq!(
        mends(
            &supplier,
            &next,
            &Mark { expires_on: "2031-01-03", scan: Vec::new(), ..forged.clone() }
        )
        .await
        .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.text(kept).await, "TM-TRIAL-0001 29 2011-01-05 2031-01-03");
    decides(&organiser, &next, "verification").await;
    let shown = app.page(&page).await.text("main");
    assert!(shown.contains("有效期至2031年1月3日") && !shown.contains("2021年1月4日"), "{shown}");
    assert_eq!(shown.matches(NUMBER).count(), 1, "one registration, in its latest term");
}

#[tokio::test]
async fn a_term_is_renewed_once_however_many_forms_are_sent() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = ending(&supplier, &organiser).await;
    let next = Mark { expires_on: "2031-01-04", ..mark() };
    let answers =
        futures_util::future::join_all((0..8).map(|_| renews(&supplier, &id, &next))).await;
    let done = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(done, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert_eq!(
        app.text("select count(*)::text from trademarks where number = 'TM-TRIAL-0001'").await,
        "2"
    );
    let waiting = newest(&app).await;
    assert_eq!(
        renews(&supplier, &waiting, &Mark { expires_on: "2031-05-05", ..mark() }).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn what_was_returned_keeps_nobody_from_a_number_and_no_name_is_one_partys_alone() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let sql = "select number from trademarks t join brands b on b.id = t.brand_id
               where b.owner_id <> (select min(supplier_id) from contracts) and state = 'verified' order by t.id desc limit 1";
    let number = app.text(sql).await;
    let mine = Mark { number: number.clone(), ..mark() };
    assert_eq!(enters(&supplier, &mine).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.as_owner_with(
        "update trademarks set verified_on = null, verified_by = null, review_note = '不是您的' where number = '$key'",
        &number,
    )
    .await;
    let id = entered(&supplier, &mine).await;
    app.as_owner("update brands set name = '试验沙丘' where id = (select min(brand_id) from public_trademarks)").await;
    decides(&app.someone(Role::Organiser).await, &id, "verification").await;
    assert_eq!(
        app.text("select count(*)::text from public_brands where name = '试验沙丘'").await,
        "2",
        "each registered for its own goods"
    );
}
