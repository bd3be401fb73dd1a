//! The loaded version of each file; the vocabularies and units.

use serde_json::Value;
use sqlx::{PgConnection, query, query_scalar};

/// Of two servers that start at once, one loads after the other.
pub async fn lock(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(hashtext('reference files'))").execute(connection).await?;
    Ok(())
}

pub async fn loaded_version(
    connection: &mut PgConnection,
    name: &str,
) -> sqlx::Result<Option<String>> {
    query_scalar!("select sha256 from reference_files where name = $1", name)
        .fetch_optional(connection)
        .await
}

pub async fn note_version(
    connection: &mut PgConnection,
    name: &str,
    sha256: &str,
) -> sqlx::Result<()> {
    query!(
        "insert into reference_files (name, sha256) values ($1, $2)
         on conflict (name) do update set sha256 = excluded.sha256, loaded_at = now()",
        name,
        sha256
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn upsert_terms(connection: &mut PgConnection, rows: Value) -> sqlx::Result<()> {
    query!(
        "insert into vocabulary_terms (vocabulary, code, position, name, name_en, note)
         select vocabulary, code, position, name, name_en, note
         from jsonb_populate_recordset(null::vocabulary_terms, $1)
         on conflict (vocabulary, code) do update
         set position = excluded.position, name = excluded.name, name_en = excluded.name_en,
         note = excluded.note",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn upsert_units(connection: &mut PgConnection, rows: Value) -> sqlx::Result<()> {
    query!(
        "insert into units (code, name, name_en, kind, base_unit, numerator, denominator, symbol,
             symbol_en, decimals)
         select code, name, name_en, kind, base_unit, numerator, denominator, symbol, symbol_en,
                decimals
         from jsonb_populate_recordset(null::units, $1)
         on conflict (code) do update
         set name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
         base_unit = excluded.base_unit,
             numerator = excluded.numerator, denominator = excluded.denominator,
             symbol = excluded.symbol, symbol_en = excluded.symbol_en, decimals = excluded.decimals",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}
