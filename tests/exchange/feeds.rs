//! The sitemap, robots.txt, the feed of signings and the calendars.

use crate::harness::{
    addresses::{addresses, english},
    site::{PUBLIC_URL, TestApp},
};
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// The text of each element with this tag.
fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap().to_string()).collect()
}

async fn text(app: &TestApp, path: &str, kind: &str) -> String {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    assert_eq!(answer.header("content-type"), kind, "{path}");
    answer.body
}

const XML: &str = "application/xml; charset=utf-8";

#[tokio::test]
async fn the_sitemap_has_every_page_in_both_languages_with_the_other_beside_it() {
    let app = TestApp::fair().await;
    let sitemap = text(&app, "/sitemap.xml", XML).await;
    let entries = between(&sitemap, "<url>", "</url>");
    let listed: BTreeSet<String> = between(&sitemap, "<loc>", "</loc>").into_iter().collect();
    assert_eq!(listed.len(), entries.len(), "an address stands twice");
    for path in addresses(&app).await {
        for path in [path.clone(), english(&path)] {
            assert!(listed.contains(&format!("{PUBLIC_URL}{path}")), "{path} is missing");
        }
    }
    for entry in &entries {
        let alternates = between(entry, "hreflang=\"", "\"");
        assert_eq!(alternates, ["zh-CN", "en", "x-default"], "{entry}");
        let day = between(entry, "<lastmod>", "</lastmod>");
        assert!(day.len() == 1 && day[0].parse::<chrono::NaiveDate>().is_ok(), "{entry}");
    }
    let records =
        app.texts("select count(*)::text from products").await[0].parse::<usize>().unwrap();
    assert_eq!(
        listed
            .iter()
            .filter(|address| address.starts_with(&format!("{PUBLIC_URL}/products/")))
            .count(),
        records
    );
    for address in listed.iter().step_by(listed.len() / 60) {
        assert_eq!(
            app.get(address.strip_prefix(PUBLIC_URL).unwrap()).await.status,
            StatusCode::OK,
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_large_city_s_sitemap_is_split() {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "insert into brands (name, pinyin, home_code, search_text, search_tokens)
         select 'b' || n, 'b', '150621', '', '{}' from generate_series(1, 26000) n",
    )
    .await;
    let index = text(&app, "/sitemap.xml", XML).await;
    assert!(index.contains("<sitemapindex") && !index.contains("<urlset"));
    let parts = between(&index, "<loc>", "</loc>");
    assert!(parts.len() > 10, "{parts:?}");
    let mut listed = BTreeSet::new();
    for part in &parts {
        let part = text(&app, part.strip_prefix(PUBLIC_URL).unwrap(), XML).await;
        let addresses = between(&part, "<loc>", "</loc>");
        assert!((1..=50_000).contains(&addresses.len()));
        listed.extend(addresses);
    }
    let brands = app.texts("select id::text from public_brands").await;
    assert!(brands.iter().all(|id| listed.contains(&format!("{PUBLIC_URL}/en/brands/{id}"))));
    for path in ["/", "/fairs/3", "/villages", "/contracts/1"] {
        assert!(listed.contains(&format!("{PUBLIC_URL}{path}")), "{path}");
    }
    for odd in [
        "",
        "products",
        "products-0",
        "products-99999",
        "products-9223372036854775807",
        "nothing-1",
        "-1",
        "products--1",
    ] {
        let answer = app.get(&format!("/sitemap.xml?part={odd}")).await;
        let expected = if odd.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(answer.status, expected, "{odd}");
    }
}

#[tokio::test]
async fn robots_learn_of_the_sitemap_and_may_read_the_pages() {
    let app = TestApp::fair().await;
    let robots = text(&app, "/robots.txt", "text/plain; charset=utf-8").await;
    assert!(robots.contains(&format!("Sitemap: {PUBLIC_URL}/sitemap.xml")));
    assert!(robots.lines().all(|line| line != "Disallow: /"));
}

#[tokio::test]
async fn the_feed_has_the_latest_signings_first_each_by_a_name_that_stays() {
    let app = TestApp::fair().await;
    let feed = text(&app, "/feed.xml", "application/atom+xml; charset=utf-8").await;
    let entries = between(&feed, "<entry>", "</entry>");
    assert!(entries.len() > 50 && feed.contains("演示数据"));
    let of = |entry: &String, tag: &str| {
        between(entry, &format!("<{tag}>"), &format!("</{tag}>")).remove(0)
    };
    let ids: Vec<String> = entries.iter().map(|entry| of(entry, "id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(
        ids.iter().any(|id| id.contains("/projects/"))
            && ids.iter().any(|id| id.contains("/contracts/"))
    );
    let published: Vec<String> = entries.iter().map(|entry| of(entry, "published")).collect();
    assert!(published.is_sorted_by(|a, b| a >= b), "{published:?}");
    let latest = app.text("select id::text from public_projects where signed_at <= '2020-09-29' order by signed_at desc limit 1").await;
    assert_eq!(ids[0], format!("{PUBLIC_URL}/projects/{latest}"));
    assert_eq!(text(&app, "/feed.xml", "application/atom+xml; charset=utf-8").await, feed);
    assert_eq!(
        app.page("/en/about").await.attribute("link[type='application/atom+xml']", "href"),
        "/feed.xml"
    );
}

#[tokio::test]
async fn an_amended_contract_is_said_to_be_updated_and_a_hostile_title_is_text() {
    let app = TestApp::own_fair().await;
    let id =
        app.text("select id::text from public_contracts where signed_on <= '2020-09-28' order by signed_on desc, id desc limit 1").await;
    app.as_owner_with("update contracts set title = '<script>&\"]]>' where id = $key", &id).await;
    app.as_owner_with(
        "insert into contract_amendments (contract_id, ordinal, reason, signed_on, effective_on, amount_change)
         values ($key, 99, 'x', '2020-09-28', '2020-09-28', 1)",
        &id,
    )
    .await;
    let feed = text(&app, "/feed.xml", "application/atom+xml; charset=utf-8").await;
    let entry = between(&feed, "<entry>", "</entry>")
        .into_iter()
        .find(|entry| entry.contains(&format!("/contracts/{id}<")))
        .unwrap();
    assert_eq!(between(&entry, "<updated>", "</updated>"), ["2020-09-28T00:00:00+08:00"]);
    assert!(!feed.contains("<script>") && !feed.contains("]]>"));
}

#[tokio::test]
async fn an_edition_whose_days_are_known_can_be_put_into_a_calendar() {
    let app = TestApp::fair().await;
    let calendar = text(&app, "/fairs/3/calendar.ics", "text/calendar; charset=utf-8").await;
    assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count());
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = calendar.replace("\r\n ", "");
    assert!(
        unfolded.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
            && unfolded.ends_with("END:VCALENDAR\r\n")
    );
    assert_eq!(
        between(&unfolded, "DTSTART:", "\r\n"),
        ["20200928T010000Z", "20200929T010000Z", "20200930T010000Z"]
    );
    let names: BTreeSet<String> = between(&unfolded, "UID:", "\r\n").into_iter().collect();
    assert_eq!(names.len(), 3);
    assert!(unfolded.contains("SUMMARY:鄂尔多斯市第三届农产品展洽会"));
    for undated in ["/fairs/1", "/fairs/2", "/fairs/03", "/fairs/99", "/fairs/x"] {
        assert_eq!(
            app.get(&format!("{undated}/calendar.ics")).await.status,
            StatusCode::NOT_FOUND,
            "{undated}"
        );
    }
    let links = |path: &'static str| {
        let app = app.clone();
        async move { app.page(path).await.attributes("main a", "href") }
    };
    assert!(links("/en/fairs/3").await.contains(&"/fairs/3/calendar.ics".to_string()));
    assert!(!links("/fairs/1").await.iter().any(|href| href.contains("calendar")));
}
