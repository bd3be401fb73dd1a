//! A database of version 0.1 is adopted with all its records, if its tables are the expected ones.

use super::schema;
use crate::harness::server::{Template, Urls, server};
use farmfair::{
    database::adoption::{FINGERPRINTS, LAST_WRITTEN_ANEW, fingerprint},
    preparation::{MIGRATIONS, prepare},
};
use sqlx::{AssertSqlSafe, Connection, query_scalar};

/// The migrations table of a version 0.1 database: other files with other numbers.
const OF_0_1: &str = "update _sqlx_migrations set checksum = 'x' || checksum;
    insert into _sqlx_migrations (version, description, success, checksum, execution_time)
    select n, 'older', true, 'x', 0 from generate_series(51, 63) as n on conflict (version) do nothing";

async fn of_0_1(fault: &str) -> Urls {
    let urls = server().await.clone_of(Template::Older).await;
    let mut owner = urls.owner().await;
    sqlx::raw_sql(OF_0_1).execute(&mut owner).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(fault.to_string())).execute(&mut owner).await.unwrap();
    owner.close().await.unwrap();
    urls
}

/// Rows of every table that holds records; later migrations may add to those that are kept ahead.
async fn rows(urls: &Urls) -> Vec<String> {
    let mut owner = urls.owner().await;
    let tables: Vec<String> = query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and relname not in ('_sqlx_migrations', 'journal_sums', 'supplying_villages') order by 1",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let mut counted = Vec::new();
    for table in tables {
        let sql = AssertSqlSafe(format!("select count(*) from {table}"));
        let rows: i64 = query_scalar(sql).fetch_one(&mut owner).await.unwrap();
        counted.push(format!("{table} {rows}"));
    }
    counted
}

#[tokio::test]
async fn the_tables_written_anew_are_those_of_the_fingerprint() {
    let urls = server().await.clone_of(Template::Bare).await;
    let mut owner = urls.owner().await;
    MIGRATIONS.run_to(LAST_WRITTEN_ANEW, &mut owner).await.unwrap();
    let version: i32 = query_scalar("select current_setting('server_version_num')::int / 10000")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let mut transaction = owner.begin().await.unwrap();
    let found = fingerprint(&mut transaction).await.unwrap();
    let expected = FINGERPRINTS.iter().find(|(major, _)| *major == version).map(|(_, hash)| *hash);
    assert_eq!(expected, Some(found.as_str()), "of Postgres {version}");
}

#[tokio::test]
async fn a_database_of_the_older_files_is_taken_over_with_its_records() {
    let urls = of_0_1("").await;
    let before = rows(&urls).await;
    prepare(&urls.database()).await.unwrap();
    let after = rows(&urls).await;
    let lost: Vec<&String> = before.iter().filter(|table| !after.contains(table)).collect();
    assert_eq!(lost, Vec::<&String>::new(), "later migrations may add tables, but lose no row");
    let fresh = server().await.clone_of(Template::Demonstration).await;
    let recorded = |lines: Vec<String>| -> Vec<String> {
        let of_migrations = lines.into_iter().filter(|line| line.starts_with("migration "));
        // Without the time of recording.
        of_migrations.filter_map(|line| Some(line.get(..90)?.to_string())).collect()
    };
    assert_eq!(recorded(schema(&urls).await), recorded(schema(&fresh).await));
}

#[tokio::test]
async fn two_servers_that_start_on_an_older_database_take_it_over_once() {
    let urls = of_0_1("").await;
    let (first, second) = (urls.database(), urls.database());
    let (first, second) = tokio::join!(prepare(&first), prepare(&second));
    first.unwrap();
    second.unwrap();
}

/// Each is a table, rule or function that differs from the old files' result.
const FAULTS: [&str; 6] = [
    "drop trigger journal_entries_sum_journal on journal_entries",
    "alter table contracts drop constraint contracts_amount_is_positive",
    "alter table organisations alter column name drop not null",
    "alter table enquiries add column note text",
    "drop index contract_listings_by_signing",
    "create or replace function contract_state(state text, performing_on date, completed_on date, terminated_on date, day date)
     returns text language sql immutable parallel safe return 'signed'",
];

#[tokio::test]
async fn a_database_with_other_tables_is_refused_and_left_as_it_is() {
    for fault in FAULTS {
        let urls = of_0_1(fault).await;
        let before = schema(&urls).await;
        let refusal = prepare(&urls.database()).await.unwrap_err().to_string();
        assert!(refusal.contains("are not those of farmfair 0.1"), "{fault}: {refusal}");
        assert_eq!(schema(&urls).await, before, "{fault}");
    }
}
