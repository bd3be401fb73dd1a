//! Streamed answers arrive complete, however they are compressed; and panics in them are counted.

use crate::harness::{actors::Person, site::TestApp};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use farmfair::{
    app,
    http::{
        routes::{Access, Kind, Route, Routes},
        state::{App, Settings},
        streamed::streamed,
    },
    identity::model::role::Role,
    serving,
};
use futures_util::stream;
use http_body_util::BodyExt;
use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read, Write},
    sync::{Arc, Mutex},
};
use tower::ServiceExt;
use tracing::subscriber::set_default;

/// Metrics change all the time, a redirect has no body, and the news of the screen have no end.
const NO_FILES: [&str; 3] = ["/metrics", "/en", "/screen/events"];

/// A route's file, with what keeps it stable between requests: exports are in the trail.
fn path_of(route: &Route) -> String {
    let path = route.path.replace("{ordinal}", "3");
    if path.starts_with("/admin/audit.") { format!("{path}?noun=products") } else { path }
}

/// Every route that answers with a file and needs no record.
fn files() -> Vec<Route> {
    let is_file = |route: &&Route| {
        route.method == "GET" && route.kind == Kind::Plain && !path_of(route).contains('{')
    };
    let routes = app::routes(app::NOUNS);
    let files = routes
        .list()
        .iter()
        .filter(is_file)
        .filter(|route| !NO_FILES.contains(&route.path.as_str()));
    files.cloned().collect()
}

fn admitted(rule: Access) -> Role {
    match rule {
        Access::Requires(right) => *Role::ALL.iter().find(|role| right.is_of(**role)).unwrap(),
        Access::Public | Access::PublicUncached => Role::Organiser,
    }
}

/// The body as a browser receives it, and whether its length was announced.
async fn fetched(person: &Person, path: &str, packing: &str) -> (Vec<u8>, bool) {
    let request = Request::get(path)
        .header(header::COOKIE, &person.cookie)
        .header(header::ACCEPT_ENCODING, packing);
    let response = person.app.request(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let (head, body) = response.into_parts();
    let is_streamed = !head.headers.contains_key(header::CONTENT_LENGTH);
    let bytes = body
        .collect()
        .await
        .unwrap_or_else(|error| panic!("{path} as {packing}: {error}"))
        .to_bytes();
    (unpacked(&head.headers, &bytes), is_streamed)
}

fn unpacked(headers: &HeaderMap, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match headers.get(header::CONTENT_ENCODING).map(|packing| packing.to_str().unwrap()) {
        Some("gzip") => flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).unwrap(),
        Some("br") => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain).unwrap(),
        other => {
            assert_eq!(other, None);
            return bytes.to_vec();
        }
    };
    plain
}

/// The members of a workbook by name, without the time of writing; anything else is one member.
fn members(path: &str, bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    if !path.ends_with(".xlsx") {
        return BTreeMap::from([(String::new(), bytes)]);
    }
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> =
        book.file_names().filter(|name| *name != "docProps/core.xml").map(String::from).collect();
    let mut read = |name: String| {
        let mut member = Vec::new();
        book.by_name(&name).unwrap().read_to_end(&mut member).unwrap();
        (name, member)
    };
    names.into_iter().map(&mut read).collect()
}

/// The first member that is another, with the text around the difference.
fn difference(plain: &BTreeMap<String, Vec<u8>>, packed: &BTreeMap<String, Vec<u8>>) -> String {
    let is_another = |name: &&String| packed.get(*name) != plain.get(*name);
    let Some(name) = plain.keys().find(is_another) else { return "more members".to_string() };
    let (one, other) = (&plain[name], packed.get(name).map_or(&[][..], |bytes| bytes));
    let at = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let around = |bytes: &[u8]| {
        let (from, to) = (at.saturating_sub(80).min(bytes.len()), (at + 120).min(bytes.len()));
        String::from_utf8_lossy(&bytes[from..to]).into_owned()
    };
    format!("{name}: {} … {}", around(one), around(other))
}

#[tokio::test]
async fn every_file_arrives_whole_however_it_is_packed() {
    let app = TestApp::own_fair().await;
    // Several pages, so that a sheet is generated in several steps.
    app.as_owner(
        "insert into brands (name, pinyin, home_code, search_text, search_tokens)
         select 'b' || n, 'b', '150621', '', '{}' from generate_series(1, 4500) n",
    )
    .await;
    let mut streamed = Vec::new();
    for route in files() {
        let (person, path) = (app.someone(admitted(route.rule)).await, path_of(&route));
        let (bytes, is_streamed) = fetched(&person, &path, "identity").await;
        if is_streamed {
            streamed.push(route.path.clone());
        }
        let plain = members(&path, bytes);
        for packing in ["gzip", "br"] {
            let packed = members(&path, fetched(&person, &path, packing).await.0);
            assert!(packed == plain, "{path} as {packing}: {}", difference(&plain, &packed));
        }
    }
    let sheets = |root: &str| streamed.iter().filter(|path| path.starts_with(root)).count();
    let is_sheet = |route: &Route| {
        route.is_long && route.method == "GET" || route.path.starts_with("/opendata/")
    };
    let unsent: Vec<String> = files()
        .iter()
        .filter(|route| is_sheet(route))
        .map(|route| route.path.clone())
        .filter(|path| !streamed.contains(path))
        .collect();
    assert!(
        unsent.iter().all(|path| path.contains("template")),
        "sheets that were not streamed: {unsent:?}"
    );
    assert_eq!(sheets("/opendata/"), 14, "each public sheet is among them: {streamed:?}");
    assert!(sheets("/admin/") >= 20, "and each list of the office: {streamed:?}");
}

/// A site with two more routes, which fail in the middle of their bodies and in their handlers.
async fn breaking() -> Router {
    let urls = TestApp::fair().await.urls;
    let pool = farmfair::database::connection::pool(&urls.server).unwrap();
    let app = App::new(
        app::declarations(app::NOUNS),
        pool,
        Settings::default(),
        serving::metrics().unwrap(),
    );
    let body = || async {
        streamed(stream::unfold(0, |sent| async move {
            assert!(sent < 2, "planted");
            Some((Ok::<_, io::Error>("x".repeat(1000)), sent + 1))
        }))
    };
    async fn handler() -> &'static str {
        panic!("planted")
    }
    let planted = Routes::new().plain("/planted/body", body).plain("/planted/handler", handler);
    app::router_of(app::routes(app::NOUNS).merge(planted), app, 0)
}

fn counted(during: &str) -> u64 {
    let metrics = serving::metrics().unwrap().render();
    let line = metrics.lines().find_map(|line| {
        line.strip_prefix(&format!("farmfair_panics_total{{during=\"{during}\"}} "))
    });
    line.map_or(0, |count| count.parse().unwrap())
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_panic_while_a_body_is_sent_is_counted_logged_and_seen_as_a_break() {
    let router = breaking().await;
    let log = Log::default();
    let writer = log.clone();
    let _guard = set_default(
        tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish(),
    );
    for packing in ["identity", "gzip", "br"] {
        let before = counted("body");
        let request = Request::get("/planted/body")
            .header(header::ACCEPT_ENCODING, packing)
            .body(Body::empty())
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(
            response.into_body().collect().await.is_err(),
            "a part is taken for the whole as {packing}"
        );
        assert_eq!(counted("body"), before + 1, "{packing}");
    }
    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let errors = said
        .lines()
        .filter(|line| line.contains("ERROR") && line.contains("planted") && line.contains("body"));
    assert_eq!(errors.count(), 3, "{said}");
    let before = counted("request");
    let answer = router
        .oneshot(Request::get("/planted/handler").body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(
        (answer.status(), counted("request")),
        (StatusCode::INTERNAL_SERVER_ERROR, before + 1)
    );
}
