//! Adopts a database that the migrations of version 0.1 made. Version 0.2 rewrites them: other
//! files, the same tables. A fingerprint of the schema identifies the tables.

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use sqlx::{Connection, FromRow, PgConnection, migrate::Migrator, query, query_as, query_scalar};

/// The last rewritten migration; later ones change tables and run as usual.
pub const LAST_WRITTEN_ANEW: i64 = 50;

/// SHA-256 of the schema at `LAST_WRITTEN_ANEW`, as Postgres of a major version words it.
pub const FINGERPRINTS: [(i32, &str); 1] =
    [(15, "674f4b8af964cb1d9dda3b1338a9ac937d41f052b1c682d3de10b13683015c71")];

/// Does nothing in an empty database, nor in one that today's migrations made.
///
/// # Errors
/// The database was made by other migrations and its tables are not those of version 0.1.
pub async fn adopt(owner: &mut PgConnection, migrations: &Migrator) -> Result<()> {
    if is_ours(&applied(owner).await?, migrations) {
        return Ok(());
    }
    let mut transaction = owner.begin().await?;
    // Of two servers that start at once, the second waits and finds it done.
    query("lock table _sqlx_migrations in exclusive mode").execute(&mut *transaction).await?;
    if is_ours(&applied(&mut transaction).await?, migrations) {
        return Ok(());
    }
    let version = "select current_setting('server_version_num')::int / 10000";
    let version: i32 = query_scalar(version).fetch_one(&mut *transaction).await?;
    let expected = FINGERPRINTS.iter().find(|(major, _)| *major == version).map(|(_, hash)| *hash);
    ensure!(
        expected == Some(fingerprint(&mut transaction).await?.as_str()),
        "the tables in this database are not those of farmfair 0.1 on Postgres 15, so this version leaves them alone: \
         start the last 0.1 on it once, which brings them up to date, and then this version again"
    );
    record(&mut transaction, migrations).await?;
    transaction.commit().await.context("taking the database over from version 0.1")?;
    tracing::info!("took the database over from version 0.1: its tables are those of this version");
    Ok(())
}

#[derive(FromRow)]
struct Applied {
    version: i64,
    checksum: Vec<u8>,
}

/// None in a database without tables. The table belongs to sqlx, so the checked queries do not know
/// it.
async fn applied(connection: &mut PgConnection) -> sqlx::Result<Vec<Applied>> {
    let exists = "select to_regclass('_sqlx_migrations') is not null";
    if !query_scalar(exists).fetch_one(&mut *connection).await? {
        return Ok(Vec::new());
    }
    query_as("select version, checksum from _sqlx_migrations order by version")
        .fetch_all(connection)
        .await
}

fn is_ours(applied: &[Applied], migrations: &Migrator) -> bool {
    let is_known = |of: &Applied| {
        migrations.iter().any(|one| one.version == of.version && *one.checksum == *of.checksum)
    };
    applied.iter().all(is_known)
}

/// Changes settings of the session until the transaction ends.
pub async fn fingerprint(transaction: &mut PgConnection) -> sqlx::Result<String> {
    let facts: Vec<String> =
        query_scalar(include_str!("fingerprint.sql")).fetch_all(transaction).await?;
    let hash = Sha256::digest(facts.join("\n"));
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// As if the rewritten migrations had made the tables.
async fn record(connection: &mut PgConnection, migrations: &Migrator) -> sqlx::Result<()> {
    query("delete from _sqlx_migrations").execute(&mut *connection).await?;
    let sql =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
               values ($1, $2, true, $3, 0)";
    for one in migrations.iter().filter(|one| one.version <= LAST_WRITTEN_ANEW) {
        query(sql)
            .bind(one.version)
            .bind(&*one.description)
            .bind(&*one.checksum)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
