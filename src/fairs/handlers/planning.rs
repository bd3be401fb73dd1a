//! Editions in the back office.

use super::flashes;
use crate::{
    applications::model::trail::PUBLIC_NOTICES,
    audit::{self, views::Line},
    fairs::{
        actions::{self, New, Refusal},
        forms::{self, EditionForm},
        model::{
            planning::{Planned, Step},
            trail::EDITIONS,
        },
        store::planning,
        views::planning::{Edit, Editions, conflict},
    },
    http::{problem::Problem, state::App},
    submissions,
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, new_form_code, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;
use std::cmp::Reverse;

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let editions = planning::list(app.pool()).await?;
    render(&Editions { page, office, editions })
}

pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let others = planning::list(app.pool()).await?;
    let form = new_form_code()?;
    let form = EditionForm { form, ..EditionForm::after(others.first()) };
    render(&Edit {
        page,
        office,
        edition: None,
        others,
        form,
        errors: Errors::default(),
        history: Vec::new(),
    })
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<EditionForm>,
) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    let plan = form.parse(&page).map_err(|found| errors = found).ok();
    let ordinal = form.ordinal();
    let label = page.t("届次", "Edition number");
    if ordinal.is_none() {
        errors.add(
            "ordinal",
            label,
            page.t("请填写 1 到 99 的数字", "Enter a number from 1 to 99"),
        );
    }
    if let (Some(plan), Some(ordinal), true) = (plan, ordinal, errors.is_empty()) {
        let sent = submissions::forms::read(&form.form, &office.viewer)?;
        let new =
            New { ordinal, plan: &plan, copied_from: form.copy.trim().parse().ok(), form: &sent };
        match actions::create(app.pool(), &office.viewer, &new).await {
            Ok(made) => {
                return Ok(
                    flashes::EDITION_PLANNED.at(&page.href(format!("/admin/editions/{made}")))
                );
            }
            Err(Refusal::NotFound) => errors.add(
                "copy",
                page.t("展区和展位", "Hall"),
                page.t("没有这一届", "No such edition"),
            ),
            Err(Refusal::AlreadyExists) => {
                errors.add("ordinal", label, page.t("这一届已存在", "This edition already exists"))
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let others = planning::list(app.pool()).await?;
    refused(&Edit { page, office, edition: None, others, form, errors, history: Vec::new() })
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = load(&app, &ordinal).await?;
    let form = EditionForm::of(&edition);
    render(&edit(&app, OfficePage { page, office }, edition, form, Errors::default()).await?)
}

async fn load(app: &App, ordinal: &str) -> Result<Planned, Problem> {
    let ordinal = forms::ordinal(ordinal).ok_or(Problem::NotFound)?;
    planning::find(app.pool(), ordinal).await?.ok_or(Problem::NotFound)
}

async fn edit(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    form: EditionForm,
    errors: Errors,
) -> Result<Edit, Problem> {
    let mut history = audit::history(app, &page, &EDITIONS, edition.ordinal).await?;
    // Its public notices have no page of their own; everybody who sees this page may see them.
    let notices = audit::history(app, &page, &PUBLIC_NOTICES, edition.id).await?;
    history.extend(notices.into_iter().map(Line::naming_noun));
    history.sort_by_key(|line| Reverse(line.at));
    Ok(Edit { page, office, edition: Some(edition), others: Vec::new(), form, errors, history })
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<EditionForm>,
) -> Result<Response, Problem> {
    let edition = load(&app, &ordinal).await?;
    let plan = match form.parse(&page) {
        Ok(plan) => plan,
        Err(errors) => {
            return refused(&edit(&app, OfficePage { page, office }, edition, form, errors).await?);
        }
    };
    let version = seen_version(&form.version);
    match actions::update(app.pool(), &office.viewer, edition.ordinal, version, &plan).await {
        Ok(()) => Ok(flashes::EDITION_SAVED.at(&page.href(edition.path()))),
        Err(Refusal::Conflict(kept)) => conflict(page, office, &kept, &form).response(),
        Err(Refusal::Missing(missing)) => {
            let errors = Errors::one(
                "starts_on",
                page.t("已公开，不能修改", "Already public"),
                missing.what(page.lang),
            );
            refused(&edit(&app, OfficePage { page, office }, edition, form, errors).await?)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    step: String,
}

pub async fn advance(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, Problem> {
    let edition = load(&app, &ordinal).await?;
    let step: Step = form.step.parse().map_err(|()| Problem::NotFound)?;
    match actions::advance(app.pool(), &office.viewer, edition.ordinal, step).await {
        Ok(()) => Ok(flashes::EDITION_MOVED.at(&page.href(edition.path()))),
        Err(Refusal::Missing(missing)) => {
            let errors = Errors::one("step", step.name(page.lang), missing.what(page.lang));
            let form = EditionForm::of(&edition);
            refused(&edit(&app, OfficePage { page, office }, edition, form, errors).await?)
        }
        Err(Refusal::WrongState) => Ok(shared::WRONG_STATE.at(&page.href(edition.path()))),
        Err(refusal) => Err(refusal.into()),
    }
}
