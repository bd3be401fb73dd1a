//! Three hundred open screens while deals are released at the signing desk.

use crate::{
    Line,
    client::Connection,
    copied::Copied,
    cost::Postgres,
    deals::{Ceremony, Deal},
    milliseconds,
    server::Server,
};
use farmfair::identity::model::token::Token;
use sqlx::{Connection as _, PgConnection};
use std::{
    collections::HashMap,
    io::Read,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

const SCREENS: usize = 300;
const RELEASES: usize = 10;
const TITLE: &str = "放行上屏";
/// Between a release that all show and the next.
const PAUSE: Duration = Duration::from_millis(800);
const PATIENCE: Duration = Duration::from_secs(15);
const LONGEST: Duration = Duration::from_secs(1);

/// What a screen shows: the number of the latest deal of this bench, and since when.
struct Shown {
    latest: usize,
    at: Instant,
}

/// The latest deal on each page, by its bytes: all screens get the same ones.
type Pages = Arc<Mutex<HashMap<Vec<u8>, usize>>>;

pub async fn released(small: &Postgres) {
    let copy = Copied::of(small, "bench_screens").await;
    let mut owner = copy.owner().await;
    let server = Server::farmfair(&copy.database, 64);
    let password = small.password("organiser");
    let desk = || Connection::signed_in(&server.addr, "organiser", &password);
    let deals = entered(&mut owner, &mut desk()).await;
    quiet(&server.addr);
    let mut shown = screens(&server.addr).await;
    let mut desk = desk();
    quiet(&server.addr);
    let before = renders(&server.addr);
    let mut times = Vec::new();
    for (n, deal) in deals.iter().enumerate() {
        std::thread::sleep(PAUSE);
        let begun = Instant::now();
        release(&mut desk, deal);
        let last = timeout(PATIENCE, all_show(&mut shown, n + 1)).await.expect("shown everywhere");
        times.push(last - begun);
    }
    std::thread::sleep(PAUSE);
    let rendered = (renders(&server.addr) - before) / RELEASES as f64;
    drop(server);
    owner.close().await.unwrap();
    copy.remove().await;
    print(times, rendered);
}

fn print(mut times: Vec<Duration>, rendered: f64) {
    times.sort_unstable();
    let (median, worst) = (times[RELEASES / 2], times[RELEASES - 1]);
    Line {
        goal: "9",
        what: "release to screen, 300 screens, worst of 10",
        one: milliseconds(worst),
        other: milliseconds(LONGEST),
        ratio: worst.as_secs_f64() / LONGEST.as_secs_f64(),
        aim: "<= 1",
    }
    .print();
    println!("      median {}, {rendered:.1} renderings per release", milliseconds(median));
}

/// Deals that wait for their release: each with its path and version.
async fn entered(owner: &mut PgConnection, desk: &mut Connection) -> Vec<(String, String)> {
    let ceremony = Ceremony::of(&mut *owner).await;
    for deal in Deal::some(&mut *owner, TITLE, RELEASES).await {
        assert_eq!(deal.enter(desk, &ceremony, &Token::random().unwrap()), 303);
    }
    let waiting = "select '/admin/signing/' || id, version::text from signed_projects
                   where starts_with(title, $1) order by id";
    let deals = sqlx::query_as(waiting).bind(TITLE).fetch_all(owner).await.unwrap();
    assert_eq!(deals.len(), RELEASES);
    deals
}

fn release(desk: &mut Connection, (path, version): &(String, String)) {
    let fields =
        [("version", &**version), ("amount_agrees", "1"), ("names_agree", "1"), ("is_signed", "1")];
    let answer = desk.post(&format!("{path}/release"), &fields);
    assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
}

/// Daily tasks also change records at the start: waits until the page stays cached.
fn quiet(addr: &str) {
    let mut connection = Connection::to(addr);
    loop {
        connection.get("/screen", "br");
        let before = renders(addr);
        std::thread::sleep(PAUSE);
        connection.get("/screen", "br");
        if renders(addr) == before {
            return;
        }
    }
}

fn renders(addr: &str) -> f64 {
    let told = String::from_utf8(Connection::to(addr).get("/metrics", "identity").body).unwrap();
    let lines = told.lines().filter(|line| line.starts_with("farmfair_page_renders_total"));
    lines.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok()).sum()
}

/// Opens them all; what they show from then on.
async fn screens(addr: &str) -> UnboundedReceiver<Shown> {
    let (say, mut shown) = unbounded_channel();
    let pages = Pages::default();
    for _ in 0..SCREENS {
        tokio::spawn(screen(addr.to_string(), pages.clone(), say.clone()));
    }
    timeout(PATIENCE, all_show(&mut shown, 0)).await.expect("all are open");
    shown
}

/// The moment at which the last one shows this deal.
async fn all_show(shown: &mut UnboundedReceiver<Shown>, deal: usize) -> Instant {
    let (mut showing, mut last) = (0, None);
    while showing < SCREENS {
        let screen = shown.recv().await.expect("screens");
        if screen.latest == deal {
            showing += 1;
            last = last.max(Some(screen.at));
        }
    }
    last.expect("screens")
}

/// As the script of the page does it: at each news it fetches the page, without cookies, and tells
/// the server which version it has. Says what it shows when that changes.
async fn screen(addr: String, pages: Pages, say: UnboundedSender<Shown>) {
    let mut stream = open(&addr).await;
    ask(&mut stream, &addr, "/screen/events", "").await;
    let mut connection = open(&addr).await;
    let (mut shows, mut tag) = (None, String::new());
    while news(&mut stream).await {
        let (head, body) = fetch(&mut connection, &addr, &tag).await;
        if let Some(new) = head.lines().find_map(|line| line.strip_prefix("etag: ")) {
            tag = format!("If-None-Match: {new}\r\n");
        }
        let latest = if body.is_empty() { shows } else { Some(latest(&pages, body)) };
        let at = Instant::now();
        if latest != shows && latest.is_none_or(|latest| say.send(Shown { latest, at }).is_err()) {
            return;
        }
        shows = latest;
    }
}

/// The page, on another connection if the server has closed this one.
async fn fetch(connection: &mut BufReader<TcpStream>, addr: &str, tag: &str) -> (String, Vec<u8>) {
    loop {
        ask(connection, addr, "/screen", tag).await;
        match answer(connection).await {
            Some(answer) => return answer,
            None => *connection = open(addr).await,
        }
    }
}

async fn open(addr: &str) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(addr).await.unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

async fn ask(connection: &mut BufReader<TcpStream>, addr: &str, path: &str, tag: &str) {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {addr}\r\n{tag}Accept-Encoding: gzip, deflate, br\r\n\r\n"
    );
    // A connection that has been closed is noticed at the answer.
    let _ = connection.write_all(request.as_bytes()).await;
}

/// False when the server ends.
async fn news(stream: &mut BufReader<TcpStream>) -> bool {
    let mut line = String::new();
    while line.trim_end() != "event: news" {
        line.clear();
        if !stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
            return false;
        }
    }
    true
}

/// Head and body; an unchanged page has none. `None` if the connection has been closed.
async fn answer(connection: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if connection.read_line(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    assert!(head.starts_with("HTTP/1.1 200") || head.starts_with("HTTP/1.1 304"), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    connection.read_exact(&mut body).await.ok()?;
    Some((head, body))
}

/// The number of the latest deal of this bench on a page; of a new page it is read.
fn latest(pages: &Pages, body: Vec<u8>) -> usize {
    let mut pages = pages.lock().unwrap();
    if let Some(known) = pages.get(&body) {
        return *known;
    }
    let mut page = String::new();
    brotli::Decompressor::new(&body[..], 4096).read_to_string(&mut page).unwrap();
    let shows = |n: &usize| page.contains(&format!("{TITLE} {n:03}"));
    let latest = (1..=RELEASES).rev().find(shows).unwrap_or(0);
    pages.insert(body, latest);
    latest
}
