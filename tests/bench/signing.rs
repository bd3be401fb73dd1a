//! Deals saved at eight signing desks at once, beside pgbench with the statements of a save
//! (`signing.sql`). Each side saves the same deals into a copy of its own.

use crate::{
    Line,
    client::Connection,
    copied::Copied,
    cost::{self, Postgres},
    deals::{Ceremony, Deal},
    server::Server,
};
use farmfair::identity::model::token::Token;
use serde_json::Value;
use sqlx::{Connection as _, Executor, PgConnection};
use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

const DESKS: usize = 8;
/// Deals of each desk.
const TURNS: usize = 50;
/// The first ones of all desks prepare statements and fill caches.
const UNCOUNTED: usize = 5 * DESKS;
const ROUNDS: usize = 3;

struct Save {
    /// When it was acknowledged, in seconds.
    at: f64,
    took: Duration,
    refused: usize,
}

/// What one side did.
struct Saved {
    /// When each deal was acknowledged, in seconds.
    at: Vec<f64>,
    took: Vec<Duration>,
    refused: usize,
    /// Seconds of CPU of the server and of Postgres.
    server: f64,
    postgres: f64,
}

impl Saved {
    fn per_second(&self) -> f64 {
        let counted = &self.at[UNCOUNTED..];
        (counted.len() - 1) as f64 / (counted[counted.len() - 1] - counted[0])
    }

    fn tell(&self, who: &str) {
        let Self { took, refused, server, postgres, .. } = self;
        let n = took.len();
        let median = took[n / 2].as_secs_f64() * 1000.0;
        let [server, postgres] = [server, postgres].map(|cpu| cpu * 1000.0 / n as f64);
        println!(
            "      {who}: {n} deals ({refused} refused), p50 {median:.1} ms, CPU/deal server {server:.2} ms + Postgres {postgres:.2} ms"
        );
    }
}

pub fn saving(runtime: &tokio::runtime::Runtime, small: &Postgres) {
    let mut rounds: Vec<(f64, Saved, Saved)> = Vec::new();
    for _ in 0..ROUNDS {
        let pgbench = runtime.block_on(by_pgbench(small));
        let server = runtime.block_on(by_server(small));
        rounds.push((server.per_second() / pgbench.per_second(), server, pgbench));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ratios: Vec<String> = rounds.iter().map(|round| format!("{:.2}", round.0)).collect();
    let (ratio, server, pgbench) = &rounds[ROUNDS / 2];
    let per_second = |saved: &Saved| format!("{:.0} deals/s", saved.per_second());
    Line {
        goal: "9",
        what: "save a deal, 8 clients / pgbench",
        one: per_second(server),
        other: per_second(pgbench),
        ratio: *ratio,
        aim: ">= 0.5",
    }
    .print();
    println!("      {ROUNDS} rounds: {}", ratios.join(", "));
    server.tell("server");
    pgbench.tell("pgbench");
}

async fn by_server(small: &Postgres) -> Saved {
    let copy = Copied::of(small, "bench_desks").await;
    let mut owner = copy.owner().await;
    let ceremony = Ceremony::of(&mut owner).await;
    let deals = Deal::some(&mut owner, "签约台", DESKS * TURNS).await;
    let database = &copy.database;
    let server = Server::farmfair(database, 64);
    let password = small.password("organiser");
    let desks: Vec<Connection> =
        (0..DESKS).map(|_| Connection::signed_in(&server.addr, "organiser", &password)).collect();
    let before = (cost::cpu(server.pid()), database.cpu());
    let (ceremony, begun) = (&ceremony, Instant::now());
    let saved: Vec<Save> = std::thread::scope(|scope| {
        let desks: Vec<_> = desks
            .into_iter()
            .zip(deals.chunks(TURNS))
            .map(|(desk, deals)| scope.spawn(move || enter_all(desk, ceremony, deals, begun)))
            .collect();
        desks.into_iter().flat_map(|desk| desk.join().unwrap()).collect()
    });
    let cpu = (cost::cpu(server.pid()) - before.0, database.cpu() - before.1);
    drop(server);
    check(&mut owner, ceremony, &database.server).await;
    owner.close().await.unwrap();
    copy.remove().await;
    summed(saved, cpu)
}

/// One after the other. What is refused is sent again.
fn enter_all(mut desk: Connection, of: &Ceremony, deals: &[Deal], begun: Instant) -> Vec<Save> {
    let mut saved = Vec::new();
    for deal in deals {
        let (form, sent, mut refused) = (Token::random().unwrap(), Instant::now(), 0);
        while deal.enter(&mut desk, of, &form) != 303 {
            refused += 1;
        }
        saved.push(Save { at: begun.elapsed().as_secs_f64(), took: sent.elapsed(), refused });
    }
    saved
}

async fn by_pgbench(small: &Postgres) -> Saved {
    let copy = Copied::of(small, "bench_pgbench").await;
    let mut owner = copy.owner().await;
    let ceremony = Ceremony::of(&mut owner).await;
    let deals = Deal::some(&mut owner, "签约台", DESKS * TURNS).await;
    // Its deals are counted from one.
    let rows: Value =
        deals.iter().enumerate().map(|(n, deal)| deal.row(n + 1, &ceremony)).collect();
    owner.execute(DEALS).await.unwrap();
    sqlx::query(
        "insert into bench_deals select * from jsonb_populate_recordset(null::bench_deals, $1)",
    )
    .bind(rows)
    .execute(&mut owner)
    .await
    .unwrap();
    owner.execute("grant select on bench_deals to public; analyze bench_deals").await.unwrap();
    let before = copy.database.cpu();
    let saved = pgbench(&copy.database, &ceremony);
    let cpu = (0.0, copy.database.cpu() - before);
    check(&mut owner, &ceremony, &copy.database.server).await;
    owner.close().await.unwrap();
    copy.remove().await;
    summed(saved, cpu)
}

const DEALS: &str = "create table bench_deals (
    n integer primary key, title text, type text, supplier_id bigint, buyer_id bigint,
    owner_banner_code text, amount numeric, signed_on date, search_text text, search_tokens text[],
    changes jsonb)";

fn pgbench(database: &Postgres, of: &Ceremony) -> Vec<Save> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(database.program("pgbench"));
    command.current_dir(&folder);
    command.args(["-n", "-M", "prepared", "-j", "1", "-l", "--log-prefix", "deals"]);
    command.args(["-c", &DESKS.to_string(), "-t", &TURNS.to_string()]);
    command.args(["-f", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/signing.sql")]);
    for (name, value) in [
        ("turn", 0),
        ("turns", TURNS as i64),
        ("edition", of.edition),
        ("ordinal", of.ordinal.into()),
        ("organiser", of.organiser),
    ] {
        command.args(["-D", &format!("{name}={value}")]);
    }
    let output = command.arg(&database.server).output().expect("pgbench");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut saved = Vec::new();
    for file in fs::read_dir(&folder).unwrap() {
        // Client, transaction, microseconds, script, and the moment: seconds and microseconds.
        for line in fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let told: Vec<u64> = line.split(' ').map(|word| word.parse().unwrap()).collect();
            let at = told[4] as f64 + told[5] as f64 / 1e6;
            saved.push(Save { at, took: Duration::from_micros(told[2]), refused: 0 });
        }
    }
    saved
}

fn summed(saved: Vec<Save>, (server, postgres): (f64, f64)) -> Saved {
    assert_eq!(saved.len(), DESKS * TURNS);
    let mut at: Vec<f64> = saved.iter().map(|one| one.at).collect();
    let mut took: Vec<Duration> = saved.iter().map(|one| one.took).collect();
    at.sort_by(f64::total_cmp);
    took.sort_unstable();
    let refused = saved.iter().map(|one| one.refused).sum();
    Saved { at, took, refused, server, postgres }
}

/// Both sides have left the same records, in a database that keeps what it has acknowledged.
async fn check(owner: &mut PgConnection, of: &Ceremony, server: &str) {
    let left: String = sqlx::query_scalar(
        "select count(*) || ' ' || count(distinct number) || ' ' || count(distinct run_order) || ' '
             || (select count(*) from audit_events where noun = 'projects' and action = 'create'
                     and record_id::bigint in (select id from signed_projects
                                               where ceremony_state = 'signed'))
             || ' ' || (select count(*) from submissions s join signed_projects p on p.id = s.record_id
                        where s.kind = 'projects' and p.ceremony_state = 'signed')
         from signed_projects where edition_id = $1 and ceremony_state = 'signed'",
    )
    .bind(of.edition)
    .fetch_one(owner)
    .await
    .unwrap();
    assert_eq!(left, vec![(DESKS * TURNS).to_string(); 5].join(" "));
    let settings = "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')
                        || ' ' || current_setting('full_page_writes')";
    let mut server = PgConnection::connect(server).await.unwrap();
    let set: String = sqlx::query_scalar(settings).fetch_one(&mut server).await.unwrap();
    assert_eq!(set, "on on on");
    server.close().await.unwrap();
}
