//! The current names of records.

use crate::audit::model::{names::Wanted, nouns::Noun};
use sqlx::{PgExecutor, query};

/// For a zone, the number of its edition: the zone is shown on its page.
pub async fn of_records(
    db: impl PgExecutor<'_>,
    wanted: &Wanted,
) -> sqlx::Result<Vec<((Noun, i64), String)>> {
    let rows = query!(
        r#"select 'organisations' as "noun!", id as "id!", name as "name!" from organisations where id = any ($1)
           union all select 'users', id, login from users where id = any ($2)
           union all select 'products', id, name from products where id = any ($3)
           union all select 'zones', z.id, e.ordinal::text from zones z join editions e on e.id = z.edition_id where z.id = any ($4)
           union all select 'booths', id, code from booths where id = any ($5)
           union all select 'certifications', id, number from certifications where id = any ($6)"#,
        &wanted.records(Noun::Organisations),
        &wanted.records(Noun::Users),
        &wanted.records(Noun::Products),
        &wanted.records(Noun::Zones),
        &wanted.records(Noun::Booths),
        &wanted.records(Noun::Certifications)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some(((row.noun.parse().ok()?, row.id), row.name)))
        .collect())
}
