//! The table of search entries: it has exactly what is public, and follows its records at once.

use super::percent;
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::search::model::Kind;
use sqlx::{Executor, query_scalar};

#[tokio::test]
async fn every_entry_leads_to_a_public_page() {
    let app = TestApp::fair().await;
    for kind in Kind::ALL {
        let sql =
            "select id::text from search_entries where kind = $1 order by md5(id::text) limit 4";
        let keys: Vec<String> =
            query_scalar(sql).bind(kind.code()).fetch_all(&app.pool).await.unwrap();
        assert!(!keys.is_empty(), "{kind:?}");
        for key in keys {
            let path = kind.path(&key);
            let path = path.split('#').next().unwrap();
            assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
        }
    }
}

/// A hidden record leaves the search in the same transaction.
#[tokio::test]
async fn an_entry_goes_in_the_transaction_that_withdraws_its_record() {
    let app = TestApp::own_fair().await;
    let acts = [
        (
            "contract",
            "update contracts set state = 'void', voided_at = now(), void_reason = 'x' where id = $1",
        ),
        (
            "project",
            "update signed_projects set voided_at = now(), void_reason = 'x' where id = $1",
        ),
        (
            "agreement",
            "update framework_agreements set voided_at = now(), void_reason = 'x' where id = $1",
        ),
        ("product", "update products set state = 'withdrawn' where id = $1"),
        ("exhibitor", "update exhibitors set state = 'declined' where id = $1"),
        ("buyer", "update organisations set state = 'withdrawn' where id = $1"),
        (
            "brand",
            "update trademarks set verified_on = null, verified_by = null where brand_id = $1",
        ),
    ];
    for (kind, act) in acts {
        let mut owner = app.urls.owner().await;
        owner.execute("begin").await.unwrap();
        let some = "select e.id from search_entries e
                    where kind = $1 and (kind <> 'contract' or code = 'signed')
                      and (kind <> 'brand' or exists (select from brands b where b.id = e.id and b.owner_id is not null))
                    order by e.id limit 1";
        let id: i64 = query_scalar(some).bind(kind).fetch_one(&mut owner).await.unwrap();
        let done = sqlx::query(act).bind(id).execute(&mut owner).await.unwrap();
        assert!(done.rows_affected() > 0, "{kind}");
        let left = "select count(*) from search_entries where kind = $1 and id = $2";
        let left: i64 = query_scalar(left).bind(kind).bind(id).fetch_one(&mut owner).await.unwrap();
        assert_eq!(left, 0, "{kind} {id}");
        owner.execute("rollback").await.unwrap();
    }
}

/// The index is asked for one shelf of records after the other: none is left out, and a word on
/// several shelves has the best first wherever it is.
#[tokio::test]
async fn what_stands_on_a_later_shelf_is_found_and_counted_too() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "insert into products (id, organisation_id, category_code, name, pinyin, specification, unit_code, price, price_basis, origin_code,
                               months, state, search_text, search_tokens)
         select n * 20001, p.organisation_id, p.category_code, case n when 3 then '霜藤瓜' else '甜霜藤瓜' end, 'x', p.specification || n, p.unit_code,
                p.price, p.price_basis, p.origin_code, p.months, 'published',
                case n when 3 then '=霜藤瓜=/' else '=甜霜藤瓜=/' end, '{霜藤,藤瓜}' || case n when 3 then '{=霜,=霜藤}'::text[] else '{=甜,=甜霜}' end
         from (select * from products where state = 'published' order by id limit 1) p, generate_series(1, 4) n",
    )
    .await;
    let page = app.page(&format!("/search?q={}", percent("霜藤瓜"))).await;
    assert_eq!(page.text("section[aria-labelledby=product] h2 .num"), "4");
    assert_eq!(
        page.attributes("section[aria-labelledby=product] h3 a", "href")[0],
        "/products/60003"
    );
}

#[tokio::test]
async fn an_entry_is_looked_up_by_its_tokens() {
    let app = TestApp::fair().await;
    let plan = app
        .texts(
            "explain select from search_entries where tokens @@ search_on_shelf('''p~羊肉''', 0)",
        )
        .await;
    assert!(plan.concat().contains("search_entries_by_token"), "{plan:#?}");
}
