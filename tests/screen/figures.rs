//! What the screen shows, to a browser without scripts too.

use crate::harness::{html::Html, site::TestApp};

/// The amount of each step.
fn stairs(page: &Html) -> Vec<String> {
    page.all(".step__amt .fig")
}

#[tokio::test]
async fn the_edition_stands_apart_from_the_stairs_of_all_time() {
    let app = TestApp::fair().await;
    let screen = app.page("/screen").await;
    assert_eq!(screen.text(".ceremony__sum .fig"), "9.01 亿元");
    assert!(screen.text(".ceremony__sum").contains("61 项"), "{}", screen.text(".ceremony__sum"));
    let (home, statistics) = (app.page("/").await, app.page("/statistics").await);
    assert_eq!(stairs(&screen), stairs(&statistics));
    // Home's first step is the edition's.
    assert_eq!(stairs(&screen)[1..], stairs(&home)[1..]);
    assert_ne!(stairs(&screen)[0], stairs(&home)[0]);
    assert_eq!(screen.text(".of .fig"), home.text(".of .fig"), "the household figure");
}

#[tokio::test]
async fn every_figure_links_to_its_records() {
    let app = TestApp::fair().await;
    let screen = app.page("/screen").await;
    let links = screen.attributes("a.fig", "href");
    assert!(links.len() > 30, "{links:?}");
    assert_eq!(
        screen.count(".amount .fig, .rank .fig, .hbars .fig, .step__amt .fig"),
        screen.count(".amount, .rank li, .hbars li, .step__amt"),
        "a figure links nowhere"
    );
    let first = screen.attribute(".step__amt a.fig", "href");
    assert_eq!(first, "/projects?edition=all");
    let list = app.page(&first).await;
    assert_eq!(format!("{} 项", list.text(".bar .num")), screen.text(".step__cnt a"));
    // A banner's signings are those of this edition.
    let (href, said) = (screen.attribute("#rank a.num", "href"), screen.text("#rank a.num"));
    let sum = app.page(&href).await.text(".bar .amount .fig").replace(' ', "");
    assert!(said.replace(' ', "").ends_with(&sum), "{said} is {sum} in {href}");
}

#[tokio::test]
async fn the_latest_signing_is_first() {
    let app = TestApp::fair().await;
    let screen = app.page("/screen").await;
    let order = app
        .texts(
            "select p.title from public_projects p join editions e on e.id = p.edition_id
             where e.ordinal = 3 order by p.signed_at desc nulls last, p.run_order desc limit 7",
        )
        .await;
    let shown: Vec<String> =
        [screen.all(".ceremony__what"), screen.all(".ceremony__title a")].concat();
    assert_eq!(shown, order);
}

#[tokio::test]
async fn the_panels_are_links_and_the_english_screen_is_english() {
    let app = TestApp::fair().await;
    for path in ["/screen", "/en/screen"] {
        let screen = app.page(path).await;
        for link in screen.attributes(".turn__nav a", "href") {
            assert_eq!(screen.count(&format!("section.turn__panel{link}")), 1, "{path} {link}");
        }
        // All of it is in the page; the script only turns it.
        assert_eq!((screen.count("#map a"), screen.count("#rank li")), (9, 9), "{path}");
        assert!(screen.count("#goods li") > 5, "{path}");
        assert_eq!(screen.count(".qrcode"), 1, "{path}");
    }
    let screen = app.page("/en/screen").await;
    assert_eq!(screen.text(".ceremony__sum .fig"), "CNY 901 million");
    assert_eq!(screen.text("h1"), "Third Ordos Farm Produce Fair");
    assert!(screen.attributes("main a.fig", "href").iter().all(|href| href.starts_with("/en/")));
}

#[tokio::test]
async fn before_the_first_edition_the_screen_is_empty_but_whole() {
    let app = TestApp::empty().await;
    let screen = app.page("/screen").await;
    assert_eq!(screen.count(".step"), 5);
    assert_eq!(screen.text(".ceremony__none"), "签约尚未开始。");
}
