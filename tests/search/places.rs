//! 鄂托克旗 and 鄂托克前旗 are two banners: no search for the one brings records of the other as its own.

use super::percent;
use crate::harness::{html::Html, site::TestApp};
use sqlx::{AssertSqlSafe, query_scalar};

const OTOG: &str = "150624";
const OTOG_FRONT: &str = "150623";

/// A list, and the banner of each record in it by its key.
const LISTS: [(&str, &str); 8] = [
    (
        "/products",
        "select d.banner_code from products p join divisions d on d.code = p.origin_code where p.id::text = $1",
    ),
    (
        "/exhibitors",
        "select o.banner_code from exhibitors e join organisations o on o.id = e.organisation_id where e.id::text = $1",
    ),
    ("/projects", "select owner_banner_code from signed_projects where id::text = $1"),
    ("/agreements", "select owner_banner_code from framework_agreements where id::text = $1"),
    ("/contracts", "select owner_banner_code from contracts where id::text = $1"),
    (
        "/brands",
        "select d.banner_code from brands b join divisions d on d.code = b.home_code where b.id::text = $1",
    ),
    ("/buyers", "select banner_code from organisations where id::text = $1"),
    ("/villages", "select banner_code from divisions where code = $1"),
];

/// The records of one noun that a page links to.
fn keys(page: &Html, list: &str) -> Vec<String> {
    let links = page.attributes("main .results a, main .hits a", "href");
    links
        .iter()
        .filter_map(|href| href.strip_prefix(list)?.strip_prefix('/').map(String::from))
        .filter(|key| !key.contains(['?', '#', '/']))
        .collect()
}

#[tokio::test]
async fn neither_banner_brings_records_of_the_other() {
    let app = TestApp::fair().await;
    let mut strangers = Vec::new();
    let mut seen = 0;
    for (typed, other) in [
        ("鄂托克旗", OTOG_FRONT),
        ("ETKQ", OTOG_FRONT),
        ("e tuo ke qi", OTOG_FRONT),
        ("鄂托克旗 羊", OTOG_FRONT),
        ("鄂托克前旗", OTOG),
        ("etkqq", OTOG),
        ("etuokeqianqi", OTOG),
    ] {
        let everything = app.page(&format!("/search?q={}", percent(typed))).await;
        for (list, sql) in LISTS {
            let edition = if ["/products", "/exhibitors", "/projects"].contains(&list) {
                "&edition=all"
            } else {
                ""
            };
            let page = app.page(&format!("{list}?q={}{edition}", percent(typed))).await;
            // Filtered to the other banner nothing is left, on any page.
            let others =
                app.page(&format!("{list}?q={}{edition}&banner={other}", percent(typed))).await;
            strangers.extend(
                keys(&others, list).into_iter().map(|key| format!("{typed}: {list}/{key}")),
            );
            for key in keys(&page, list).into_iter().chain(keys(&everything, list)) {
                let banner: Option<String> =
                    query_scalar(AssertSqlSafe(sql)).bind(&key).fetch_one(&app.pool).await.unwrap();
                seen += 1;
                if banner.as_deref() == Some(other) {
                    strangers.push(format!("{typed}: {list}/{key}"));
                }
            }
        }
    }
    assert!(seen > 200, "only {seen} records seen");
    assert!(strangers.is_empty(), "{strangers:#?}");
}

#[tokio::test]
async fn a_banner_brings_its_records_by_their_code_whatever_they_are_called() {
    let app = TestApp::fair().await;
    let total = async |path: String| app.page(&path).await.text(".bar .num");
    for code in [OTOG, OTOG_FRONT] {
        let of_banner = total(format!("/products?edition=all&banner={code}")).await;
        assert_eq!(total(format!("/products?edition=all&q={code}")).await, of_banner);
        let name =
            app.texts("select name from divisions where code = '150624' union all select name from divisions where code = '150623'").await;
        let name = &name[usize::from(code == OTOG_FRONT)];
        assert_eq!(total(format!("/products?edition=all&q={}", percent(name))).await, of_banner);
        assert_eq!(
            total(format!("/contracts?q={}", percent(name))).await,
            total(format!("/contracts?banner={code}")).await
        );
    }
}

/// Products of an organisation from another banner do not make it one of that banner.
#[tokio::test]
async fn an_exhibitor_of_one_banner_with_a_product_of_the_other_stays_where_it_is() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "update products p set origin_code = '150624', search_text = '=羊砖茶=/@150624/', search_tokens = '{羊砖,砖茶,=羊,=羊砖,@150624}'
         where p.id = (select x.product_id from exhibits x join exhibitors e on e.id = x.exhibitor_id join organisations o on o.id = e.organisation_id
                       where o.banner_code = '150623' and e.edition_id = 3 limit 1)",
    )
    .await;
    let name = async |typed: &str| {
        app.page(&format!("/search?q={}", percent(typed)))
            .await
            .text("section[aria-labelledby=exhibitor] li")
    };
    assert!(!name("羊砖茶").await.is_empty());
    let at_home =
        app.page(&format!("/exhibitors?banner={OTOG_FRONT}&q={}", percent("羊砖茶"))).await;
    assert_eq!(keys(&at_home, "/exhibitors").len(), 1);
    let shown =
        app.page(&format!("/exhibitors?banner={OTOG_FRONT}&q={}", percent("鄂托克旗"))).await;
    assert_eq!(keys(&shown, "/exhibitors"), [""; 0]);
}
