//! A file becomes an import: read, checked row by row against the records, and stored with the
//! result of each row. Nothing else is written.

use super::Refusal;
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    identity::model::Viewer,
    imports::{
        model::{
            Counts, Import, Kind, State,
            columns::Arrangement,
            exhibitor::ZoneName,
            judging::{self, Judge, Names, Read, Typed},
            reading,
            sheet::Unreadable,
            trail::IMPORTS,
            verdict::{Context, Verdict},
        },
        store::{self, NewRow},
    },
    places::{self, model::gazetteer::Gazetteer},
    submissions::{self, model::Submission},
    values::ids::{EditionId, ImportId},
};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgPool};

/// Rows per lookup statement.
const AT_ONCE: usize = 1000;

pub struct Bringing<'a> {
    pub viewer: &'a Viewer,
    pub is_organisers: bool,
    pub kind: Kind,
    pub edition: Option<EditionId>,
    /// The name from the browser.
    pub file_name: String,
    /// Sent twice it is one import.
    pub form: &'a Submission,
}

pub async fn bring(
    pool: &PgPool,
    bringing: &Bringing<'_>,
    bytes: Vec<u8>,
) -> Result<ImportId, Refusal> {
    let places = places::store::gazetteer(pool).await?;
    let zones = store::zones(pool, bringing.edition).await?;
    let rows = read(bringing.kind, bytes, places, zones).await?;
    let context = Context {
        kind: bringing.kind,
        edition: bringing.edition,
        scope: bringing.viewer.scope.banner().cloned(),
        is_organisers: bringing.is_organisers,
    };
    let mut tx = pool.begin().await?;
    store::take_time(&mut tx).await?;
    let verdicts = judge(&mut tx, &rows, &context).await?;
    let fates: Vec<_> = verdicts.iter().map(|verdict| verdict.fate).collect();
    let import = import(bringing, &context, store::counted(&fates));
    // As late as possible: a concurrent sending waits from here on.
    if let Some(id) = submissions::store::claim(&mut tx, IMPORTS.code, bringing.form).await? {
        return Ok(ImportId(id));
    }
    let id = store::insert(&mut tx, &import, bringing.viewer.user).await?;
    submissions::store::complete(&mut tx, IMPORTS.code, bringing.form, id.0).await?;
    keep(&mut tx, id, &rows, &verdicts).await?;
    let actor = bringing.viewer.actor();
    let event =
        NewEvent::new(&actor, Act::Create, &IMPORTS, id, &*import.file_name).with(summary(&import));
    audit::store::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(id)
}

/// On its own thread: the file is untrusted, and a failing reader affects nobody else.
async fn read(
    kind: Kind,
    bytes: Vec<u8>,
    places: Gazetteer,
    zones: Vec<ZoneName>,
) -> Result<Vec<Read>, Refusal> {
    let reading = tokio::task::spawn_blocking(move || {
        let sheet = reading::read(&bytes).map_err(Refusal::Unreadable)?;
        let arrangement = Arrangement::of(kind, &sheet.heads).map_err(Refusal::Heads)?;
        Ok(judging::read(kind, &sheet, &arrangement, &Names { places: &places, zones: &zones }))
    });
    reading.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a sheet broke its reader");
        Err(Refusal::Unreadable(Unreadable::Damaged))
    })
}

async fn judge(
    connection: &mut PgConnection,
    rows: &[Read],
    context: &Context,
) -> sqlx::Result<Vec<Verdict>> {
    let mut judge = Judge::default();
    let mut verdicts = Vec::with_capacity(rows.len());
    for some in rows.chunks(AT_ONCE) {
        let typed: Vec<&Typed> = some.iter().filter_map(|row| row.typed.as_ref()).collect();
        let records = store::records(connection, &typed, context).await?;
        verdicts.extend(some.iter().map(|row| judge.verdict(row, &records, context)));
    }
    Ok(verdicts)
}

async fn keep(
    connection: &mut PgConnection,
    id: ImportId,
    rows: &[Read],
    verdicts: &[Verdict],
) -> sqlx::Result<()> {
    let row = |(read, verdict)| new_row(read, verdict);
    let rows: Vec<NewRow<'_>> = rows.iter().zip(verdicts).map(row).collect();
    for some in rows.chunks(AT_ONCE) {
        store::insert_rows(connection, id, some).await?;
    }
    Ok(())
}

fn new_row<'a>(read: &'a Read, verdict: &Verdict) -> NewRow<'a> {
    let row = read.typed.as_ref().map_or(Value::Null, |typed| json!(typed));
    NewRow {
        place: read.place,
        fate: verdict.fate.code(),
        label: &read.label,
        row,
        differences: verdict.differences(),
        reasons: json!(verdict.reasons),
    }
}

fn import(bringing: &Bringing<'_>, context: &Context, counts: Counts) -> Import {
    Import {
        id: ImportId(0),
        kind: bringing.kind,
        edition_id: bringing.edition,
        edition: None,
        banner: context.scope.clone(),
        is_organisers: bringing.is_organisers,
        file_name: bringing.file_name.clone(),
        state: State::Previewed,
        by: bringing.viewer.name.clone(),
        brought_at: chrono::DateTime::default(),
        counts,
        is_running: false,
        started_at: None,
        rows_done: 0,
        applied_at: None,
        outdated_row: None,
    }
}

/// The entry in the trail: how many rows of each result.
pub fn summary(import: &Import) -> Changes {
    let counts = &import.counts;
    let numbers = [
        ("new", counts.new),
        ("changed", counts.changed),
        ("unchanged", counts.unchanged),
        ("refused", counts.refused),
    ];
    let changes = Changes::default().field("kind", None, Some(import.kind.code()));
    numbers
        .iter()
        .fold(changes, |changes, (name, n)| changes.field(name, None, Some(&n.to_string())))
}
