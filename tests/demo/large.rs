//! Bulk rows: the requested number, correct counts, and an unchanged exact demonstration beside
//! them.

use crate::harness::site::TestApp;
use farmfair::{config::LoadConfig, demo::actions, verification::actions::verify};

const SIZE: LoadConfig = LoadConfig { products: 400, delivery_lines: 2_000 };

#[tokio::test]
async fn as_many_rows_as_asked_for_are_loaded_and_every_count_agrees() {
    let (app, exact) = (TestApp::empty().await, TestApp::fair().await);
    let mut owner = app.urls.owner().await;
    actions::load_with(&mut owner, SIZE).await.unwrap();
    for (sql, more) in [
        ("select count(*)::text from products", 400),
        ("select count(*)::text from delivery_lines", 2_000),
    ] {
        let (all, before): (i64, i64) =
            (app.text(sql).await.parse().unwrap(), exact.text(sql).await.parse().unwrap());
        assert_eq!(all - before, more, "{sql}");
    }
    let report = verify(&mut owner, &[]).await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.lines());
    let digest = "select md5(string_agg(p::text, '' order by id)) from
                  (select id, name, price, origin_code, neutral_rank, search_text from products where id <= 458) p";
    assert_eq!(
        app.text(digest).await,
        exact.text(digest).await,
        "the exact demonstration is another"
    );
    for sql in [
        "select id::text from deliveries d where number like 'DL-%' and contract_id is null",
        "select id::text from contracts c where number like 'DL-%' and signed_amount <> (select sum(amount) from contract_lines where contract_id = c.id)",
        "select id::text from payments p where amount < (select sum(amount) from payment_allocations where payment_id = p.id)",
        "select id::text from delivery_lines where accepted_on > '2020-09-28'",
    ] {
        assert_eq!(app.texts(sql).await, Vec::<String>::new(), "{sql}");
    }
}

#[tokio::test]
async fn a_site_in_bulk_opens_like_any_other() {
    let app = TestApp::empty().await;
    actions::load_with(&mut app.urls.owner().await, SIZE).await.unwrap();
    let last = [
        ("/products", "select max(id)::text from products"),
        ("/exhibitors", "select max(id)::text from public_exhibitors"),
        ("/contracts", "select max(id)::text from contracts"),
        ("/projects", "select max(id)::text from signed_projects"),
        ("/deliveries", "select max(id)::text from deliveries"),
        ("/buyers", "select max(id)::text from organisations"),
    ];
    for (list, sql) in last {
        assert!(app.page(list).await.count(".results a") > 0, "{list}");
        app.page(&format!("{list}/{}", app.text(sql).await)).await;
    }
    assert_ne!(app.page("/contracts?q=DL-CG-000001").await.text(".bar .num"), "");
}
