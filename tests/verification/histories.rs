//! Random histories of inserts, changes, voids and reassignments, by one writer and by several at
//! once.

use super::changes::change;
use crate::harness::site::TestApp;
use farmfair::verification::actions::verify;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

const STEPS: usize = 150;
/// The changes between two comparisons.
const UNWATCHED: usize = 15;
const WRITERS: u64 = 4;

pub async fn drift(app: &TestApp) -> Vec<String> {
    let mut report = verify(&mut app.urls.owner().await, &[]).await.unwrap();
    // The histories change amounts without the lines behind them.
    report.0.retain(|check| check.what != "contract_amounts");
    if report.is_clean() { Vec::new() } else { report.lines() }
}

#[tokio::test]
async fn random_histories_leave_no_drift() {
    for seed in [1, 2] {
        let app = TestApp::own_fair().await;
        assert_eq!(drift(&app).await, Vec::<String>::new(), "the demonstration itself");
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut connection = PgConnection::connect(&app.urls.server).await.unwrap();
        let (mut since, mut changed) = (Vec::new(), 0);
        for step in 1..=STEPS {
            let sql = change(&mut chance);
            changed += apply(&mut connection, &sql, chance.random_ratio(1, 8)).await;
            since.push(sql);
            if step % UNWATCHED == 0 {
                assert_eq!(
                    drift(&app).await,
                    Vec::<String>::new(),
                    "history {seed}, by step {step}, after {since:#?}"
                );
                since.clear();
            }
        }
        assert!(changed > STEPS as u64, "hardly anything happened: {changed} rows");
    }
}

/// As the server's role, which may not write the counts itself. Sometimes it rolls back.
async fn apply(connection: &mut PgConnection, sql: &str, takes_back: bool) -> u64 {
    let mut transaction = connection.begin().await.unwrap();
    let done = transaction
        .execute(AssertSqlSafe(sql.to_string()))
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    if takes_back {
        transaction.rollback().await.unwrap()
    } else {
        transaction.commit().await.unwrap()
    }
    done.rows_affected()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_at_once_leave_no_drift() {
    let app = TestApp::own_fair().await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|seed| tokio::spawn(write(app.urls.server.clone(), 100 + seed, STEPS / 2)))
        .collect();
    let mut done = 0;
    for writer in writers {
        done += writer.await.unwrap();
    }
    assert!(done > STEPS / 2, "the writers only stood in each other's way: {done} changes");
    assert_eq!(drift(&app).await, Vec::<String>::new());
}

/// Each change is a transaction of two; of two that wait for each other Postgres aborts one.
pub async fn write(url: String, seed: u64, steps: usize) -> usize {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut connection = PgConnection::connect(&url).await.unwrap();
    connection.execute("set deadlock_timeout = '100ms'").await.ok();
    let mut done = 0;
    for _ in 0..steps {
        let sql = format!("begin; {}; {}; commit", change(&mut chance), change(&mut chance));
        match connection.execute(AssertSqlSafe(sql.clone())).await {
            Ok(_) => done += 1,
            Err(error) => {
                let code = error
                    .as_database_error()
                    .and_then(|error| error.code())
                    .unwrap_or_default()
                    .to_string();
                // A deadlock, a row that another writer inserted first, an exhibitor that another
                // one just declined.
                assert!(
                    ["40P01", "23505", "23503", "23514"].contains(&code.as_str()),
                    "{sql}: {error}"
                );
                connection.execute("rollback").await.unwrap();
            }
        }
    }
    done
}

#[tokio::test]
async fn tables_emptied_at_a_stroke_leave_no_drift() {
    let app = TestApp::own_fair().await;
    for sql in [
        "truncate exhibits",
        "truncate payment_allocations",
        "truncate booth_assignments",
        "truncate certified_products",
    ] {
        app.as_owner(sql).await;
        assert_eq!(drift(&app).await, Vec::<String>::new(), "{sql}");
    }
    app.as_owner("truncate contract_villages; truncate onsite_sales; truncate payments cascade")
        .await;
    assert_eq!(drift(&app).await, Vec::<String>::new());
    app.as_owner(
        "truncate delivery_lines cascade; truncate products cascade; truncate exhibitors cascade",
    )
    .await;
    assert_eq!(drift(&app).await, Vec::<String>::new());
    assert_eq!(app.text("select count(*)::text from product_listings").await, "0");
}

#[tokio::test]
async fn a_place_s_new_name_reaches_the_labels() {
    let app = TestApp::own_fair().await;
    app.as_owner("update divisions set name = name || '新', full_name = full_name || '新' where level <> 'city'").await;
    assert_eq!(drift(&app).await, Vec::<String>::new());
    for (list, labels) in [("/products", ".labels"), ("/exhibitors", ".cards")] {
        assert!(app.page(list).await.text(labels).contains('新'), "{list} has the old names");
    }
}

#[tokio::test]
async fn two_corrections_of_households_in_one_release_both_count() {
    let app = TestApp::own_fair().await;
    // Two accepted lines of one banner, quarter and category, from different villages.
    let pair = "select first.id || ' ' || second.id
         from delivery_lines first
         join deliveries d on d.id = first.delivery_id and d.voided_at is null
         join deliveries e on e.id > d.id and e.voided_at is null
              and e.owner_banner_code = d.owner_banner_code
         join delivery_lines second on second.delivery_id = e.id
              and second.household_category = first.household_category
              and second.village_code <> first.village_code
              and date_trunc('quarter', second.accepted_on) = date_trunc('quarter', first.accepted_on)
         where first.household_category = 'edge' and first.accepted_on <= '2020-06-30'
           and second.accepted_on <= '2020-06-30'
         order by first.id, second.id limit 1";
    let pair = app.text(pair).await;
    let mut corrections = Vec::new();
    for line in pair.split(' ') {
        let mut connection = PgConnection::connect(&app.urls.server).await.unwrap();
        let sql = format!(
            "begin; update delivery_lines set households = households + 7 where id = {line}"
        );
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
        corrections.push(connection);
    }
    let mut second = corrections.pop().unwrap();
    let mut first = corrections.pop().unwrap();
    first.execute("set constraints all immediate").await.unwrap();
    let waiting = tokio::spawn(async move {
        second.execute("set constraints all immediate; commit").await.unwrap();
    });
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    first.execute("commit").await.unwrap();
    waiting.await.unwrap();
    assert_eq!(drift(&app).await, Vec::<String>::new(), "lines {pair}");
}
