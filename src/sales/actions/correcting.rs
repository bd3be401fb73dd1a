//! Reports asked about, and amounts corrected.

use super::{Refusal, confirming::confirm_locked, locked, record, telling, text_of};
use crate::{
    audit::model::{Act, Changes},
    identity::model::Viewer,
    sales::{
        model::{Line, Report},
        store::{reading, reading::Which, writing},
    },
    values::ids::{OnsiteReportId, OnsiteSaleId, Seen},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::PgPool;

/// The booth answers by changing the report, or by a note.
pub async fn ask(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<OnsiteReportId>,
    question: &str,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let report = locked(&mut tx, viewer, seen).await?;
    // What is confirmed is taken back first.
    if report.is_settled() {
        return Err(Refusal::WrongState);
    }
    writing::ask(&mut tx, report.id, question).await?;
    let changes = Changes::default().field("question", None, Some(question));
    record(&mut tx, viewer, &report, (Act::Change, changes)).await?;
    telling::asked(&mut tx, &report, question).await?;
    tx.commit().await?;
    Ok(())
}

/// Amounts by line, in yuan; those that stay may be among them.
pub struct Correction<'a> {
    pub amounts: &'a [(OnsiteSaleId, Decimal)],
    pub reason: &'a str,
    /// And confirmed at once.
    pub confirms: bool,
}

impl Correction<'_> {
    fn changed<'a>(&self, report: &'a Report) -> Vec<(&'a Line, Decimal)> {
        let new = |line: &Line| self.amounts.iter().find(|(id, _)| *id == line.id());
        let changed = |line: &'a Line| {
            let (_, amount) = new(line)?;
            (*amount != line.amount).then_some((line, *amount))
        };
        report.lines.iter().filter_map(changed).collect()
    }
}

pub async fn correct(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<OnsiteReportId>,
    correction: &Correction<'_>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let report = locked(&mut tx, viewer, seen).await?;
    let changed = correction.changed(&report);
    if changed.is_empty() {
        return Err(Refusal::WrongState);
    }
    if changed.iter().any(|(line, _)| line.is_published(today)) {
        return Err(Refusal::Published);
    }
    let amounts: Vec<(OnsiteSaleId, Decimal)> =
        changed.iter().map(|(line, amount)| (line.id(), *amount)).collect();
    writing::correct(&mut tx, &report, &amounts, correction.reason).await?;
    let after = reading::report(&mut *tx, Which::One(report.id, None)).await?;
    let after = after.ok_or(Refusal::NotFound)?;
    for (line, amount) in &changed {
        let changes = Changes::default()
            .field("line", None, Some(&text_of(line)))
            .field(
                "amount",
                Some(&line.amount.normalize().to_string()),
                Some(&amount.normalize().to_string()),
            )
            .field("reason", None, Some(correction.reason));
        record(&mut tx, viewer, &after, (Act::Change, changes)).await?;
    }
    if correction.confirms {
        confirm_locked(&mut tx, viewer, &after, today).await?;
    }
    telling::corrected(&mut tx, (&report, &after), correction.reason).await?;
    tx.commit().await?;
    Ok(())
}
