//! Several applications recommended or approved at once.

use super::review::scope;
use crate::{
    applications::{
        actions::{self, Decision, Refusal},
        model::Application,
        store,
    },
    exhibitors::model::ExhibitorState,
    kit::{
        body::Form,
        forms::Errors,
        office::Office,
        page::{Page, render},
        problem::Problem,
        query::BadQuery,
        said::Said,
        selection::{Picks, Preview, SelectionForm, Ticked},
        state::App,
    },
    values::ids::ExhibitorId,
};
use axum::{
    extract::{RawQuery, State as Shared},
    response::Response,
};

const LIST: &str = "/admin/applications";

/// What was pressed, what comes of it, and what it is called.
fn act(
    code: &str,
    page: &Page,
) -> Result<(&'static str, Decision<'static>, ExhibitorState, String), Problem> {
    match code {
        "recommend" => Ok((
            "recommend",
            Decision::Recommend,
            ExhibitorState::Recommended,
            page.t("推荐", "Recommend").into(),
        )),
        "approve" => Ok((
            "approve",
            Decision::Approve,
            ExhibitorState::Approved,
            page.t("批准", "Approve").into(),
        )),
        _ => Err(Problem::BadQuery(BadQuery::Value { name: "act".into() })),
    }
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let (act, decision, state, label) = act(page.query.get("act").unwrap_or_default(), &page)?;
    let picks = Picks::of_query(raw.as_deref());
    if picks.0.is_empty() {
        return Ok(Said::NothingTicked.at(&page.href(LIST)));
    }
    let applications = store::picked(app.pool(), &scope(&office.viewer), &picks.ids()).await?;
    let after = |one: &Application| {
        decision.is_open_to(&office.viewer, one).then(|| state.name(page.lang).to_string())
    };
    let ticked = applications.iter().map(|one| Ticked {
        pick: format!("{}:{}", one.id, one.asked.as_ref().map_or(0, |asked| asked.version)),
        name: one.organisation.clone(),
        path: one.admin_path(),
        state: one.state.name(page.lang).to_string(),
        after: after(one),
    });
    let list = (page.t("参展报名", "Applications").to_string(), LIST);
    render(&Preview {
        ticked: ticked.collect(),
        list,
        act,
        label,
        page,
        office,
        word: None,
        errors: Errors::default(),
    })
}

pub async fn decide(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Form(form): Form<SelectionForm>,
) -> Result<Response, Problem> {
    let (_, decision, ..) = act(&form.act, &page)?;
    let (picks, scope) = (form.picks(), scope(&office.viewer));
    let mut done = 0;
    for (id, version) in &picks.0 {
        let of = (&scope, ExhibitorId(*id));
        match actions::decide(app.pool(), &office.viewer, of, *version, decision).await {
            Ok(()) => done += 1,
            Err(Refusal::Database(error)) => return Err(error.into()),
            // Decided or changed meanwhile: not counted.
            Err(_) => {}
        }
    }
    Ok(picks.said(done).at(&page.href(LIST)))
}
