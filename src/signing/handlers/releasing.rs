//! Deals read against the paper and released, taken back, voided.

use super::{desk::stored, edition, flashes};
use crate::{
    http::{problem::Problem, state::App},
    projects::{
        model::deal::{self, CeremonyState, Tally, desk},
        store::deals,
    },
    signing::{
        actions::{self, Refusal},
        forms::{ReleaseForm, RuleForm},
        views::{Desk, Release},
    },
    values::ids::{ProjectId, Seen},
    web::{
        body::Form,
        declaration::links::Texts,
        flash::shared,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

const ASKED: Texts = ("请写明原因，不超过 200 个字", "Say why, in 200 characters or fewer");

pub async fn read(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = view(&app, OfficePage { page, office }, &id, Errors::default()).await?;
    if view.deal.is_void() || view.deal.state != CeremonyState::Signed {
        return Ok(shared::WRONG_STATE.at(&view.page.href(view.deal.path())));
    }
    render(&view)
}

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    id: &str,
    errors: Errors,
) -> Result<Release, Problem> {
    let (edition, deal) = super::deal(app, &office, id).await?;
    let rows = deals::run_sheet(app.pool(), edition.id, None).await?;
    let tally = Tally::of(&rows);
    let scan = deals::scan(app.pool(), deal.id).await?;
    Ok(Release { page, office, deal, tally, scan, errors, form: ReleaseForm::default() })
}

pub async fn release(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReleaseForm>,
) -> Result<Response, Problem> {
    let label = page.t("纸面核对", "The paper").to_string();
    if !form.is_complete() {
        let message = page.t("三项都核过才能放行", "Check all three points before the release");
        let errors = Errors::one("amount_agrees", label, message);
        let view = view(&app, OfficePage { page, office }, &id, errors).await?;
        return refused(&Release { form, ..view });
    }
    let number: ProjectId = id.parse().map_err(|()| Problem::NotFound)?;
    let read = Seen { id: number, version: seen_version(&form.version) };
    match actions::release(app.pool(), &office.viewer, read, app.now()).await {
        Ok(deal) => Ok(flashes::DEAL_RELEASED.at(&page.href(desk(deal.ordinal)))),
        Err(Refusal::WrongState) => Ok(shared::WRONG_STATE.at(&page.href(deal::path(number)))),
        Err(refusal) => {
            let errors = Errors::one("amount_agrees", label, unreleased(&page, refusal)?);
            refused(&view(&app, OfficePage { page, office }, &id, errors).await?)
        }
    }
}

/// Why a deal that was read is not released.
fn unreleased(page: &Page, refusal: Refusal) -> Result<String, Problem> {
    let said = match refusal {
        Refusal::SecondPerson => page.t(
            "本届要两人：登记的人不能放行，请换一位",
            "This edition needs two persons: somebody else than whoever entered it",
        ),
        Refusal::Conflict(_) => page.t(
            "他人刚改过这一项，请重新对照纸面",
            "Someone has just changed it: read it against the paper again",
        ),
        Refusal::Party(_, name, _) => {
            return Ok(match page.zh() {
                true => format!("{name}已停用、换了类别或没有归属旗区，请退回改"),
                false => format!("{name} is withdrawn or no longer fits: go back to the form"),
            });
        }
        other => return Err(other.into()),
    };
    Ok(said.to_string())
}

pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    undo(&app, OfficePage { page, office }, &id, form, Undoing::Release).await
}

pub async fn void(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    undo(&app, OfficePage { page, office }, &id, form, Undoing::Deal).await
}

/// What is undone with a reason.
enum Undoing {
    Release,
    Deal,
}

impl Undoing {
    /// The field of the reason.
    fn field(&self) -> &'static str {
        match self {
            Self::Release => "why-withdrawn",
            Self::Deal => "why-void",
        }
    }
}

async fn undo(
    app: &App,
    OfficePage { page, office }: OfficePage,
    id: &str,
    form: ReasonForm,
    what: Undoing,
) -> Result<Response, Problem> {
    let Some(reason) = form.sentence() else {
        let (edition, deal) = super::deal(app, &office, id).await?;
        let Unreasoned { typed: reason, errors } = form.missing(&page, what.field(), ASKED);
        let view = stored(app, OfficePage { page, office }, edition, deal).await?;
        return refused(&Desk { reason, errors, ..view });
    };
    let id: ProjectId = id.parse().map_err(|()| Problem::NotFound)?;
    let path = page.href(deal::path(id));
    let (read, now) = (Seen { id, version: form.version() }, app.now());
    let (undone, said) = match what {
        Undoing::Release => (
            actions::withdraw(app.pool(), &office.viewer, read, &reason, now).await,
            flashes::DEAL_WITHDRAWN,
        ),
        Undoing::Deal => (
            actions::void(app.pool(), &office.viewer, read, &reason, now).await,
            flashes::DEAL_VOID,
        ),
    };
    match undone {
        Ok(()) => Ok(said.at(&path)),
        Err(Refusal::Followed) => Ok(flashes::DEAL_STUCK.at(&path)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&path)),
        Err(refusal) => Err(refusal.into()),
    }
}

pub async fn set_rule(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<RuleForm>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let needs_two = match form.persons.as_str() {
        "2" => true,
        "1" => false,
        _ => return Err(Problem::BadForm),
    };
    actions::set_rule(app.pool(), &office.viewer, &edition, needs_two).await?;
    Ok(flashes::DEAL_RULE.at(&page.href(desk(edition.ordinal))))
}
