//! The schema has one way to be made and stays the same: migrating again changes nothing, two
//! starts at once do it once, and the server's role can change neither tables nor rules nor
//! reference data.

mod adoption;
mod forms;
mod landed;

use crate::harness::{
    server::{Template, Urls, server},
    site::TestApp,
};
use farmfair::preparation::{MIGRATIONS, prepare};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, query_scalar};

/// Everything that a migration may change, as text.
async fn schema(urls: &Urls) -> Vec<String> {
    let sql = "select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
               from information_schema.columns where table_schema = 'public'
               union all select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
               where connamespace = 'public'::regnamespace
               union all select indexdef from pg_indexes where schemaname = 'public'
               union all select format('view %s %s', viewname, definition) from pg_views where schemaname = 'public'
               union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
               union all select format('migration %s %s', version, encode(checksum, 'hex')) || installed_on from _sqlx_migrations
               union all select format('reference %s %s %s', name, sha256, loaded_at) from reference_files
               union all select format('grant %s %s %s', grantee, table_name, privilege_type)
               from information_schema.role_table_grants where table_schema = 'public'
               order by 1";
    query_scalar(sql).fetch_all(&mut urls.owner().await).await.unwrap()
}

#[tokio::test]
async fn preparing_again_changes_nothing() {
    for template in [Template::Reference, Template::Demonstration] {
        let urls = server().await.clone_of(template).await;
        let before = schema(&urls).await;
        assert!(before.len() > 200 && before.iter().any(|line| line.starts_with("migration")));
        MIGRATIONS.run(&mut urls.owner().await).await.unwrap();
        prepare(&urls.database()).await.unwrap();
        assert_eq!(schema(&urls).await, before);
    }
}

#[tokio::test]
async fn two_preparations_at_once_make_one_schema() {
    let urls = server().await.clone_of(Template::Bare).await;
    let (first, second) = (urls.database(), urls.database());
    let (first, second) = tokio::join!(prepare(&first), prepare(&second));
    first.unwrap();
    second.unwrap();
    let migrations: i64 = query_scalar("select count(*) from _sqlx_migrations where success")
        .fetch_one(&mut urls.owner().await)
        .await
        .unwrap();
    assert_eq!(usize::try_from(migrations).unwrap(), MIGRATIONS.iter().count());
}

#[tokio::test]
async fn every_constraint_has_a_name_that_says_what_it_demands() {
    let app = TestApp::empty().await;
    let unnamed = "select conname::text from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c'
                   and conname ~ '_check[0-9]*$'";
    assert_eq!(app.texts(unnamed).await, Vec::<String>::new());
}

/// Statements that change tables, rules or reference data.
const FORBIDDEN: [&str; 23] = [
    "create table t (i int)",
    "create temporary table t (i int)",
    "create view v as select 1",
    "create function f() returns int language sql return 1",
    "create schema s",
    "create extension pg_trgm",
    "alter table contracts add column bribe numeric",
    "alter table contracts drop constraint contracts_amount_is_positive",
    "alter table contracts disable trigger all",
    "drop table payments",
    "drop view public_contracts",
    "truncate payments",
    "create index i on contracts (title)",
    "update installation set is_demonstration = true",
    "delete from installation",
    "insert into units (code, name, name_en, kind, symbol, symbol_en, decimals) values ('x', 'x', 'x', 'x', 'x', 'x', 0)",
    "update units set numerator = 2",
    "delete from vocabulary_terms",
    "update product_categories set name = 'x'",
    "update divisions set name = 'x'",
    "delete from divisions",
    "update reference_files set sha256 = sha256",
    "delete from _sqlx_migrations",
];

#[tokio::test]
async fn the_server_s_role_changes_no_table_no_rule_and_no_reference_data() {
    let urls = TestApp::own_fair().await.urls;
    let before = schema(&urls).await;
    let mut connection = PgConnection::connect(&urls.server).await.unwrap();
    for sql in FORBIDDEN {
        let refusal = connection.execute(AssertSqlSafe(sql)).await.err();
        let Some(refusal) = refusal else { panic!("the server may {sql}") };
        let refusal = refusal.into_database_error().unwrap();
        // 42501: insufficient privilege, which also applies to tables of another owner.
        assert_eq!(refusal.code().as_deref(), Some("42501"), "{sql}: {refusal}");
    }
    // Answered with a warning, without effect.
    connection.execute("grant select on contracts to public").await.unwrap();
    assert_eq!(schema(&urls).await, before);
}

#[tokio::test]
async fn the_server_s_role_writes_records_and_the_owner_writes_everything() {
    let urls = TestApp::own_fair().await.urls;
    let record = "insert into organisations (number, name, pinyin, kind, division_code, search_text, search_tokens)
                  values ('R-1', '合作社', 'hezuoshe', 'cooperative', '150621', '', '{}');
                  update organisations set introduction = '' where number = 'R-1'; delete from organisations where number = 'R-1'";
    for url in [&urls.server, &urls.owner] {
        sqlx::raw_sql(record)
            .execute(&mut PgConnection::connect(url).await.unwrap())
            .await
            .unwrap();
    }
    let all = "create table t (i int); alter table t add column j int; drop table t;
               update units set decimals = decimals; update installation set is_demonstration = is_demonstration";
    sqlx::raw_sql(all).execute(&mut urls.owner().await).await.unwrap();
}

#[tokio::test]
async fn the_server_s_role_owns_nothing_and_is_no_superuser() {
    let app = TestApp::empty().await;
    let owned =
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and pg_get_userbyid(relowner) = current_user
                 union all select rolname::text from pg_roles where rolname = current_user
                 and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication)
                 union all select r.rolname::text from pg_auth_members m join pg_roles r on r.oid = m.roleid
                 where pg_get_userbyid(m.member) = current_user";
    assert_eq!(app.texts(owned).await, Vec::<String>::new());
    assert_eq!(app.text("select current_user::text").await, "farmfair_server");
}
