//! Two connections to the database: the owner's, which migrates, and the server's, which owns
//! nothing.

use super::embedded::{Durability, Embedded};
use crate::config::DatabaseConfig;
use anyhow::{Context, Result, anyhow, bail};
use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// A request waits no longer for a connection than this; then it is told to try again later.
pub const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(2000);

/// Two cores: more connections would only queue inside the database.
pub const MAX_CONNECTIONS: u32 = 12;

/// How long a connection that has just served is assumed to be alive.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// Compiling a statement takes longer than any of ours should.
const WITHOUT_JIT: (&str, &str) = ("jit", "off");

/// The form of an address.
const FORM: &str = "postgres://user:password@host/database";

/// The database in use; it stops with this value if it is the embedded one.
pub struct Database {
    pub owner_url: String,
    pub server_url: String,
    pub may_be_throwaway: bool,
    embedded: Option<Embedded>,
}

impl Database {
    /// Blocking: starts the embedded Postgres unless DATABASE_URL names another.
    pub fn open(config: &DatabaseConfig) -> Result<Self> {
        if let Some(server_url) = &config.database_url {
            let owner_url = config.owner_url.as_ref().unwrap_or(server_url).clone();
            return Ok(Self {
                owner_url,
                server_url: server_url.clone(),
                may_be_throwaway: config.throwaway_database,
                embedded: None,
            });
        }
        let durability =
            if config.throwaway_database { Durability::Throwaway } else { Durability::Durable };
        let embedded = Embedded::start(&config.data_dir.join("postgres"), durability)?;
        Ok(Self {
            owner_url: embedded.owner_url().to_string(),
            server_url: embedded.server_url().to_string(),
            may_be_throwaway: config.throwaway_database,
            embedded: Some(embedded),
        })
    }

    pub fn close(self) -> Result<()> {
        self.embedded.map_or(Ok(()), Embedded::stop)
    }
}

/// One connection of the owner, without the limits that requests have.
pub async fn owner(url: &str) -> Result<PgConnection> {
    options(url)?.options([WITHOUT_JIT]).connect().await.context(
        "cannot reach the database: check FARMFAIR_OWNER_URL or DATABASE_URL, and that \
         Postgres runs",
    )
}

/// The server's pool. No statement outlives its request by much, and a lock is waited for only as
/// long as a visitor would wait.
pub fn pool(url: &str) -> Result<PgPool> {
    let options = options(url)?.options([
        ("statement_timeout", "2500"),
        ("lock_timeout", "2000"),
        ("idle_in_transaction_session_timeout", "10000"),
        ("timezone", "UTC"),
        // A generic plan for optional filters or a search would read whole tables.
        ("plan_cache_mode", "force_custom_plan"),
        // Groups of a large list fit into this; with the default they are sorted on disk.
        ("work_mem", "16MB"),
        // A worker takes longer to start than a page's statements take.
        ("max_parallel_workers_per_gather", "0"),
        WITHOUT_JIT,
    ]);
    let pool =
        PgPoolOptions::new().max_connections(MAX_CONNECTIONS).acquire_timeout(ACQUIRE_TIMEOUT);
    // Testing each connection costs as much as a small statement.
    let pool = pool.test_before_acquire(false).before_acquire(|connection, meta| {
        Box::pin(async move {
            if meta.idle_for > TRUSTED_FOR {
                connection.ping().await?;
            }
            Ok(true)
        })
    });
    Ok(pool.connect_lazy_with(options))
}

/// A second pool whose connections plan each prepared statement once, for any value.
pub fn keeping_plans(pool: &PgPool) -> PgPool {
    let options = pool
        .connect_options()
        .as_ref()
        .clone()
        .options([("plan_cache_mode", "force_generic_plan")]);
    pool.options().clone().connect_lazy_with(options)
}

/// For a transaction that reads a whole list in one snapshot: a minute for each statement.
pub async fn unhurried(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select set_config('statement_timeout', '60000', true)")
        .fetch_one(connection)
        .await?;
    Ok(())
}

/// The value of a database setting.
pub async fn setting(connection: &mut PgConnection, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select current_setting($1)", name).fetch_one(connection).await
}

/// The role that a URL names.
pub fn role(url: &str) -> Result<String> {
    Ok(options(url)?.get_username().to_string())
}

pub(super) fn options(url: &str) -> Result<PgConnectOptions> {
    let kind = url.split_once("://").map(|(kind, _)| kind);
    if let Some(other) = kind.filter(|kind| !["postgres", "postgresql"].contains(kind)) {
        bail!(
            "DATABASE_URL or FARMFAIR_OWNER_URL names a {other} database, but farmfair needs Postgres: write {FORM}"
        );
    }
    // The error is not passed on: it may quote the password.
    let options = PgConnectOptions::from_str(url).map_err(|_| {
        anyhow!("DATABASE_URL or FARMFAIR_OWNER_URL is no Postgres address: write {FORM}")
    })?;
    Ok(options.application_name("farmfair").log_statements(tracing::log::LevelFilter::Off))
}
