//! Reports confirmed, and confirmations taken back.

use super::{Refusal, locked, record, telling};
use crate::{
    audit::model::{Act, Changes},
    identity::model::Viewer,
    sales::{
        model::{
            Report,
            usual::{self, Place},
        },
        store::{reading, writing},
    },
    values::{
        day::last_ended_month,
        ids::{OnsiteReportId, Seen},
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

pub async fn confirm(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<OnsiteReportId>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let report = locked(&mut tx, viewer, seen).await?;
    confirm_locked(&mut tx, viewer, &report, today).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn confirm_locked(
    connection: &mut PgConnection,
    viewer: &Viewer,
    report: &Report,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if !report.is_waiting() {
        return Err(Refusal::WrongState);
    }
    if report.is_entered_by(viewer.user) {
        return Err(Refusal::OwnEntry);
    }
    writing::confirm(&mut *connection, report, today, &viewer.name).await?;
    let changes = Changes::default().field("confirmed_on", None, Some(&today.to_string())).field(
        "amount",
        None,
        Some(&report.total().normalize().to_string()),
    );
    record(connection, viewer, report, (Act::Change, changes)).await?;
    Ok(())
}

/// Those that are still as they were seen, within the usual range, and without an open question.
/// Returns how many.
pub async fn confirm_usual(
    pool: &PgPool,
    viewer: &Viewer,
    picks: &[Seen<OnsiteReportId>],
    today: NaiveDate,
) -> Result<usize, Refusal> {
    let mut done = 0;
    let mut tx = pool.begin().await?;
    let mut known = None;
    for seen in picks {
        let report = match locked(&mut tx, viewer, *seen).await {
            Ok(report) => report,
            Err(Refusal::Stale | Refusal::NotFound) => continue,
            Err(refusal) => return Err(refusal),
        };
        let usual = match known.take() {
            Some((edition, usual)) if edition == report.edition_id => usual,
            _ => reading::usual_before(&mut *tx, report.edition_id).await?,
        };
        let range = usual::of(&usual, report.leading());
        let is_usual = range.is_some_and(|range| range.place(report.total()) == Place::Within);
        known = Some((report.edition_id, usual));
        if !is_usual || report.has_open_question() {
            continue;
        }
        match confirm_locked(&mut tx, viewer, &report, today).await {
            Ok(()) => done += 1,
            Err(Refusal::WrongState | Refusal::OwnEntry) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    tx.commit().await?;
    Ok(done)
}

/// Only until the month of the confirmation is over: then it is part of a published sum.
pub async fn take_back(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<OnsiteReportId>,
    reason: &str,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let report = locked(&mut tx, viewer, seen).await?;
    if !report.is_settled() {
        return Err(Refusal::WrongState);
    }
    if !report.may_be_taken_back(today) {
        return Err(Refusal::Published);
    }
    writing::take_back(&mut tx, &report, last_ended_month(today)).await?;
    let confirmed = report.lines.iter().filter_map(|line| line.confirmed_on).max();
    let changes = Changes::default()
        .field("confirmed_on", confirmed.map(|day| day.to_string()).as_deref(), None)
        .field("reason", None, Some(reason));
    record(&mut tx, viewer, &report, (Act::Change, changes)).await?;
    telling::taken_back(&mut tx, &report, reason).await?;
    tx.commit().await?;
    Ok(())
}
