//! The acts of booths and of the office: one transaction each: lock the booth, then its report;
//! rule, write, trail, message.

mod confirming;
mod correcting;
mod reporting;
mod telling;

pub use confirming::{confirm, confirm_usual, take_back};
pub use correcting::{Correction, ask, correct};
pub use reporting::{Reporting, report};

use super::{
    model::{Line, Report, trail::REPORTS},
    store::reading::{self, Which},
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    identity::model::Viewer,
    values::{
        ids::{OnsiteReportId, Seen},
        lang::Lang,
        quantity, spoken,
    },
};
use rust_decimal::Decimal;
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such report")]
    NotFound,
    /// Somebody acted on it since it was seen.
    #[error("not as it was seen")]
    Stale,
    /// Confirmed already, or not yet.
    #[error("not in this state")]
    WrongState,
    /// By the person who entered it.
    #[error("entered by the same person")]
    OwnEntry,
    /// Confirmed in a month that is over.
    #[error("its month is published")]
    Published,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Locked within the viewer's reach, as it was seen.
async fn locked(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<OnsiteReportId>,
) -> Result<Report, Refusal> {
    let banner = viewer.scope.banner().map(|code| code.as_str());
    let which = Which::One(seen.id, banner);
    let found = reading::report(&mut *connection, which).await?.ok_or(Refusal::NotFound)?;
    reading::lock_booth(&mut *connection, found.exhibitor_id).await?;
    let report = reading::report(connection, which).await?.ok_or(Refusal::NotFound)?;
    if report.version == seen.version { Ok(report) } else { Err(Refusal::Stale) }
}

/// Where somebody acts for the booth, the trail says so.
async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    report: &Report,
    (act, changes): (Act, Changes),
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, act, &REPORTS, report.id, label(report))
        .with(changes)
        .acting_for(report.organisation_id, viewer.scope.organisation());
    audit::store::record(connection, &event).await
}

/// `木凯滩合作社，第 1 天`
fn label(report: &Report) -> String {
    format!("{}，第 {} 天", report.organisation, report.fair_day)
}

/// `木凯滩土鸡蛋 46盘 1840元`, as the trail keeps it.
fn line_text((name, category): (Option<&str>, &str), sold: Option<(Decimal, &str)>) -> String {
    let name = name.or_else(|| crate::products::model::Category::named(category, Lang::Zh));
    let name = name.unwrap_or(category);
    match sold {
        Some((sold, unit)) => {
            format!("{name} {}{}", spoken::plain(sold, 3), quantity::symbol(unit, Lang::Zh))
        }
        None => name.to_string(),
    }
}

fn text_of(line: &Line) -> String {
    let sold = line.quantity.zip(line.unit_code.as_deref());
    let text = line_text((line.name.as_deref(), &line.category_code), sold);
    format!("{text} {}元", line.amount.normalize())
}

fn text_of_all(report: &Report) -> String {
    report.lines.iter().map(text_of).collect::<Vec<_>>().join("；")
}
