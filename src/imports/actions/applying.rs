//! An import is written as a whole or not at all: one transaction, which ends with its session. It
//! holds the lock of the import meanwhile, so nothing needs to be cleaned up after a server was
//! killed.

use super::{Hand, Refusal, bringing::summary, deals, exhibitors, judged::Judged, lock, products};
use crate::{
    applications,
    audit::{
        self,
        model::{Act, NewEvent},
    },
    fairs::model::EditionState,
    identity::model::Viewer,
    imports::{
        model::{
            Fate, Import, Kind, State,
            judging::{Records, Typed},
            trail::IMPORTS,
            verdict::Context,
        },
        store::{self, TypedRow},
    },
    projects,
    values::ids::ImportId,
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

/// Rows per statement; progress is reported after each batch.
const AT_ONCE: i64 = 500;

/// An import that only this transaction may write.
pub struct Applying {
    tx: Transaction<'static, Postgres>,
    pool: PgPool,
    viewer: Viewer,
    import: Import,
    today: NaiveDate,
}

pub async fn begin(
    pool: &PgPool,
    viewer: &Viewer,
    id: ImportId,
    today: NaiveDate,
) -> Result<Applying, Refusal> {
    let mut tx = pool.begin().await?;
    match held(&mut tx, viewer, id).await {
        Ok(import) => {
            store::begin_progress(pool, id).await?;
            Ok(Applying { tx, pool: pool.clone(), viewer: viewer.clone(), import, today })
        }
        Err(refusal) => {
            // Released now, not when the connection is used again: the next caller finds the lock
            // free.
            tx.rollback().await?;
            Err(refusal)
        }
    }
}

/// The import, under its lock, if it can be written.
async fn held(
    connection: &mut PgConnection,
    viewer: &Viewer,
    id: ImportId,
) -> Result<Import, Refusal> {
    let import = lock(connection, viewer, id).await?;
    let counts = &import.counts;
    if import.state != State::Previewed || counts.refused > 0 || counts.new + counts.changed == 0 {
        return Err(Refusal::WrongState);
    }
    let Some(edition) = import.edition_id else { return Ok(import) };
    if import.kind == Kind::Deals {
        // The stronger lock of the desk first, so that none is raised later.
        projects::store::deals::sheets::hold(connection, edition).await?;
    }
    match applications::store::hold_edition(connection, edition).await? {
        Some(EditionState::Closed) | None => Err(Refusal::Closed),
        Some(_) => Ok(import),
    }
}

impl Applying {
    /// Runs to its end. Errors are logged, and the import can be tried again.
    pub async fn run(mut self) {
        let id = self.import.id;
        match self.write().await {
            Ok(None) => match self.tx.commit().await {
                Ok(()) => {
                    let rows = self.import.counts.total();
                    tracing::info!(import = %id, rows, "an import is written")
                }
                Err(error) => tracing::error!(import = %id, %error, "an import was not written"),
            },
            Ok(Some(place)) => {
                // Reported before the lock is released, so that nobody sees an import that seems
                // interrupted.
                let said = store::set_outdated(&self.pool, id, place).await;
                if let Err(error) = said.and(self.tx.rollback().await) {
                    tracing::error!(import = %id, %error, "an outdated import could not be marked");
                }
            }
            Err(error) => tracing::error!(import = %id, %error, "an import was not written"),
        }
    }

    fn context(&self) -> Context {
        Context {
            kind: self.import.kind,
            edition: self.import.edition_id,
            scope: self.import.banner.clone(),
            is_organisers: self.import.is_organisers,
        }
    }

    /// The position of a row whose result differs from the preview.
    async fn write(&mut self) -> sqlx::Result<Option<i32>> {
        store::take_time(&mut self.tx).await?;
        let (mut after, mut done) = (0, 0);
        loop {
            let rows = store::typed_rows(&mut self.tx, self.import.id, after, AT_ONCE).await?;
            let Some(last) = rows.last() else { break };
            after = last.place;
            if let Some(place) = self.write_some(&rows).await? {
                return Ok(Some(place));
            }
            done += i32::try_from(rows.len()).unwrap_or_default();
            // Only a progress report: without a connection for it, the writing goes on.
            if let Err(error) = store::note_progress(&self.pool, self.import.id, done).await {
                tracing::warn!(%error, "the progress of an import is not told");
            }
        }
        self.arrange().await?;
        let actor = self.viewer.actor();
        let event =
            NewEvent::new(&actor, Act::Import, &IMPORTS, self.import.id, &*self.import.file_name)
                .with(summary(&self.import));
        audit::store::record(&mut self.tx, &event).await?;
        store::set_applied(&mut self.tx, self.import.id, done).await?;
        Ok(None)
    }

    async fn write_some(&mut self, rows: &[TypedRow]) -> sqlx::Result<Option<i32>> {
        let context = self.context();
        let typed: Vec<&Typed> = rows.iter().map(|row| &row.typed).collect();
        store::hold(&mut self.tx, &typed, &context).await?;
        let records = store::records(&mut self.tx, &typed, &context).await?;
        let judged = match judged(rows, &records, &context) {
            Ok(judged) => judged,
            Err(place) => return Ok(Some(place)),
        };
        let actor = self.viewer.actor();
        let hand = Hand {
            actor: &actor,
            user: self.viewer.user,
            edition: self.import.edition_id.zip(self.import.edition),
            today: self.today,
            is_organisers: self.import.is_organisers,
        };
        exhibitors::write(&mut self.tx, &hand, &judged).await?;
        products::write(&mut self.tx, &hand, &judged).await?;
        deals::write(&mut self.tx, &hand, &judged).await?;
        Ok(None)
    }

    /// Deals stand in the order of the whole sheet, whose unchanged rows have their positions too.
    async fn arrange(&mut self) -> sqlx::Result<()> {
        let (Kind::Deals, Some(edition)) = (self.import.kind, self.import.edition_id) else {
            return Ok(());
        };
        let rows = store::typed_rows(&mut self.tx, self.import.id, 0, i64::MAX).await?;
        let rows: Vec<Typed> = rows.into_iter().map(|row| row.typed).collect();
        let context = self.context();
        deals::arrange(&mut self.tx, edition, &context, &rows).await
    }
}

/// The rows with something to write; or the position of one whose result differs from the preview.
fn judged<'a>(
    rows: &'a [TypedRow],
    records: &'a Records,
    context: &Context,
) -> Result<Vec<Judged<'a>>, i32> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let meant = row.typed.meant(records, context).map_err(|_| row.place)?;
        let verdict = row.typed.judge(&meant, records, context);
        if verdict.fate.code() != row.fate || verdict.differences() != row.differences {
            return Err(row.place);
        }
        if verdict.fate != Fate::Unchanged {
            all.push(Judged { typed: &row.typed, meant, verdict });
        }
    }
    Ok(all)
}
