//! Several records decided at once, after a page has said what would become of each.

use super::ReviewPage;
use crate::{
    http::{problem::Problem, state::App},
    reviews::{
        actions::{self, Refusal, Reviewer},
        views::Act,
    },
    values::coded::Coded,
    web::{
        body::Form,
        flash::shared,
        forms::{DecisionForm, Errors},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        query::BadQuery,
        selection::{Picks, Preview, SelectionForm, Ticked, Word},
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
    let typed = (String::new(), Errors::default());
    render(&preview::<R>(&app, OfficePage { page, office }, act, &picks, typed).await?)
}

async fn preview<R: ReviewPage>(
    app: &App,
    OfficePage { page, office }: OfficePage,
    act: &'static Act,
    picks: &Picks,
    (typed, errors): (String, Errors),
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
        word: act.decision.note().map(|_| Word {
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
    let typed = DecisionForm { note: form.word, ..DecisionForm::default() };
    let note = typed.word();
    if act.decision.note().is_some() && note.is_none() {
        let errors = Errors::one(
            "word",
            page.t("退回原因", "Reason for return"),
            page.t(R::SENTENCE.0, R::SENTENCE.1),
        );
        let typed = (typed.note, errors);
        return refused(
            &preview::<R>(&app, OfficePage { page, office }, act, &picks, typed).await?,
        );
    }
    let decision = act.decision.with_note(note.as_deref().unwrap_or_default());
    let reviewer = Reviewer { pool: app.pool(), viewer: &office.viewer, today: page.today };
    let mut done = 0;
    for (id, version) in &picks.0 {
        match actions::decide::<R>(&reviewer, (R::Id::from(*id), *version), decision).await {
            Ok(()) => done += 1,
            Err(Refusal::Database(error)) => return Err(error.into()),
            // Decided or changed meanwhile: not counted.
            Err(_) => {}
        }
    }
    Ok(picks.said(done).at(&page.href(R::QUEUE)))
}
