//! No page queries the database row by row: a list makes at most four statements, any page at most
//! twelve, and the number is the same for one row and for a full page. Statements are counted in
//! the log of sqlx. The frame of the site, loaded at most once a second, is excluded.

use crate::harness::{
    addresses::{LISTS, addresses},
    site::TestApp,
};
use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tracing::{Event, Subscriber, log::LevelFilter, subscriber::DefaultGuard};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt},
    registry,
};

const MOST_OF_A_LIST: usize = 4;
const MOST_OF_A_PAGE: usize = 12;
/// Not lists, although their addresses have no record: they show the ledgers side by side.
const OVERVIEWS: [&str; 7] =
    ["/", "/fairs", "/banners", "/screen", "/statistics", "/search", "/about"];

#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A site whose statements are counted while the guard lives. A test and its requests run on one
/// thread, so no other statements are counted.
async fn counted_fair() -> (TestApp, Counter, DefaultGuard) {
    let counter = Counter::default();
    let guard = tracing::subscriber::set_default(registry().with(counter.clone()));
    let urls = TestApp::fair().await.urls;
    let options: PgConnectOptions = urls.server.parse().unwrap();
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_lazy_with(options.log_statements(LevelFilter::Info));
    let app = TestApp::with_pool(&urls, pool);
    // A connection asks once for the types of the journal.
    for path in ["/statistics/contracts", "/buyers/429"] {
        for _ in 0..12 {
            assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
        }
    }
    (app, counter, guard)
}

/// Repeats until the number is stable: one-time statements of a connection or a memo are excluded,
/// and so is the frame.
async fn statements(app: &TestApp, counter: &Counter, path: &str) -> usize {
    let mut fewest = usize::MAX;
    let mut in_vain = 0;
    while in_vain < 2 {
        counter.0.store(0, Ordering::Relaxed);
        assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
        let made = counter.0.load(Ordering::Relaxed);
        in_vain = if made < fewest { 0 } else { in_vain + 1 };
        fewest = fewest.min(made);
    }
    fewest
}

#[tokio::test]
async fn lists_and_pages_keep_to_their_number_of_statements() {
    let (app, counter, _guard) = counted_fair().await;
    let mut too_many = Vec::new();
    let mut most = 0;
    let mut paths = addresses(&app).await;
    paths.extend(
        [
            "/search?q=yangrou",
            "/search?q=150621",
            "/?figure=households",
            "/projects?edition=all&sort=amount",
        ]
        .map(String::from),
    );
    for path in paths {
        let is_list = LISTS.contains(&path.as_str()) && !OVERVIEWS.contains(&path.as_str());
        let allowed = if is_list { MOST_OF_A_LIST } else { MOST_OF_A_PAGE };
        let made = statements(&app, &counter, &path).await;
        most = most.max(made);
        if made > allowed {
            too_many.push(format!("{path} makes {made} of {allowed}"));
        }
    }
    assert!(too_many.is_empty(), "{too_many:#?}");
    assert!(most >= 5, "the counter counts nothing: at most {most}");
}

#[tokio::test]
async fn a_search_is_one_statement_and_so_are_suggestions() {
    let (app, counter, _guard) = counted_fair().await;
    for path in [
        "/search?q=yangrou",
        "/search?q=ETKQ",
        "/search/suggestions?q=y",
        "/en/search/suggestions?q=yangrou",
    ] {
        assert_eq!(statements(&app, &counter, path).await, 1, "{path}");
    }
    assert_eq!(statements(&app, &counter, "/search/suggestions?q=%F0%9F%90%91").await, 0);
}

#[tokio::test]
async fn a_list_asks_the_same_for_one_row_as_for_fifty() {
    let (app, counter, _guard) = counted_fair().await;
    let few = [
        (
            "/exhibitors",
            "select booth_code from public_exhibitors e join editions ed on ed.id = e.edition_id where ordinal = 3 and booth_code is not null limit 1",
        ),
        (
            "/products",
            "select p.name from products p join exhibits x on x.product_id = p.id order by length(p.name) desc limit 1",
        ),
        ("/brands", "select name from public_brands order by length(name) desc limit 1"),
        (
            "/projects",
            "select number from signed_projects p join editions e on e.id = p.edition_id where e.ordinal = 3 limit 1",
        ),
        ("/agreements", "select number from public_agreements limit 1"),
        ("/contracts", "select number from public_contracts limit 1"),
        ("/buyers", "select number from organisations where side = 'buyer' limit 1"),
        ("/villages", "select code from divisions where level = 'village' limit 1"),
    ];
    for (path, sql) in few {
        let word = utf8_percent_encode(&app.text(sql).await, NON_ALPHANUMERIC).to_string();
        let one = format!("{path}?q={word}");
        let found: usize = app
            .page(&one)
            .await
            .text(".bar .num")
            .parse()
            .unwrap_or_else(|_| panic!("{one} finds nothing"));
        assert!(found < 5, "{one} finds {found}");
        assert_eq!(
            statements(&app, &counter, &one).await,
            statements(&app, &counter, path).await,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_record_asks_the_same_however_much_hangs_on_it() {
    let (app, counter, _guard) = counted_fair().await;
    let mut made: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    // The page of an indicator asks all sources of its indicator.
    let is_record =
        |path: &String| !LISTS.contains(&path.as_str()) && !path.starts_with("/statistics/");
    for path in addresses(&app).await.into_iter().filter(is_record) {
        let route = path.split('/').nth(1).unwrap().to_string()
            + path
                .rsplit('/')
                .next()
                .filter(|end| ["sales", "floor-plan"].contains(end))
                .unwrap_or("");
        made.entry(route).or_default().insert(statements(&app, &counter, &path).await, path);
    }
    assert_eq!(made.len(), 13);
    for (route, numbers) in made {
        // Missing parts need no query, such as the other products of a seller: one less.
        let (fewest, most) =
            (numbers.first_key_value().unwrap().0, numbers.last_key_value().unwrap().0);
        assert!(most - fewest <= 1, "{route}: {numbers:?}");
    }
}
