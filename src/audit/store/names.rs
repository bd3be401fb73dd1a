//! The current names of records.

use crate::audit::model::names::Wanted;
use sqlx::{PgExecutor, query};
use std::collections::HashMap;

/// The kinds of records that are looked up.
pub const NAMED: [&str; 9] = [
    "organisations",
    "users",
    "products",
    "zones",
    "booths",
    "certifications",
    "public_notices",
    "projects",
    "agreements",
];

/// By kind and number. For a zone or a public notice, the number of its edition: that page shows it.
pub async fn of_records(
    db: impl PgExecutor<'_>,
    wanted: &Wanted,
) -> sqlx::Result<HashMap<String, HashMap<i64, String>>> {
    let rows = query!(
        r#"select 'organisations' as "kind!", id as "id!", name as "name!" from organisations
           where id = any ($1)
           union all select 'users', id, login from users where id = any ($2)
           union all select 'products', id, name from products where id = any ($3)
           union all select 'zones', z.id, e.ordinal::text from zones z
           join editions e on e.id = z.edition_id where z.id = any ($4)
           union all select 'booths', id, code from booths where id = any ($5)
           union all select 'certifications', id, number from certifications where id = any ($6)
           union all select 'public_notices', id, ordinal::text from editions where id = any ($7)
           union all select 'projects', id, number from signed_projects where id = any ($8)
           union all select 'agreements', id, number from framework_agreements
               where id = any ($9)"#,
        &wanted.records("organisations"),
        &wanted.records("users"),
        &wanted.records("products"),
        &wanted.records("zones"),
        &wanted.records("booths"),
        &wanted.records("certifications"),
        &wanted.records("public_notices"),
        &wanted.records("projects"),
        &wanted.records("agreements")
    )
    .fetch_all(db)
    .await?;
    let mut names: HashMap<String, HashMap<i64, String>> = HashMap::new();
    for row in rows {
        names.entry(row.kind).or_default().insert(row.id, row.name);
    }
    Ok(names)
}
