//! Drafts entered and changed.

use super::{PromisePage, flashes, load, said};
use crate::{
    http::{problem::Problem, state::App},
    promises::{
        actions::{self, Refusal},
        views::Typed,
    },
    submissions,
    values::ids::Seen,
    web::{
        body::Form,
        conflict::Conflict,
        flash::shared,
        forms::seen_version,
        office::{Office, OfficePage},
        page::Page,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn create<P: PromisePage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<P::Form>,
) -> Result<Response, Problem> {
    save::<P>(&app, OfficePage { page, office }, None, form).await
}

pub async fn update<P: PromisePage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<P::Form>,
) -> Result<Response, Problem> {
    let record: P = load(&app, &office, &id).await?;
    if !record.is_draft() {
        return Ok(shared::WRONG_STATE.at(&page.href(record.path())));
    }
    save(&app, OfficePage { page, office }, Some(record), form).await
}

async fn save<P: PromisePage>(
    app: &App,
    asked: OfficePage,
    record: Option<P>,
    form: P::Form,
) -> Result<Response, Problem> {
    if let Some(form) = P::rearranged(&form) {
        return P::edit(app, asked, record, form, Typed::default()).await;
    }
    let OfficePage { page, office } = &asked;
    let found = P::found(app, &form).await?;
    let errors = match P::parse(page, &form, &found) {
        Err(errors) => errors,
        Ok(draft) => {
            let paper = P::paper_of(&form);
            let saved = match &record {
                Some(record) => {
                    let seen = Seen { id: record.id(), version: seen_version(&paper.version) };
                    let changed = actions::change::<P>(app.pool(), &office.viewer, &draft, seen);
                    changed.await.map(|()| record.id())
                }
                None => {
                    let sent = submissions::forms::read(&paper.form, &office.viewer)?;
                    actions::enter::<P>(app.pool(), &office.viewer, &draft, &sent).await
                }
            };
            match (saved, &record) {
                (Ok(id), _) => {
                    return Ok(flashes::SAVED.at(&page.href(format!("{}/{id}", P::PATH))));
                }
                (Err(Refusal::Conflict), Some(record)) => {
                    let kept: P = load(app, office, &record.id().to_string()).await?;
                    return conflict(asked, &kept, &form).response();
                }
                (Err(refusal), _) => said::<P>(page, refusal)?,
            }
        }
    };
    P::edit(app, asked, record, form, Typed { errors, ..Typed::default() }).await
}

/// Both versions, for the later of two who save.
fn conflict<P: PromisePage>(
    OfficePage { page, office }: OfficePage,
    kept: &P,
    mine: &P::Form,
) -> Conflict {
    Conflict {
        crumbs: Some(P::WORDS.crumbs(&page, page.t("两个版本", "Two versions"))),
        title: P::WORDS.changed,
        path: kept.path(),
        is_reviewed: false,
        hidden: vec![("version".to_string(), kept.version().to_string())],
        pairs: P::pairs(&page, &kept.form(), mine),
        page,
        office,
    }
}
