//! Goals that are measured over HTTP.

use crate::{
    Databases, Line,
    client::{Connection, Load, load, packed_as},
    cost::{self, Postgres},
    milliseconds,
    server::{Server, farmfair},
};
use std::time::{Duration, Instant};

const LASTING: Duration = Duration::from_secs(6);
pub const CONNECTIONS: usize = 16;
const CACHE_MEGABYTES: u32 = 64;

/// The CPU time of a request in the server and in Postgres, in seconds.
pub struct Cost {
    pub load: Load,
    server: f64,
    postgres: f64,
}

impl Cost {
    fn of(
        server: &Server,
        postgres: Option<&Postgres>,
        paths: &[String],
        connections: usize,
    ) -> Self {
        Self::while_loaded(server, postgres, LASTING, |lasting| {
            load(&server.addr, paths, connections, lasting)
        })
    }

    /// Of uncompressed answers.
    pub fn plain(
        server: &Server,
        postgres: &Postgres,
        paths: &[String],
        connections: usize,
        lasting: Duration,
    ) -> Self {
        let load = |lasting| packed_as("identity", &server.addr, paths, connections, lasting);
        Self::while_loaded(server, Some(postgres), lasting, load)
    }

    fn while_loaded(
        server: &Server,
        postgres: Option<&Postgres>,
        lasting: Duration,
        load: impl Fn(Duration) -> Load,
    ) -> Self {
        // One-time costs are not part of a request.
        load(lasting / 6);
        let before = (cost::cpu(server.pid()), postgres.map_or(0.0, Postgres::cpu));
        let load = load(lasting);
        let n = load.requests as f64;
        let (own, theirs) =
            (cost::cpu(server.pid()) - before.0, postgres.map_or(0.0, Postgres::cpu) - before.1);
        Self { server: own / n, postgres: theirs / n, load }
    }

    pub fn total(&self) -> f64 {
        self.server + self.postgres
    }

    fn tell(&self, what: &str) {
        let Self { load, server, postgres } = self;
        let (p50, p99) = (milliseconds(load.percentile(50)), milliseconds(load.percentile(99)));
        println!(
            "      {what}: {:.0} req/s ({} refused), p50 {p50}, p99 {p99}, CPU/request server {:.3} ms + Postgres {:.3} ms",
            load.per_second(),
            load.refused,
            server * 1000.0,
            postgres * 1000.0
        );
    }
}

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| path.to_string()).collect()
}

pub fn cached(databases: &Databases) {
    let (fair, constant) =
        (Server::farmfair(&databases.large, CACHE_MEGABYTES), Server::constant());
    let page = Cost::of(&fair, Some(&databases.large), &paths(&["/products"]), CONNECTIONS);
    let other = Cost::of(&constant, None, &paths(&["/"]), CONNECTIONS);
    let per_second = |cost: &Cost| format!("{:.0} req/s", cost.load.per_second());
    let ratio = page.load.per_second() / other.load.per_second();
    Line {
        goal: "3",
        what: "cached page / constant 20 KB",
        one: per_second(&page),
        other: per_second(&other),
        ratio,
        aim: ">= 0.6",
    }
    .print();
    page.tell("cached page");
    other.tell("constant page");
}

pub fn growth(databases: &Databases) {
    let (large, small) =
        (Server::farmfair(&databases.large, 0), Server::farmfair(&databases.small, 0));
    for (what, path) in [
        ("uncached list, large / exact demonstration", "/products"),
        ("uncached list by category and banner, the same", "/products?category=04&banner=150624"),
    ] {
        let one = Cost::of(&large, Some(&databases.large), &paths(&[path]), CONNECTIONS);
        let other = Cost::of(&small, Some(&databases.small), &paths(&[path]), CONNECTIONS);
        print_cpu("4", what, (&one, &other), "<= 2");
        one.tell("large");
        other.tell("small");
    }
    let far =
        Cost::of(&large, Some(&databases.large), &paths(&["/products?page=500"]), CONNECTIONS);
    let first = Cost::of(&large, Some(&databases.large), &paths(&["/products"]), CONNECTIONS);
    print_cpu("4", "uncached page 500 / page 1, large", (&far, &first), "<= 6");
    far.tell("page 500");
    first.tell("page 1");
}

fn print_cpu(goal: &str, what: &str, (one, other): (&Cost, &Cost), aim: &str) {
    let cpu = |cost: &Cost| milliseconds(Duration::from_secs_f64(cost.total()));
    Line { goal, what, one: cpu(one), other: cpu(other), ratio: one.total() / other.total(), aim }
        .print();
}

pub fn start(databases: &Databases) {
    let begun = Instant::now();
    let server = Server::farmfair(&databases.large, CACHE_MEGABYTES);
    Connection::to(&server.addr).get("/", "br");
    let took = begun.elapsed();
    Line {
        goal: "7",
        what: "start to first page, external database",
        one: milliseconds(took),
        other: "300 ms".into(),
        ratio: took.as_secs_f64() / 0.3,
        aim: "<= 1",
    }
    .print();
    let pages = [
        "/",
        "/products",
        "/exhibitors?page=3",
        "/contracts",
        "/products?category=04",
        "/projects?edition=all",
        "/villages",
    ];
    load(&server.addr, &paths(&pages), CONNECTIONS, LASTING);
    let megabytes = cost::memory(server.pid());
    let one = format!("{megabytes:.1} MB");
    Line {
        goal: "7",
        what: "memory of the server after load (PSS)",
        one,
        other: "64 MB".into(),
        ratio: megabytes / 64.0,
        aim: "<= 1",
    }
    .print();
}

/// The document and its own resources, without photographs.
pub fn weight(databases: &Databases) {
    let server = Server::farmfair(&databases.small, CACHE_MEGABYTES);
    let mut connection = Connection::to(&server.addr);
    let plain = String::from_utf8(connection.get("/", "identity").body).unwrap();
    // The second time, when the cached copy has its best compression.
    connection.get("/", "br");
    std::thread::sleep(Duration::from_millis(500));
    let document = connection.get("/", "br").bytes;
    let is_fetched = |path: &&str| {
        [".css", ".js", ".svg", ".woff2", ".png", ".ico"]
            .iter()
            .any(|ending| path.split('#').next().unwrap().ends_with(ending))
    };
    let named: std::collections::BTreeSet<&str> = plain
        .split('"')
        .filter(|text| text.starts_with("/static/"))
        .filter(is_fetched)
        .map(|path| path.split('#').next().unwrap())
        .collect();
    let all: usize =
        document + named.iter().map(|path| connection.get(path, "br").bytes).sum::<usize>();
    for (what, bytes, most) in [
        ("home page, HTML over the wire", document, 15_000.0),
        ("home page with all but photographs", all, 60_000.0),
    ] {
        let (one, other) =
            (format!("{:.1} KB", bytes as f64 / 1000.0), format!("{:.0} KB", most / 1000.0));
        Line { goal: "8", what, one, other, ratio: bytes as f64 / most, aim: "<= 1" }.print();
    }
}

/// The statements of an address with their plans: Postgres sends them as notices, and the server
/// logs them.
pub fn explain(large: &Postgres, address: Option<&str>) {
    let mut command = farmfair(large, 0);
    command.env("RUST_LOG", "sqlx::postgres::notice=info");
    let server = Server::start(command);
    let some = [
        "/",
        "/products",
        "/products?page=500",
        "/exhibitors",
        "/contracts",
        "/banners",
        "/buyers",
    ];
    for path in address.as_ref().map_or(&some[..], std::slice::from_ref) {
        eprintln!("\n=== {path}");
        assert_eq!(Connection::to(&server.addr).get(path, "identity").status, 200, "{path}");
    }
}
