//! Prepares a database: checked, migrated, granted, reference data loaded. Repeated or concurrent
//! runs do no harm.

use crate::{
    database::{
        adoption,
        connection::{self, Database},
        rights,
    },
    reference,
};
use anyhow::{Context, Result, ensure};
use sqlx::{Connection, PgConnection, migrate::Migrator};

/// Also for tests, which migrate their own databases.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

pub async fn prepare(database: &Database) -> Result<()> {
    let mut owner = connection::owner(&database.owner_url).await?;
    if !database.may_be_throwaway {
        refuse_unsafe(&mut owner).await?;
    }
    adoption::adopt(&mut owner, &MIGRATIONS).await?;
    // sqlx takes an advisory lock: of two servers that start at once, one migrates and the other
    // waits.
    MIGRATIONS.run(&mut owner).await.context("migrating the database")?;
    reference::actions::load(&mut owner).await?;
    rights::grant_to_server(&mut owner, &database.server_url, &database.owner_url).await?;
    owner.close().await?;
    Ok(())
}

/// An acknowledged write must survive a power cut.
async fn refuse_unsafe(owner: &mut PgConnection) -> Result<()> {
    for setting in ["fsync", "full_page_writes"] {
        let value = connection::setting(owner, setting).await?;
        ensure!(
            value.as_deref() == Some("on"),
            "the database runs with {setting} off, so a power cut could lose signed deals: set {setting} = on"
        );
    }
    Ok(())
}
