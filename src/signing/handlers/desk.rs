//! The desk: the run-sheet beside one deal.

use super::{deal, edition, flashes, looking};
use crate::{
    audit,
    fairs::{model::planning::Planned, store::planning},
    http::{problem::Problem, state::App},
    projects::{
        model::{
            deal::{CeremonyState, Deal, RunRow, desk},
            rights::SIGN_DEALS,
            trail::PROJECTS,
        },
        store::deals,
    },
    signing::{
        actions::{self, Refusal, Saving},
        forms::{DealForm, Found, Parsed, PositionForm, days_of, parse},
        model::{Checks, Likeness},
        views::{Desk, conflict, unanswered},
    },
    submissions,
    values::ids::ProjectId,
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
    response::{IntoResponse, Redirect, Response},
};

/// The desk of the current edition.
pub async fn current(page: Page, _office: Office) -> Result<Response, Problem> {
    let ordinal = page.edition().ok_or(Problem::NotFound)?.ordinal;
    Ok(Redirect::to(&page.href(desk(ordinal))).into_response())
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let (first, last) = days_of(&edition);
    let mut form = DealForm::blank(new_form_code()?, page.today.clamp(first, last));
    form.after = page.query.get("after").unwrap_or_default().to_string();
    let filled = Filled { deal: None, form, found: Found::default(), checks: Checks::default() };
    render(&page_of(&app, OfficePage { page, office }, edition, filled, Errors::default()).await?)
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (edition, deal) = deal(&app, &office, &id).await?;
    let form = DealForm::of(&deal);
    let (found, checks) = looked_up(&app, &edition, Some(deal.id), &form).await?;
    let filled = Filled { deal: Some(deal), form, found, checks };
    render(&page_of(&app, OfficePage { page, office }, edition, filled, Errors::default()).await?)
}

/// A form with what was found of it.
struct Filled {
    deal: Option<Deal>,
    form: DealForm,
    found: Found,
    checks: Checks,
}

async fn looked_up(
    app: &App,
    edition: &Planned,
    id: Option<ProjectId>,
    form: &DealForm,
) -> Result<(Found, Checks), Problem> {
    let mut connection = app.pool().acquire().await?;
    let found = looking::found(&mut connection, form).await?;
    let checks = looking::check(&mut connection, edition, id, (form, &found)).await?;
    Ok((found, checks))
}

async fn page_of(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    Filled { deal, form, found, checks }: Filled,
    errors: Errors,
) -> Result<Desk, Problem> {
    let rows = deals::run_sheet(app.pool(), edition.id, office.viewer.scope.banner()).await?;
    let needs_two = planning::release_needs_two(app.pool(), edition.id).await?;
    let history = match &deal {
        Some(deal) => audit::history(app, &page, &PROJECTS, deal.id).await?,
        None => Vec::new(),
    };
    Ok(Desk { page, office, edition, rows, needs_two, deal, form, found, checks, errors, history })
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<DealForm>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    save(&app, OfficePage { page, office }, edition, None, form).await
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DealForm>,
) -> Result<Response, Problem> {
    let (edition, deal) = deal(&app, &office, &id).await?;
    save(&app, OfficePage { page, office }, edition, Some(deal), form).await
}

/// A new deal, or a changed one.
async fn save(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    deal: Option<Deal>,
    form: DealForm,
) -> Result<Response, Problem> {
    let id = deal.as_ref().map(|deal| deal.id);
    let is_signed = form.then != "plan" && office.may(SIGN_DEALS);
    let (found, checks) = looked_up(app, &edition, id, &form).await?;
    let mut parsed = parse(&page, &form, (&edition, &found), is_signed);
    if let Ok(read) = &parsed {
        if let Some(Likeness::Same(other)) = Likeness::read(&form.likeness) {
            let other = checks.alike.iter().find(|alike| alike.id == other);
            let other = other.ok_or(Problem::NotFound)?.id;
            let path = crate::projects::model::deal::path(other);
            return Ok(flashes::DEAL_SAME.at(&page.href(path)));
        }
        let open = unanswered(&page, &checks, &form, &read.terms);
        if !open.is_empty() {
            parsed = Err(open);
        }
    }
    let filled = Filled { deal, form, found, checks };
    match parsed {
        Ok(parsed) => write(app, OfficePage { page, office }, edition, filled, parsed).await,
        Err(errors) => {
            // The checks of a second sending find the deal that the first has made.
            if let (None, Ok(sent)) =
                (&filled.deal, submissions::forms::read(&filled.form.form, &office.viewer))
                && let Some(id) = actions::entered(app.pool(), &sent).await?
            {
                return led_on(app, &page, &office, &edition, (id, &filled.form.then)).await;
            }
            let view = page_of(app, OfficePage { page, office }, edition, filled, errors).await?;
            refused(&view)
        }
    }
}

async fn write(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    filled: Filled,
    parsed: Parsed,
) -> Result<Response, Problem> {
    let is_signed = filled.form.then != "plan" && office.may(SIGN_DEALS);
    let saving = Saving {
        viewer: &office.viewer,
        terms: &parsed.terms,
        supplier: parsed.supplier.as_ref(),
        buyer: parsed.buyer.as_ref(),
        further: &parsed.further,
        villages: &parsed.villages,
        new_party: parsed.new_party.as_ref(),
        is_signed,
        now: app.now(),
    };
    let saved = match &filled.deal {
        Some(deal) => {
            let version = seen_version(&filled.form.version);
            actions::change(app.pool(), &edition, &saving, deal.id, version).await.map(|()| deal.id)
        }
        None => {
            let form = submissions::forms::read(&filled.form.form, &office.viewer)?;
            actions::enter(app.pool(), &edition, &saving, filled.form.after(), &form).await
        }
    };
    match saved {
        Ok(id) => led_on(app, &page, &office, &edition, (id, &filled.form.then)).await,
        Err(Refusal::Conflict(kept)) => conflict(page, office, &kept, &filled.form).response(),
        Err(refusal) => {
            let errors = said(&page, refusal)?;
            let view = page_of(app, OfficePage { page, office }, edition, filled, errors).await?;
            refused(&view)
        }
    }
}

/// The desk goes on with the paper of this deal, the next planned one, or a new one.
async fn led_on(
    app: &App,
    page: &Page,
    office: &Office,
    edition: &Planned,
    (id, then): (ProjectId, &str),
) -> Result<Response, Problem> {
    let rows = deals::run_sheet(app.pool(), edition.id, office.viewer.scope.banner()).await?;
    let saved = rows.iter().find(|row| row.id == id).ok_or(Problem::NotFound)?;
    let is_next =
        |row: &&RunRow| row.run_order > saved.run_order && row.state == CeremonyState::Planned;
    let (said, path) = match (saved.state, rows.iter().find(is_next)) {
        (CeremonyState::Planned, _) => (flashes::DEAL_PLANNED, desk(edition.ordinal)),
        _ if then == "release" => (flashes::DEAL_SAVED, format!("{}/release", saved.path())),
        (_, Some(next)) => (flashes::DEAL_SAVED, next.path()),
        (_, None) => (flashes::DEAL_SAVED, desk(edition.ordinal)),
    };
    Ok(said.at(&page.href(path)))
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    use crate::{organisations::model::Side, projects::model::deal::PartyFault};
    let sides = [("supplier", "供货方", "Supplier"), ("buyer", "采购方", "Buyer")];
    Ok(match refusal {
        Refusal::Party(side, name, fault) => {
            let (field, zh, en) = sides[usize::from(side == Side::Buyer)];
            let (zh_fault, en_fault) = match fault {
                PartyFault::OtherSide => ("不在这一方", "is not on this side"),
                PartyFault::NotPublished => ("已停用或尚未公开", "is withdrawn or not public yet"),
                PartyFault::NoBanner => ("没有归属旗区", "belongs to no banner"),
                PartyFault::Twice => ("写了两次", "is named twice"),
            };
            let message = match page.zh() {
                true => format!("{name}{zh_fault}"),
                false => format!("{name} {en_fault}"),
            };
            Errors::one(field, page.t(zh, en), message)
        }
        Refusal::OtherBanner => Errors::one(
            "supplier",
            page.t("供货方", "Supplier"),
            page.t("只能排本旗区供货方的项目", "Only deals of your own banner's suppliers"),
        ),
        Refusal::CodeIsTaken => Errors::one(
            "org_code",
            page.t("统一社会信用代码", "Unified social credit code"),
            page.t(
                "库里已有这个代码，请按代码查找",
                "It is registered already: look it up by its code",
            ),
        ),
        Refusal::NotRenewable => Errors::one(
            "likeness",
            page.t("续签", "Renewal"),
            page.t("那一笔已被续签，请重选", "That deal is renewed already: choose again"),
        ),
        Refusal::WrongState => Errors::one(
            "title",
            page.t("未保存", "Not saved"),
            page.t(
                "他人刚刚放行或作废了这一项；要改先收回放行",
                "Someone has just released or voided it: take the release back first",
            ),
        ),
        other => return Err(other.into()),
    })
}

pub async fn move_to(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<PositionForm>,
) -> Result<Response, Problem> {
    let id: ProjectId = id.parse().map_err(|()| Problem::NotFound)?;
    let to = form.to.trim().parse().map_err(|_| Problem::BadForm)?;
    match actions::move_to(app.pool(), &office.viewer, id, to).await {
        Ok(deal) => Ok(flashes::DEAL_MOVED.at(&page.href(deal.path()))),
        Err(Refusal::WrongState) => {
            Ok(shared::WRONG_STATE.at(&page.href(crate::projects::model::deal::path(id))))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
