//! Loading and wiping: the same rows every time, all or nothing, and never over real data.

use crate::harness::site::TestApp;
use farmfair::demo::actions;
use sqlx::{AssertSqlSafe, PgConnection, query_scalar};
use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt};

const REAL_RECORD: &str = "insert into organisations (number, name, pinyin, kind, division_code, search_text, search_tokens)
                           values ('R-1', '真实合作社', 'zhenshi', 'cooperative', '150621', '', '{}')";

async fn owner(app: &TestApp) -> PgConnection {
    app.urls.owner().await
}

/// Users with their acts and uploads differ by installation.
const PEOPLES: &[&str] = &[
    // Its rows exist only inside a transaction.
    "journal_notes",
    "users",
    "user_roles",
    "sessions",
    "invitations",
    "registrations",
    "failed_sign_ins",
    "audit_events",
    "files",
    "product_photos",
    "messages",
    "reminders",
    "amendment_scans",
    "message_readings",
    "mails",
    "applications",
    "application_products",
    "application_steps",
    "public_notices",
    "enquiries",
    "enquiry_messages",
    "imports",
    "import_rows",
    "saved_filters",
    "submissions",
    "dispute_offers",
    "delivery_vouchers",
    "released_allocations",
    "payment_vouchers",
    "settled_differences",
];

/// The number of rows and a digest for each table; recording times do not count.
async fn contents(app: &TestApp) -> BTreeMap<String, (i64, String)> {
    let mut owner = owner(app).await;
    let tables: Vec<String> =
        query_scalar("select tablename::text from pg_tables where schemaname = 'public' and tablename <> '_sqlx_migrations'")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let mut contents = BTreeMap::new();
    for table in tables {
        let row = "(to_jsonb(t) - 'recorded_at' - 'loaded_at')::text";
        let sql = format!(
            "select count(*), coalesce(md5(string_agg({row}, E'\\n' order by {row})), '') from {table} t"
        );
        let digest = sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut owner).await.unwrap();
        contents.insert(table, digest);
    }
    contents
}

#[tokio::test]
async fn two_installations_have_the_same_demonstration_row_by_row() {
    let (first, second) = (TestApp::fair().await, TestApp::empty().await);
    actions::load(&mut owner(&second).await).await.unwrap();
    let (first, second) = (contents(&first).await, contents(&second).await);
    for (table, rows) in first.iter().filter(|(table, _)| !PEOPLES.contains(&table.as_str())) {
        assert_eq!(rows, &second[table], "{table} differs");
        assert!(rows.0 > 0, "{table} is empty: the demonstration does not show it alive");
    }
}

#[tokio::test]
async fn the_demonstration_is_not_loaded_over_records() {
    for sql in [
        REAL_RECORD,
        "insert into editions (ordinal, name, name_en, held_in) values (1, '一', 'one', '2030-01-01')",
    ] {
        let app = TestApp::empty().await;
        app.as_owner(sql).await;
        let before = contents(&app).await;
        let refusal = actions::load(&mut owner(&app).await).await.unwrap_err().to_string();
        assert!(refusal.contains("holds records already"), "{refusal}");
        actions::load_if_empty(&mut owner(&app).await).await.unwrap();
        assert_eq!(contents(&app).await, before, "a refused load left something");
    }
}

#[tokio::test]
async fn of_two_loads_at_once_one_is_refused_and_nothing_is_doubled() {
    let app = TestApp::empty().await;
    let (mut first, mut second) = (owner(&app).await, owner(&app).await);
    let (first, second) = tokio::join!(actions::load(&mut first), actions::load(&mut second));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(contents(&app).await, contents(&TestApp::fair().await).await);
}

#[tokio::test]
async fn a_database_that_is_no_demonstration_is_never_wiped() {
    let app = TestApp::empty().await;
    app.as_owner(REAL_RECORD).await;
    let before = contents(&app).await;
    let refusal = actions::wipe(&mut owner(&app).await).await.unwrap_err().to_string();
    assert!(refusal.contains("not marked as a demonstration"), "{refusal}");
    assert_eq!(contents(&app).await, before);
}

#[tokio::test]
async fn a_wipe_leaves_reference_data_only_and_a_load_begins_anew() {
    let (app, reference) = (TestApp::own_fair().await, TestApp::empty().await);
    actions::wipe(&mut owner(&app).await).await.unwrap();
    assert_eq!(contents(&app).await, contents(&reference).await);
    assert_eq!(app.text("select is_demonstration::text from installation").await, "false");
    actions::load(&mut owner(&app).await).await.unwrap();
    assert_eq!(contents(&app).await, contents(&TestApp::fair().await).await);
}

#[tokio::test]
async fn records_added_after_the_demonstration_get_numbers_of_their_own() {
    let app = TestApp::own_fair().await;
    app.as_owner(REAL_RECORD).await;
    let count = "select count(*)::text from organisations where number = 'R-1'";
    assert_eq!(app.text(count).await, "1");
}

#[tokio::test]
async fn a_demonstration_has_an_account_for_each_role_and_scope_and_tells_its_owner_alone() {
    let app = TestApp::own_fair().await;
    let folder = tempfile::tempdir().unwrap();
    let made = actions::accounts::open(&mut owner(&app).await, folder.path()).await.unwrap();
    assert_eq!(made, 11);
    let file = folder.path().join(actions::accounts::FILE);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&file).unwrap();
    let accounts: Vec<Vec<&str>> =
        text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let of = |role: &str| accounts.iter().filter(|account| account[2] == role).count();
    for (role, n) in [
        ("supplier", 2),
        ("buyer", 2),
        ("village_team", 2),
        ("banner_officer", 2),
        ("organiser", 1),
        ("auditor", 1),
    ] {
        assert_eq!(of(role), n, "{role}");
    }
    for account in accounts.iter().take(3) {
        let answer =
            app.post("/login", &[("login", account[0]), ("password", account[1])], "").await;
        assert_eq!(answer.status.as_u16(), 303, "{} cannot sign in", account[0]);
    }
    assert_eq!(
        actions::accounts::open(&mut owner(&app).await, folder.path()).await.unwrap(),
        0,
        "made once"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    actions::wipe(&mut owner(&app).await).await.unwrap();
    assert_eq!(app.text("select count(*)::text from users").await, "0");
    assert_eq!(
        actions::accounts::open(&mut owner(&app).await, folder.path()).await.unwrap(),
        0,
        "no demonstration, no such accounts"
    );
}
