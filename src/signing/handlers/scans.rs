//! The scan of a deal attached or replaced, and the day by which it is promised.

use super::{desk::stored, flashes};
use crate::{
    files::forms::{ONE_SCAN, receive},
    http::{problem::Problem, state::App},
    signing::{
        actions::{self, Refusal},
        forms::{PromiseForm, new_scan, scan_label},
        views::{DealScan, Desk},
    },
    submissions,
    values::ids::Seen,
    web::{
        body::{Form, Parts},
        flash::shared,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// The lead supplier owns the file.
pub async fn attach(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let (edition, deal) = super::deal(&app, &office, &id).await?;
    let (owner, path) = (deal.parties.supplier.id, page.href(deal.path()));
    let sent = receive(&app, &office.viewer, owner, form, ONE_SCAN).await?;
    if !deal.takes_scan() {
        return Ok(shared::WRONG_STATE.at(&path));
    }
    let mut held = sent.files.clone();
    let errors = match new_scan(&page, &sent) {
        Err(errors) => errors,
        Ok(new) => {
            let form = submissions::forms::read(sent.get("form"), &office.viewer)?;
            match actions::attach(app.pool(), &office.viewer, deal.id, &new, &form).await {
                Ok(()) => return Ok(flashes::SCAN_ATTACHED.at(&path)),
                Err(Refusal::WrongState) => return Ok(shared::WRONG_STATE.at(&path)),
                Err(Refusal::FileIsGone) => {
                    held.clear();
                    one(
                        &page,
                        "这份文件已失效，请重新选择",
                        "The file has expired: choose it again",
                    )
                }
                Err(Refusal::OtherScan) => one(
                    &page,
                    "他人刚附上另一份，请先查看；仍要更换，请再提交",
                    "Someone has just attached another: look at it, then send yours to replace it",
                ),
                Err(refusal) => return Err(refusal.into()),
            }
        }
    };
    let view = stored(&app, OfficePage { page, office }, edition, deal).await?;
    again(view, errors, |scan| DealScan { held, ..scan })
}

fn one(page: &Page, zh: &str, en: &str) -> Errors {
    Errors::one("scan", scan_label(page), page.t(zh, en))
}

/// Another day, or none, without taking the release back.
pub async fn promise(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<PromiseForm>,
) -> Result<Response, Problem> {
    let (edition, deal) = super::deal(&app, &office, &id).await?;
    let path = page.href(deal.path());
    let due = match form.parse(&page, &deal) {
        Ok(due) => due,
        Err(errors) => {
            let promised = form.promised;
            let view = stored(&app, OfficePage { page, office }, edition, deal).await?;
            return again(view, errors, |scan| DealScan { promised, ..scan });
        }
    };
    let read = Seen { id: deal.id, version: seen_version(&form.version) };
    match actions::promise(app.pool(), &office.viewer, read, due).await {
        Ok(()) => Ok(flashes::SCAN_PROMISED.at(&path)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&path)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The page of the deal with the errors, and with what was sent.
fn again(
    view: Desk,
    errors: Errors,
    filled: impl FnOnce(DealScan) -> DealScan,
) -> Result<Response, Problem> {
    let scan = view.scan.map(filled);
    refused(&Desk { errors, scan, ..view })
}
