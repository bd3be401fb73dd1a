//! All statements on the journal. Nothing is written here: triggers post the records.

use super::model::{Account, Heads, Ledger};
use crate::values::ids::JournalEntryId;
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, PgPool, query_scalar};

mod ask;
mod entries;
mod groups;
mod sums;
pub use ask::Ask;
pub use groups::{holders, villages};
use sums::sums;

/// The balances of the accounts, by one statement.
pub async fn ledger(db: impl PgExecutor<'_>, ask: &Ask<'_>) -> sqlx::Result<Ledger> {
    match ask.scope.is_summed() {
        true => sums(db, ask).await.map(Ledger),
        false => entries::of_scope(db, ask, None).await.map(Ledger),
    }
}

/// The balances when `known` was the last entry of the journal.
pub async fn ledger_as_known(
    connection: &mut PgConnection,
    ask: &Ask<'_>,
    known: JournalEntryId,
) -> sqlx::Result<Ledger> {
    if !ask.scope.is_summed() {
        return entries::of_scope(connection, ask, Some(known)).await.map(Ledger);
    }
    // The current sums minus the entries since.
    let mut rows = sums(&mut *connection, ask).await?;
    rows.extend(entries::taken_back(connection, ask, known).await?);
    Ok(Ledger(rows))
}

/// The last entry of the journal, once everything with a smaller number is committed: a frozen
/// figure is what was known by then. Locks the journal until the transaction ends.
pub async fn freeze(connection: &mut PgConnection) -> sqlx::Result<JournalEntryId> {
    sqlx::query!("lock table journal_entries in share mode").execute(&mut *connection).await?;
    query_scalar!(r#"select coalesce(max(id), 0) as "id!: JournalEntryId" from journal_entries"#)
        .fetch_one(connection)
        .await
}

/// The last entries of the accounts.
pub async fn heads(pool: &PgPool) -> sqlx::Result<Heads> {
    let rows = sqlx::query!(
        r#"select account as "account: Account", last_entry from journal_heads order by account"#
    );
    let rows = rows.fetch_all(pool).await?;
    let database = pool.connect_options().get_database().unwrap_or_default().to_string();
    Ok(Heads {
        database,
        entries: rows.into_iter().map(|row| (row.account, row.last_entry)).collect(),
    })
}

/// Posts everything that is due, as if each entry had been recorded on its day: for demonstration
/// data only, by the role that owns the tables.
pub async fn post_from_story(
    connection: &mut PgConnection,
    business_day: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!("select post_from_story($1)", business_day).execute(connection).await?;
    Ok(())
}
