//! What people type and what they expect: the table in queries.txt, compared with the page.

mod entries;
mod hostile;
mod places;
mod suggestions;

use crate::harness::{
    addresses::english,
    html::{Html, squeezed, text_of},
    site::TestApp,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const QUERIES: &str = include_str!("queries.txt");

/// A line of the table.
struct Expected {
    typed: String,
    group: String,
    first: String,
    marked: String,
}

fn table() -> Vec<Expected> {
    let lines = QUERIES.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let expected = lines.map(|line| {
        let mut cells = line.split('|').map(|cell| cell.trim().to_string());
        let mut next = || cells.next().unwrap_or_default();
        Expected { typed: next(), group: next(), first: next(), marked: next() }
    });
    expected.collect()
}

pub fn percent(typed: &str) -> String {
    utf8_percent_encode(typed, NON_ALPHANUMERIC).to_string()
}

/// Of each group its id, its count and its first hit as text.
fn groups(page: &Html) -> Vec<(String, String, String)> {
    let sections = page.elements("main section.section");
    let of = |section: &scraper::ElementRef| {
        let first = |css: &str| {
            section
                .select(&crate::harness::html::selector(css))
                .next()
                .map(text_of)
                .unwrap_or_default()
        };
        (
            section.attr("aria-labelledby").unwrap_or_default().to_string(),
            first("h2 .num"),
            first("li > div"),
        )
    };
    sections.iter().map(of).collect()
}

fn marks(page: &Html, group: &str) -> Vec<String> {
    page.all(&format!("section[aria-labelledby={group}] li:first-child mark"))
}

/// `None` if the page matches the line; else the difference.
fn complaint(expected: &Expected, page: &Html) -> Option<String> {
    let Expected { typed, group, first, marked } = expected;
    let found = groups(page);
    let said = || {
        found
            .iter()
            .map(|(id, count, hit)| format!("{id} {count}: {hit}"))
            .collect::<Vec<_>>()
            .join(" / ")
    };
    let wrong = match group.as_str() {
        "nothing" => !found.is_empty(),
        "only" => found.len() != 1 || found[0].0 != *first,
        "never" => squeezed(&page.all("main .hits").concat()).contains(first.as_str()),
        absent if absent.starts_with('!') => found.iter().any(|(id, ..)| *id == absent[1..]),
        // `1 product`: in the first of the groups.
        group => {
            let leads = group.strip_prefix("1 ");
            let group = leads.unwrap_or(group);
            let hit = found.iter().find(|(id, ..)| id == group);
            let is_first = leads.is_none() || found.first().is_some_and(|(id, ..)| id == group);
            !is_first
                || !hit.is_some_and(|(_, _, hit)| hit.contains(first.as_str()))
                || !marked.is_empty() && !marks(page, group).contains(marked)
        }
    };
    wrong.then(|| {
        format!(
            "“{typed}” expects {group} {first} [{marked}]\n      and shows {} with {:?}",
            said(),
            page.all("main li:first-child mark")
        )
    })
}

#[tokio::test]
async fn people_find_what_they_mean() {
    let app = TestApp::fair().await;
    let table = table();
    assert!(
        table.iter().map(|line| &line.typed).collect::<std::collections::BTreeSet<_>>().len() >= 60,
        "{} lines",
        table.len()
    );
    let mut complaints = Vec::new();
    for expected in &table {
        let page = app.page(&format!("/search?q={}", percent(&expected.typed))).await;
        complaints.extend(complaint(expected, &page));
    }
    assert!(
        complaints.is_empty(),
        "{} of {}:\n{}",
        complaints.len(),
        table.len(),
        complaints.join("\n")
    );
}

#[tokio::test]
async fn the_same_is_found_in_english_and_chinese_is_marked_as_such() {
    let app = TestApp::fair().await;
    for typed in ["羊肉", "yangrou", "yr", "鄂托克", "HJ-CG-2018-0001", "王爱召", "150624101"]
    {
        let path = format!("/search?q={}", percent(typed));
        let (zh, en) = (app.page(&path).await, app.page(&english(&path)).await);
        let links = |page: &Html| {
            page.attributes("main .hits h3 a", "href")
                .iter()
                .map(|href| href.trim_start_matches("/en").to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(links(&zh), links(&en), "{typed}");
        for chinese in
            en.elements("main .hits mark").into_iter().filter(|mark| !text_of(*mark).is_ascii())
        {
            let is_said = chinese
                .ancestors()
                .filter_map(scraper::ElementRef::wrap)
                .any(|e| e.attr("lang") == Some("zh-CN"));
            assert!(is_said, "{typed}: {} is not said to be Chinese", text_of(chinese));
        }
    }
    let page = app.page(&english("/search?q=otog")).await;
    assert_eq!(page.text("section[aria-labelledby=banner] mark"), "Otog");
    let page = app.page(&english("/search?q=wushenqi")).await;
    assert_eq!(page.text("section[aria-labelledby=banner] [lang=zh-CN] mark"), "乌审旗");
}

fn number(written: &str) -> usize {
    written.replace([',', '+'], "").parse().unwrap()
}

#[tokio::test]
async fn every_group_counts_what_its_list_shows() {
    let app = TestApp::fair().await;
    for typed in [
        "羊",
        "羊肉",
        "yangrou",
        "yr",
        "合作社",
        "鄂托克旗",
        "鄂托克前旗",
        "示范",
        "2020",
        "大路 羊",
        "A-012",
        "y",
        "150621",
    ] {
        let page = app.page(&format!("/search?q={}", percent(typed))).await;
        for (group, count, _) in groups(&page) {
            let (list, every_edition) = match group.as_str() {
                "banner" | "township" => continue,
                "village" => ("/villages".to_string(), ""),
                "product" | "exhibitor" | "project" => (format!("/{group}s"), "&edition=all"),
                _ => (format!("/{group}s"), ""),
            };
            let path = format!("{list}?q={}{every_edition}", percent(typed));
            let list = app.page(&path).await;
            let listed = list.text(".bar .num");
            // `200+`: the list counts them all.
            match count.strip_suffix('+') {
                Some(least) => assert!(number(&listed) >= number(least), "{path}: {listed}"),
                None => assert_eq!(listed, count, "{path}"),
            }
            let firsts = page.attributes(&format!("section[aria-labelledby={group}] h3 a"), "href");
            let shown = list.attributes(".results a", "href");
            assert!(
                shown.contains(&firsts[0]) || count.len() > 2,
                "{path} does not begin with {}",
                firsts[0]
            );
        }
    }
}

#[tokio::test]
async fn a_list_with_a_search_begins_with_the_best_match() {
    let app = TestApp::fair().await;
    let first = async |path: &str| {
        app.page(path).await.text(".results .labels li, .results tbody th, .results li")
    };
    assert!(first("/products?edition=all&q=%E7%BE%8A%E8%82%89").await.contains("羊肉卷"));
    assert!(first("/brands?q=etk").await.contains("鄂托克"));
    assert!(first("/villages?q=xincun").await.contains("新村"));
    let number = app.text("select number from public_contracts order by id desc limit 1").await;
    let list = app.page(&format!("/contracts?q={}", percent(&number))).await;
    assert!(list.text(".results tbody tr").contains(&number));
    let list = app.page("/contracts?q=%E7%BE%8A").await;
    assert_eq!(list.text(".sort [aria-current]"), "相关度");
    let latest = app.page("/contracts?q=%E7%BE%8A&sort=latest").await;
    assert_eq!(latest.text(".sort [aria-current]"), "最近签订");
    assert_ne!(list.all(".results tbody tr"), latest.all(".results tbody tr"));
}

/// A generic plan for a search would read whole tables.
#[tokio::test]
async fn searches_are_planned_for_what_was_typed() {
    let app = TestApp::fair().await;
    assert_eq!(app.text("select current_setting('plan_cache_mode')").await, "force_custom_plan");
    let plan = app
        .texts(
            "explain select from products where search_finds(search_tokens, search_text, '''羊肉''', array_fill('羊肉'::text, array[13]))",
        )
        .await;
    assert!(plan.concat().contains("products_by_search_token"), "{plan:#?}");
}
