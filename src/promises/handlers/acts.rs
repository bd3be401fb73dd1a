//! The page of a record, and what is done with it: signed, terminated, voided.

use super::{PromisePage, flashes, load, said, said_of_ending};
use crate::{
    http::{problem::Problem, state::App},
    promises::{
        actions::{self, Refusal},
        forms::{ending::EndingForm, reader::REASON},
        views::Typed,
    },
    values::ids::Seen,
    web::{
        body::Form,
        flash::{Flash, shared},
        forms::seen_version,
        office::{Office, OfficePage},
        page::Page,
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn show<P: PromisePage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let record: P = load(&app, &office, &id).await?;
    let typed = Typed::blank(page.today);
    page_of(&app, OfficePage { page, office }, record, typed).await
}

/// A draft is shown as its form.
pub async fn page_of<P: PromisePage>(
    app: &App,
    asked: OfficePage,
    record: P,
    typed: Typed,
) -> Result<Response, Problem> {
    if record.is_draft() {
        let form = record.form();
        P::edit(app, asked, Some(record), form, typed).await
    } else {
        record.signed(app, asked, typed).await
    }
}

/// After an act on the record at this address. Whoever was too late looks at it again.
pub fn led<Fault>(
    done: Result<(), Refusal<Fault>>,
    flash: Flash,
    at: &str,
) -> Result<Response, Refusal<Fault>> {
    match done {
        Ok(()) => Ok(flash.at(at)),
        Err(Refusal::WrongState | Refusal::Conflict) => Ok(shared::LOOK_AGAIN.at(at)),
        Err(refusal) => Err(refusal),
    }
}

/// Both parties have signed the paper.
pub async fn sign<P: PromisePage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record: P = load(&app, &office, &id).await?;
    let at = page.href(record.path());
    let seen = Seen { id: record.id(), version: form.version() };
    let signed = actions::sign::<P>(app.pool(), &office.viewer, seen, page.today).await;
    match led(signed, flashes::SIGNED, &at) {
        Ok(response) => Ok(response),
        Err(Refusal::NotYet) => Ok(flashes::NOT_YET.at(&at)),
        Err(refusal) => {
            let typed = Typed { errors: said::<P>(&page, refusal)?, ..Typed::default() };
            page_of(&app, OfficePage { page, office }, record, typed).await
        }
    }
}

pub async fn terminate<P: PromisePage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<EndingForm>,
) -> Result<Response, Problem> {
    let record: P = load(&app, &office, &id).await?;
    let errors = match form.parse(&page) {
        Err(errors) => errors,
        Ok(ending) => {
            let (pool, viewer) = (app.pool(), &office.viewer);
            let seen = Seen { id: record.id(), version: seen_version(&form.version) };
            let ended = actions::terminate::<P>(pool, viewer, seen, &ending, page.today).await;
            match led(ended, P::WORDS.terminated, &page.href(record.path())) {
                Ok(response) => return Ok(response),
                Err(refusal) => {
                    said_of_ending::<P>(&page, ("on", ("终止日", "Terminated on")), refusal)?
                }
            }
        }
    };
    let typed = Typed { errors, ending: form, ..Typed::default() };
    page_of(&app, OfficePage { page, office }, record, typed).await
}

pub async fn void<P: PromisePage>(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record: P = load(&app, &office, &id).await?;
    let at = page.href(record.path());
    let seen = Seen { id: record.id(), version: form.version() };
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed: reason, errors } = form.missing(&page, "why-void", REASON);
        let typed = Typed { errors, reason, ..Typed::blank(page.today) };
        return page_of(&app, OfficePage { page, office }, record, typed).await;
    };
    let voided = actions::void::<P>(app.pool(), &office.viewer, seen, &reason, app.now()).await;
    match led(voided, P::WORDS.void, &at) {
        Err(Refusal::Followed) => Ok(P::WORDS.stuck.at(&at)),
        led => Ok(led?),
    }
}
