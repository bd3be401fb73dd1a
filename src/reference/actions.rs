//! Loads the changed files, all of them or none.

use super::{model, store};
use crate::{places, products, values::search_text::SearchColumns};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use sqlx::{Connection, PgConnection};

/// Brings the reference tables of the database to the state of the embedded files; a second run
/// changes nothing.
pub async fn load(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    store::lock(&mut transaction).await?;
    for (name, text) in model::FILES {
        let version = model::version(text);
        if store::loaded_version(&mut transaction, name).await?.as_ref() == Some(&version) {
            continue;
        }
        load_file(&mut transaction, name, text)
            .await
            .with_context(|| format!("loading reference file {name}"))?;
        store::note_version(&mut transaction, name, &version).await?;
        tracing::info!(file = name, "reference file loaded");
    }
    transaction.commit().await?;
    Ok(())
}

async fn load_file(connection: &mut PgConnection, name: &str, text: &str) -> Result<()> {
    let rows = model::rows(text)?;
    match name {
        "vocabularies.csv" => store::upsert_terms(connection, json(rows)).await?,
        "units.csv" => store::upsert_units(connection, json(rows)).await?,
        "product_categories.csv" => {
            products::store::upsert_categories(connection, json(searchable(rows))).await?
        }
        "divisions.csv" => {
            places::store::upsert_divisions(connection, json(searchable(rows))).await?
        }
        "banner_map.csv" => places::store::update_map(connection, json(rows)).await?,
        _ => anyhow::bail!("no loader for it"),
    }
    Ok(())
}

/// Adds the search words of each row: its code, its names in both languages, and the places that it
/// lies in.
fn searchable(mut rows: Vec<Map<String, Value>>) -> Vec<Map<String, Value>> {
    for row in &mut rows {
        let word = |column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default();
        let search =
            SearchColumns::of(&[word("name"), word("name_en"), word("code")], &[]).at(word("code"));
        row.insert("search_text".into(), search.search_text.into());
        row.insert("search_tokens".into(), search.search_tokens.into());
    }
    rows
}

fn json(rows: Vec<Map<String, Value>>) -> Value {
    rows.into_iter().map(Value::Object).collect()
}
