//! Imports as listed and shown.

use super::LOCKS;
use crate::{
    imports::model::{Counts, Fate, Import, Reason, Row, exhibitor::ZoneName, judging::Typed},
    values::{
        facet::FacetCount,
        ids::{EditionId, ImportId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool, query, query_as, types::Json};

struct Found {
    id: ImportId,
    kind: String,
    edition_id: Option<EditionId>,
    edition: Option<i16>,
    banner_code: Option<PlaceCode>,
    is_organisers: bool,
    file_name: String,
    state: String,
    by: String,
    brought_at: DateTime<Utc>,
    new_rows: i32,
    changed_rows: i32,
    unchanged_rows: i32,
    refused_rows: i32,
    is_running: bool,
    started_at: Option<DateTime<Utc>>,
    rows_done: i32,
    applied_at: Option<DateTime<Utc>>,
    outdated_row: Option<i32>,
}

fn unknown(word: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("an import has no {word}").into())
}

impl TryFrom<Found> for Import {
    type Error = sqlx::Error;

    fn try_from(row: Found) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.id,
            kind: row.kind.parse().map_err(|()| unknown(&row.kind))?,
            edition_id: row.edition_id,
            edition: row.edition,
            banner: row.banner_code,
            is_organisers: row.is_organisers,
            file_name: row.file_name,
            state: row.state.parse().map_err(|()| unknown(&row.state))?,
            by: row.by,
            brought_at: row.brought_at,
            counts: Counts {
                new: row.new_rows,
                changed: row.changed_rows,
                unchanged: row.unchanged_rows,
                refused: row.refused_rows,
            },
            is_running: row.is_running,
            started_at: row.started_at,
            rows_done: row.rows_done,
            applied_at: row.applied_at,
            outdated_row: row.outdated_row,
        })
    }
}

/// `$1`: the banner of the user. A user without a banner sees all.
macro_rules! imports {
    ($tail:literal, $scope:expr $(, $more:expr)*) => {
        query_as!(
            Found,
            r#"select i.id as "id: _", i.kind, i.edition_id as "edition_id: _",
                      e.ordinal as "edition?", i.banner_code as "banner_code: _", i.is_organisers,
                      i.file_name, i.state, u.name as by, i.brought_at, i.new_rows, i.changed_rows,
                      i.unchanged_rows, i.refused_rows,
                      i.started_at, i.rows_done, i.applied_at, i.outdated_row,
                      exists (select from pg_locks l
                              where l.locktype = 'advisory' and l.granted and l.objsubid = 2
                                and l.database = (select oid from pg_database
                                    where datname = current_database())
                                and l.classid::bigint = $2::integer
                                and l.objid::bigint = i.id % 2147483647) as "is_running!"
               from imports i join users u on u.id = i.user_id left
               join editions e on e.id = i.edition_id
               where ($1::text is null or i.banner_code = $1) "#
                + $tail,
            $scope.map(PlaceCode::as_str),
            LOCKS
            $(, $more)*
        )
    };
}

/// The newest first.
pub async fn list(
    db: impl PgExecutor<'_>,
    scope: Option<&PlaceCode>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Import>> {
    let rows =
        imports!("order by i.brought_at desc, i.id desc limit $3 offset $4", scope, limit, offset);
    rows.fetch_all(db).await?.into_iter().map(Import::try_from).collect()
}

pub async fn counts(
    db: impl PgExecutor<'_>,
    scope: Option<&PlaceCode>,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!" from imports
           where $1::text is null or banner_code = $1"#,
        scope.map(PlaceCode::as_str)
    )
    .fetch_all(db)
    .await
}

pub async fn find(
    db: impl PgExecutor<'_>,
    scope: Option<&PlaceCode>,
    id: ImportId,
) -> sqlx::Result<Option<Import>> {
    imports!("and i.id = $3", scope, id.0)
        .fetch_optional(db)
        .await?
        .map(Import::try_from)
        .transpose()
}

/// For showing. A row is as of the beginning of the statement, a lock as of now. If an import ended
/// between the two it would seem interrupted, so it is read once more.
pub async fn look_at(
    pool: &PgPool,
    scope: Option<&PlaceCode>,
    id: ImportId,
) -> sqlx::Result<Option<Import>> {
    match find(pool, scope, id).await? {
        Some(import) if import.was_broken_off() => find(pool, scope, id).await,
        found => Ok(found),
    }
}

/// Rows to show, refused ones first.
pub async fn rows(
    db: impl PgExecutor<'_>,
    id: ImportId,
    fate: Option<Fate>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Row>> {
    let rows = query!(
        r#"select place, fate, label, differences, reasons as "reasons: Json<Vec<Reason>>"
           from import_rows
           where import_id = $1 and ($2::text is null or fate = $2)
           order by fate <> 'refused', place limit $3 offset $4"#,
        id.0,
        fate.map(Fate::code),
        limit,
        offset
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| {
        let fate = row.fate.parse().map_err(|()| unknown(&row.fate))?;
        Ok(Row {
            place: row.place,
            fate,
            label: row.label,
            differences: row.differences,
            reasons: row.reasons.0,
        })
    });
    rows.collect()
}

/// A row to be written, with its preview.
pub struct TypedRow {
    pub place: i32,
    pub fate: String,
    pub typed: Typed,
    pub differences: Value,
}

/// The next ones in order.
pub async fn typed_rows(
    connection: &mut PgConnection,
    id: ImportId,
    after: i32,
    limit: i64,
) -> sqlx::Result<Vec<TypedRow>> {
    let rows = query!(
        r#"select place, fate, row as "row!: Json<Typed>", differences from import_rows
           where import_id = $1 and place > $2 and row is not null order by place limit $3"#,
        id.0,
        after,
        limit
    );
    let rows = rows.fetch_all(connection).await?.into_iter();
    Ok(rows
        .map(|row| TypedRow {
            place: row.place,
            fate: row.fate,
            typed: row.row.0,
            differences: row.differences,
        })
        .collect())
}

pub async fn zones(
    db: impl PgExecutor<'_>,
    edition: Option<EditionId>,
) -> sqlx::Result<Vec<ZoneName>> {
    query_as!(
        ZoneName,
        "select code, name, name_en from zones where edition_id = $1 order by code",
        edition.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}
