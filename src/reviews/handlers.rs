//! The pages on which records are reviewed, and what is decided on them.

pub mod selection;

use super::{
    actions::{self, Refusal, Reviewable, Reviewer},
    model::Decision,
    views::{Act, Index, Show, Subject, Text, bulk_acts},
};
use crate::{
    audit,
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    ui::{
        lists::Listing,
        table::{self, Table, export::OfficeList},
    },
    values::{coded::Coded, ids::Seen},
    web::{
        body::Form,
        declaration::desk::{Group, Hit, both},
        flash::{Flash, shared},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::{ReasonForm, Unreasoned},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use sqlx::PgPool;

/// A noun's list and page for those who review it.
pub trait ReviewPage: Reviewable + OfficeList<Row = Self> {
    type View: Template;
    /// What the list is called.
    const NAME: Text;
    /// One of its records, and several.
    const COUNTED: (&'static str, &'static str, &'static str);
    /// What the list is searched by.
    const PLACEHOLDER: Text;
    /// Where the next that waits is found.
    const QUEUE: &'static str;
    /// What to write where a decision needs a sentence.
    const SENTENCE: Text = (
        "请说明需要修改的内容，不超过 200 个字",
        "Say what to correct, in 200 characters or fewer",
    );
    const ACTS: &'static [Act];

    /// Those of the ids that the viewer's scope has.
    fn picked(
        pool: &PgPool,
        viewer: &Viewer,
        ids: &[i64],
    ) -> impl Future<Output = sqlx::Result<Vec<Self>>> + Send;

    fn view(
        self,
        app: &App,
        asked: OfficePage,
        unreasoned: Unreasoned,
    ) -> impl Future<Output = Result<Self::View, Problem>> + Send;

    fn path(&self) -> String;

    /// Among others that were ticked.
    fn full_name(&self) -> String;

    /// What is said to who decided.
    fn flash(decision: Decision<'_>) -> Flash;

    /// Where who decided goes on.
    fn next(&self) -> String {
        Self::QUEUE.to_string()
    }

    /// The record as it is now, to somebody whose decision was refused: what is said, and where.
    fn after_refusal(&self, _: &Refusal) -> (Flash, String) {
        (shared::WRONG_STATE, self.path())
    }
}

crate::unexplained!(Refusal: Database);

/// The results of the office's search: `said` gives the name of a record and what stands beside it.
pub fn found<R: ReviewPage>(rows: &[R], said: impl Fn(&R) -> (String, String)) -> Vec<Group> {
    Group::of(R::NAME, (R::PATH, ""), rows, |row| {
        let (name, beside) = said(row);
        Hit { name, path: row.path(), beside, state: both(|lang| row.state().name(lang)) }
    })
}

/// The list, as narrowed and counted before.
pub async fn index<R: ReviewPage>(
    app: &App,
    OfficePage { page, office }: OfficePage,
    list: Listing,
    rows: &[R],
) -> Result<Response, Problem> {
    let saved = table::saved(app, &page, &office).await?;
    let table = Table::new(&page, page.t(R::NAME.0, R::NAME.1), R::COLUMNS, rows)
        .with_saved(&saved)
        .acting(bulk_acts(&page, &office, R::ACTS), rows, |row| row.id().into())
        .render()?;
    let (name, counted, placeholder) = (R::NAME, R::COUNTED, R::PLACEHOLDER);
    render(&Index { page, office, list, name, counted, placeholder, table })
}

/// The page of a record, for a noun that has no page of its own for it.
pub async fn page<R: ReviewPage>(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: &R,
    subject: Subject,
    Unreasoned { typed: reason, errors }: Unreasoned,
) -> Result<Show, Problem> {
    let history = audit::history(app, &page, R::RECORD, record.id()).await?;
    Ok(Show {
        list: (R::NAME, R::PATH),
        path: record.path(),
        state: record.state().name(page.lang),
        version: record.version(),
        may_approve: record.after(&office.viewer, Decision::Approve).is_some(),
        may_revoke: record.after(&office.viewer, Decision::Revoke("")).is_some(),
        page,
        office,
        subject,
        history,
        reason,
        errors,
    })
}

async fn load<R: ReviewPage>(app: &App, viewer: &Viewer, id: &str) -> Result<R, Problem> {
    let id: R::Id = id.parse().map_err(|()| Problem::NotFound)?;
    find(app, viewer, id).await
}

async fn find<R: ReviewPage>(app: &App, viewer: &Viewer, id: R::Id) -> Result<R, Problem> {
    R::picked(app.pool(), viewer, &[id.into()]).await?.pop().ok_or(Problem::NotFound)
}

pub async fn show<R: ReviewPage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let record = load::<R>(&app, &office.viewer, &id).await?;
    render(&record.view(&app, OfficePage { page, office }, Default::default()).await?)
}

pub async fn recommend<R: ReviewPage>(
    app: State<App>,
    page: Page,
    office: Office,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<Response, Problem> {
    wordless::<R>(app, OfficePage { page, office }, id, form, Decision::Recommend).await
}

pub async fn approve<R: ReviewPage>(
    app: State<App>,
    page: Page,
    office: Office,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<Response, Problem> {
    wordless::<R>(app, OfficePage { page, office }, id, form, Decision::Approve).await
}

pub async fn check_in<R: ReviewPage>(
    app: State<App>,
    page: Page,
    office: Office,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<Response, Problem> {
    wordless::<R>(app, OfficePage { page, office }, id, form, Decision::CheckIn).await
}

async fn wordless<R: ReviewPage>(
    State(app): State<App>,
    asked: OfficePage,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
    decision: Decision<'_>,
) -> Result<Response, Problem> {
    let record = load::<R>(&app, &asked.office.viewer, &id).await?;
    decide(&app, &asked, &record, form.version(), decision).await
}

/// What waits is returned, what was approved is revoked.
pub async fn return_or_revoke<R: ReviewPage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record = load::<R>(&app, &office.viewer, &id).await?;
    let Some(reason) = form.sentence() else {
        let unreasoned = form.missing(&page, "reason", R::SENTENCE);
        return refused(&record.view(&app, OfficePage { page, office }, unreasoned).await?);
    };
    let may_revoke = record.after(&office.viewer, Decision::Revoke(&reason)).is_some();
    let decision = if may_revoke { Decision::Revoke(&reason) } else { Decision::Return(&reason) };
    decide(&app, &OfficePage { page, office }, &record, form.version(), decision).await
}

async fn decide<R: ReviewPage>(
    app: &App,
    OfficePage { page, office }: &OfficePage,
    record: &R,
    version: i32,
    decision: Decision<'_>,
) -> Result<Response, Problem> {
    let reviewer = Reviewer { pool: app.pool(), viewer: &office.viewer, today: page.today };
    let seen = Seen { id: record.id(), version };
    match actions::decide::<R>(&reviewer, seen, decision).await {
        Ok(()) => Ok(R::flash(decision).at(&page.href(record.next()))),
        Err(refusal @ (Refusal::WrongState | Refusal::Conflict)) => {
            let now: R = find(app, &office.viewer, record.id()).await?;
            let (flash, path) = now.after_refusal(&refusal);
            Ok(flash.at(&page.href(path)))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
