//! The scan of a deal attached or replaced, and the day by which it is promised.

use super::{desk::stored, flashes};
use crate::{
    fairs::model::planning::Planned,
    files::{self, model::Kind},
    http::{problem::Problem, state::App},
    projects::model::deal::Deal,
    signing::{
        actions::{self, Refusal},
        forms::{PromiseForm, new_scan, scan_label},
        views::{DealScan, Desk},
    },
    submissions,
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
    let sent = files::forms::receive(&app, &office.viewer, owner, form, (Kind::Scan, 1)).await?;
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
    again(&app, OfficePage { page, office }, (edition, deal), errors, |scan| DealScan {
        held,
        ..scan
    })
    .await
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
            return again(&app, OfficePage { page, office }, (edition, deal), errors, |scan| {
                DealScan { promised, ..scan }
            })
            .await;
        }
    };
    let read = (deal.id, seen_version(&form.version));
    match actions::promise(app.pool(), &office.viewer, read, due).await {
        Ok(()) => Ok(flashes::SCAN_PROMISED.at(&path)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&path)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The page of the deal with the errors, and with what was sent.
async fn again(
    app: &App,
    office: OfficePage,
    found: (Planned, Deal),
    errors: Errors,
    filled: impl FnOnce(DealScan) -> DealScan,
) -> Result<Response, Problem> {
    let view = stored(app, office, found).await?;
    let scan = view.scan.map(filled);
    refused(&Desk { errors, scan, ..view })
}
