//! What the server's role may do. It owns nothing, so it can change no table and no rule.

use super::connection;
use anyhow::Result;
use sqlx::{AssertSqlSafe, Executor, PgConnection, query_scalar};

/// Grants the server's role its rights on the tables as they are after migrating.
pub async fn grant_to_server(
    owner: &mut PgConnection,
    server_url: &str,
    owner_url: &str,
) -> Result<()> {
    let role = connection::role(server_url)?;
    if role == connection::role(owner_url)? {
        tracing::warn!(
            "the server runs as the role that owns the tables; set FARMFAIR_OWNER_URL to \
             the owner and DATABASE_URL to a role that owns nothing"
        );
        return Ok(());
    }
    let role =
        query_scalar!("select quote_ident($1)", role).fetch_one(&mut *owner).await?.unwrap_or(role);
    owner.execute(AssertSqlSafe(statements(&role))).await?;
    Ok(())
}

/// `role` is quoted. Of two servers that start at once one waits: Postgres refuses to change a
/// table's rights twice at the same moment. Only the owner writes reference data and the mark of a
/// demonstration; only triggers write precomputed counts and the journal; the audit trail is
/// append-only.
fn statements(role: &str) -> String {
    format!(
        "select pg_advisory_xact_lock(hashtext('rights of the server'));
         grant usage on schema public to {role};
         grant select, insert, update, delete on all tables in schema public to {role};
         grant usage on all sequences in schema public to {role};
         revoke insert, update, delete on installation, reference_files, vocabulary_terms, units,
             product_categories, divisions, _sqlx_migrations,
             product_listings, certificate_listings, product_counts, product_sums, village_products,
             certificate_steps, product_days,
             exhibitor_listings, exhibitor_counts, exhibiting_parties, exhibitor_days,
             exhibitor_steps, contract_listings,
             contract_counts, delivery_listings, delivery_counts, search_entries, journal_sums,
             supplying_villages,
             journal_household_sums, household_growth, household_periods, village_growth,
             buyer_sums, journal_payment_sums,
             journal_heads, journal_notes, journal_entries from {role};
         revoke update, delete on audit_events from {role};"
    )
}
