//! A booth reports a day, or somebody does it for the booth.

use super::{Refusal, record, text_of_all};
use crate::{
    audit::model::{Act, Changes},
    identity::model::Viewer,
    sales::{
        model::{Report, Said, Taken, booth::Booth},
        store::{
            reading::{self, Which},
            writing::{self, Entered},
        },
    },
    submissions::{self, model::Submission},
    values::{ids::OnsiteReportId, lang::Lang},
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// What a form says, and who sends it.
pub struct Reporting<'a> {
    pub viewer: &'a Viewer,
    pub booth: &'a Booth,
    pub fair_day: i16,
    /// The calendar day.
    pub sold_on: NaiveDate,
    pub said: &'a Said,
    /// The version that the form began from; 0 without a report.
    pub version: i32,
}

const KIND: &str = "onsite_reports";

/// A form sent twice makes one report, and a later one takes the place of the earlier.
pub async fn report(
    pool: &PgPool,
    reporting: &Reporting<'_>,
    form: &Submission,
) -> Result<OnsiteReportId, Refusal> {
    let Reporting { viewer, booth, fair_day, sold_on, said, version } = *reporting;
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, KIND, form).await? {
        return Ok(OnsiteReportId(id));
    }
    reading::lock_booth(&mut tx, booth.exhibitor_id).await?;
    let which = Which::Of(booth.exhibitor_id, fair_day);
    let before = reading::report(&mut *tx, which).await?;
    if before.as_ref().is_some_and(Report::is_settled) {
        return Err(Refusal::WrongState);
    }
    if before.as_ref().map_or(0, |report| report.version) != version {
        return Err(Refusal::Stale);
    }
    let is_own = viewer.scope.organisation() == Some(booth.organisation_id);
    let entered = Entered {
        exhibitor: booth.exhibitor_id,
        fair_day,
        sold_on,
        by: viewer.user,
        is_on_behalf: !is_own,
        said,
    };
    let id = writing::put(&mut tx, &entered).await?;
    submissions::store::complete(&mut tx, KIND, form, id.0).await?;
    let after = reading::report(&mut *tx, which).await?.ok_or(Refusal::NotFound)?;
    let act = if before.is_some() { Act::Change } else { Act::Create };
    record(&mut tx, viewer, &after, (act, changes(before.as_ref(), &after))).await?;
    tx.commit().await?;
    Ok(id)
}

/// A field of the trail, and what a report says of it.
type Told = (&'static str, fn(&Report) -> String);

const TOLD: [Told; 5] = [
    ("sold", text_of_all),
    ("amount", |report| report.total().normalize().to_string()),
    ("sold_nothing", |report| report.said_none.to_string()),
    ("taken", |report| {
        report.taken.iter().map(|way| Taken::name(*way, Lang::Zh)).collect::<Vec<_>>().join("、")
    }),
    ("note", |report| report.note.clone().unwrap_or_default()),
];

fn changes(before: Option<&Report>, after: &Report) -> Changes {
    TOLD.into_iter().fold(Changes::default(), |changes, (name, text)| {
        let filled = |text: &String| !text.is_empty();
        let before = before.map(text).filter(filled);
        let after = Some(text(after)).filter(filled);
        changes.field(name, before.as_deref(), after.as_deref())
    })
}
