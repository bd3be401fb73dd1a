//! Compares each page with its declared nouns: the database is asked which tables its statements
//! open, and the triggers of those tables name their nouns.

use crate::harness::{
    addresses::{LISTS, RECORDS, with_key},
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::{app, http::cache::reads};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    query_scalar, raw_sql,
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    log::LevelFilter,
};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt},
    registry,
};

/// Statements as sqlx logs them.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<BTreeSet<String>>>);

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            event.record(&mut self.clone());
        }
    }
}

impl Visit for Statements {
    fn record_str(&mut self, field: &Field, value: &str) {
        // A short statement is its own summary, and a long one's summary ends in dots.
        let is_whole =
            field.name() == "db.statement" || field.name() == "summary" && !value.ends_with('…');
        if is_whole && !value.trim().is_empty() {
            self.0.lock().unwrap().insert(value.to_string());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// The nouns of the tables that a statement opens, found by the locks of its plan.
async fn nouns_behind(connection: &mut PgConnection, statement: &str) -> Vec<String> {
    let mut transaction = connection.begin().await.unwrap();
    let run = |sql: String| raw_sql(AssertSqlSafe(sql));
    run(format!("set local plan_cache_mode = force_generic_plan; prepare asked as {statement}"))
        .execute(&mut *transaction)
        .await
        .unwrap();
    let parameters =
        "select cardinality(parameter_types) from pg_prepared_statements where name = 'asked'";
    let parameters: i32 = query_scalar(parameters).fetch_one(&mut *transaction).await.unwrap();
    let nulls = vec!["null"; usize::try_from(parameters).unwrap()].join(", ");
    let given = if nulls.is_empty() { nulls } else { format!("({nulls})") };
    run(format!("explain execute asked{given}; deallocate asked"))
        .execute(&mut *transaction)
        .await
        .unwrap();
    let announced = "select distinct coalesce(replace(encode(t.tgargs, 'escape'), '\\000', ''), c.relname)
                     from pg_locks l join pg_class c on c.oid = l.relation and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                     left join pg_trigger t on t.tgrelid = c.oid and t.tgname = 'announce_change'
                     where l.pid = pg_backend_pid()";
    let nouns = query_scalar(announced).fetch_all(&mut *transaction).await.unwrap();
    transaction.rollback().await.unwrap();
    nouns
}

#[tokio::test]
async fn every_page_says_what_it_is_drawn_from() {
    let statements = Statements::default();
    let _guard = tracing::subscriber::set_default(registry().with(statements.clone()));
    let urls = TestApp::fair().await.urls;
    let options: PgConnectOptions = urls.server.parse().unwrap();
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_lazy_with(options.log_statements(LevelFilter::Info));
    let app = TestApp::with_pool(&urls, pool);
    let mut owner = urls.owner().await;
    let with_filters = ["", "?q=yang", "?banner=150621&edition=all&page=2"];
    let mut addresses: Vec<(String, String)> = LISTS
        .iter()
        .flat_map(|path| with_filters.map(|query| (path.to_string(), format!("{path}{query}"))))
        .collect();
    for (route, sql) in RECORDS {
        addresses.extend(
            app.texts(sql).await.iter().map(|key| (route.to_string(), with_key(route, key))),
        );
    }
    let (mut silent, mut all) = (Vec::new(), BTreeSet::new());
    for (route, path) in addresses {
        statements.0.lock().unwrap().clear();
        assert_eq!(app.get(&path).await.status, StatusCode::OK, "{path}");
        let made = statements.0.lock().unwrap().clone();
        let says = reads(&app::declarations(app::NOUNS), &route);
        let mut found = BTreeSet::new();
        for statement in made {
            found.extend(nouns_behind(&mut owner, &statement).await);
        }
        let is_unsaid = |noun: &&String| says != ["anything"] && !says.contains(&noun.as_str());
        let unsaid: Vec<&String> = found.iter().filter(is_unsaid).collect();
        if !unsaid.is_empty() {
            silent.push(format!("{route} does not say that it reads {unsaid:?}"));
        }
        all.extend(found);
    }
    assert!(silent.is_empty(), "{silent:#?}");
    assert!(all.len() >= 12, "the statements are not seen: {all:?}");
}

#[tokio::test]
async fn every_table_announces_its_changes_under_a_known_noun() {
    let app = TestApp::empty().await;
    let silent = "select c.relname::text from pg_class c
                  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                    and c.relname not in ('_sqlx_migrations', 'reference_files',
                                          -- Its rows live inside a transaction only.
                                          'journal_notes',
                                          -- No page reads it.
                                          'submissions')
                    and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'announce_change')";
    assert_eq!(
        app.texts(silent).await,
        Vec::<String>::new(),
        "the table's migration needs a trigger announce_change"
    );
    let nouns =
        app.texts("select distinct replace(encode(tgargs, 'escape'), '\\000', '') from pg_trigger where tgname = 'announce_change'");
    let announced = app::declarations(app::NOUNS).announced();
    let unknown: Vec<String> =
        nouns.await.into_iter().filter(|noun| !announced.contains(&noun.as_str())).collect();
    assert_eq!(unknown, Vec::<String>::new(), "no noun of app::NOUNS announces them");
}
