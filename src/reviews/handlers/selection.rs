//! Several records decided at once, after a page has said what would become of each.

use super::ReviewPage;
use crate::{
    http::{problem::Problem, state::App},
    reviews::{
        actions::{self, Refusal, Reviewer},
        views::Act,
    },
    values::{coded::Coded, ids::Seen},
    web::{
        body::Form,
        flash::shared,
        office::{Office, OfficePage},
        page::{Page, refused, render},
        query::BadQuery,
        reason::{ReasonForm, Unreasoned},
        selection::{AskedReason, Picks, Preview, SelectionForm, Ticked},
    },
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};

/// A list with a single act need not name it.
fn act<R: ReviewPage>(code: Option<&str>) -> Result<&'static Act, Problem> {
    let named = match R::ACTS {
        [only] => Some(only),
        acts => acts.iter().find(|act| Some(act.code) == code),
    };
    named.ok_or_else(|| Problem::BadQuery(BadQuery::Value { name: "act".into() }))
}

pub async fn show<R: ReviewPage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let act = act::<R>(page.query.get("act"))?;
    let picks = Picks::of_query(raw.as_deref());
    if picks.0.is_empty() {
        return Ok(shared::NOTHING_TICKED.at(&page.href(R::PATH)));
    }
    let view = preview::<R>(&app, OfficePage { page, office }, act, &picks, Unreasoned::default());
    render(&view.await?)
}

async fn preview<R: ReviewPage>(
    app: &App,
    OfficePage { page, office }: OfficePage,
    act: &'static Act,
    picks: &Picks,
    Unreasoned { typed, errors }: Unreasoned,
) -> Result<Preview, Problem> {
    let records = R::picked(app.pool(), &office.viewer, &picks.ids()).await?;
    let ticked = |record: &R| Ticked {
        pick: format!("{}:{}", record.id(), record.version()),
        name: record.full_name(),
        path: record.path(),
        state: record.state().name(page.lang).to_string(),
        after: record
            .after(&office.viewer, act.decision)
            .map(|state| state.name(page.lang).to_string()),
    };
    Ok(Preview {
        ticked: records.iter().map(ticked).collect(),
        list: (page.t(R::NAME.0, R::NAME.1).to_string(), R::PATH),
        act: act.code,
        label: page.t(act.label.0, act.label.1).to_string(),
        asked: act.decision.note().map(|_| AskedReason {
            typed,
            label: page.t("退回原因", "Reason for return").to_string(),
            hint: page.t(act.hint.0, act.hint.1).to_string(),
        }),
        page,
        office,
        errors,
    })
}

pub async fn decide<R: ReviewPage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<SelectionForm>,
) -> Result<Response, Problem> {
    let act = act::<R>(Some(&form.act))?;
    let picks = form.picks();
    let form = ReasonForm { reason: form.reason, ..ReasonForm::default() };
    let reason = form.sentence();
    if act.decision.note().is_some() && reason.is_none() {
        let unreasoned = form.missing(&page, "reason", R::SENTENCE);
        return refused(
            &preview::<R>(&app, OfficePage { page, office }, act, &picks, unreasoned).await?,
        );
    }
    let decision = act.decision.with_note(reason.as_deref().unwrap_or_default());
    let reviewer = Reviewer { pool: app.pool(), viewer: &office.viewer, today: page.today };
    let mut done = 0;
    for (id, version) in &picks.0 {
        let seen = Seen { id: R::Id::from(*id), version: *version };
        match actions::decide::<R>(&reviewer, seen, decision).await {
            Ok(()) => done += 1,
            Err(Refusal::Database(error)) => return Err(error.into()),
            // Decided or changed meanwhile: not counted.
            Err(_) => {}
        }
    }
    Ok(picks.said(done).at(&page.href(R::QUEUE)))
}
