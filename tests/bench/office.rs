//! The back-office list of products: filtered, and exported as a whole.

use crate::{Databases, Line, client::Connection, cost::Postgres, milliseconds, server::Server};
use futures_util::TryStreamExt;
use sqlx::{Connection as _, PgConnection};
use std::time::{Duration, Instant};

const REQUESTS: usize = 30;

/// The same rows, written by Postgres itself.
const COPY: &str =
    "copy (select p.name, p.specification, p.category_code, o.name, o.banner_code, d.full_name, p.price, p.unit_code, p.state
    from products p join organisations o on o.id = p.organisation_id join divisions d on d.code = p.origin_code
    order by (p.state <> 'submitted'), p.submitted_at, p.pinyin, p.id) to stdout csv";

fn organiser(server: &Server, database: &Postgres) -> Connection {
    Connection::signed_in(&server.addr, "organiser", &database.password("organiser"))
}

/// The median.
fn usual(connection: &mut Connection, path: &str) -> Duration {
    let mut times: Vec<Duration> = (0..REQUESTS)
        .map(|_| {
            let begun = Instant::now();
            assert_eq!(connection.get(path, "identity").status, 200, "{path}");
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[REQUESTS / 2]
}

pub fn lists(databases: &Databases) {
    let (large, small) =
        (Server::farmfair(&databases.large, 0), Server::farmfair(&databases.small, 0));
    let (mut one, mut other) =
        (organiser(&large, &databases.large), organiser(&small, &databases.small));
    for (what, path) in [
        ("office list, large / exact demonstration", "/admin/products"),
        (
            "the same by state, category and banner",
            "/admin/products?state=published&category=04&banner=150624",
        ),
        ("the same by price, page 500 / first page", "/admin/products?sort=price&page=500"),
        ("the same, searched", "/admin/products?q=yangrou"),
    ] {
        let (slow, quick) =
            (usual(&mut one, path), usual(&mut other, path.trim_end_matches("&page=500")));
        let ratio = slow.as_secs_f64() / quick.as_secs_f64();
        Line {
            goal: "4",
            what,
            one: milliseconds(slow),
            other: milliseconds(quick),
            ratio,
            aim: "",
        }
        .print();
    }
}

pub async fn sheets(databases: &Databases) {
    let server = Server::farmfair(&databases.large, 0);
    let mut connection = organiser(&server, &databases.large);
    let begun = Instant::now();
    let mut postgres = PgConnection::connect(&databases.large.owner).await.unwrap();
    let mut copied = postgres.copy_out_raw(COPY).await.unwrap();
    while copied.try_next().await.unwrap().is_some() {}
    let copy = begun.elapsed();
    for (what, path) in [
        ("all products as csv / copy by Postgres", "/admin/products.csv"),
        ("the same as xlsx", "/admin/products.xlsx"),
    ] {
        let begun = Instant::now();
        let answer = connection.get(path, "identity");
        assert_eq!(answer.status, 200, "{path}");
        let took = begun.elapsed();
        let (one, other) = (milliseconds(took), milliseconds(copy));
        Line {
            goal: "",
            what,
            one,
            other,
            ratio: took.as_secs_f64() / copy.as_secs_f64(),
            aim: "",
        }
        .print();
        println!("      {:.1} MB", answer.bytes as f64 / 1e6);
    }
}
