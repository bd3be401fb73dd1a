//! The desk: the run-sheet beside one deal.

use super::{edition, flashes, looking, refusals::said};
use crate::{
    audit,
    fairs::{model::planning::Planned, store::planning},
    http::{problem::Problem, state::App},
    projects::{
        model::{
            deal::{self, CeremonyState, Deal, RunRow, desk},
            rights::SIGN_DEALS,
            trail::PROJECTS,
        },
        store::deals,
    },
    signing::{
        actions::{self, Refusal, Saving},
        forms::{DealForm, Found, Parsed, PositionForm, days_of, parse},
        model::{Checks, Likeness},
        views::{DealScan, Desk, conflict, unanswered},
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
    let (edition, deal) = super::deal(&app, &office, &id).await?;
    render(&stored(&app, OfficePage { page, office }, edition, deal).await?)
}

/// The page of a deal as it is stored.
pub async fn stored(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    deal: Deal,
) -> Result<Desk, Problem> {
    let form = DealForm::of(&deal);
    let of = looking::Deal { edition: &edition, id: Some(deal.id), office: &office };
    let (found, checks) = looked_up(app, of, &form).await?;
    let filled = Filled { deal: Some(deal), form, found, checks };
    page_of(app, OfficePage { page, office }, edition, filled, Errors::default()).await
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
    of: looking::Deal<'_>,
    form: &DealForm,
) -> Result<(Found, Checks), Problem> {
    let mut connection = app.pool().acquire().await?;
    let found = looking::found(&mut connection, form).await?;
    let checks = looking::check(&mut connection, of, form, &found).await?;
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
    let scan = match &deal {
        Some(deal) if deal.state != CeremonyState::Planned => {
            let attached = deals::scan(app.pool(), deal.id).await?;
            Some(DealScan::of(deal, attached, new_form_code()?))
        }
        _ => None,
    };
    Ok(Desk {
        page,
        office,
        edition,
        rows,
        needs_two,
        deal,
        form,
        found,
        checks,
        errors,
        reason: String::new(),
        history,
        scan,
    })
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
    let (edition, deal) = super::deal(&app, &office, &id).await?;
    let form = form.bound_to(&deal);
    save(&app, OfficePage { page, office }, edition, Some(deal), form).await
}

/// Whether the deal is saved as signed; an officer only prepares it.
fn signs(office: &Office, form: &DealForm) -> bool {
    form.then != "plan" && office.may(SIGN_DEALS)
}

/// A new deal, or a changed one.
async fn save(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    deal: Option<Deal>,
    form: DealForm,
) -> Result<Response, Problem> {
    let of =
        looking::Deal { edition: &edition, id: deal.as_ref().map(|deal| deal.id), office: &office };
    let is_signed = signs(&office, &form);
    let (found, checks) = looked_up(app, of, &form).await?;
    let mut parsed = parse(&page, &form, &edition, &found, is_signed);
    if form.has_new_party() && !office.may(SIGN_DEALS) {
        parsed = Err(Errors::one(
            "org_name",
            page.t("新主体", "New organisation"),
            page.t("新主体由组委会登记", "The organisers register new organisations"),
        ));
    }
    if let Ok(read) = &mut parsed {
        // An answer about a deal that is no longer alike says nothing.
        let is_alike = |id: &ProjectId| checks.alike.iter().any(|alike| alike.id == *id);
        read.terms.distinct_from_id = read.terms.distinct_from_id.filter(is_alike);
        read.terms.renews_id = read.terms.renews_id.filter(is_alike);
        read.terms.follows_id = read.terms.follows_id.filter(is_alike);
        if let Some(Likeness::Same(other)) = Likeness::read(&form.likeness) {
            let other = checks.alike.iter().find(|alike| alike.id == other);
            let other = other.ok_or(Problem::NotFound)?.id;
            return Ok(flashes::DEAL_SAME.at(&page.href(deal::path(other))));
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
                let at = OfficePage { page, office };
                return led_on(app, at, &edition, id, &filled.form.then).await;
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
    let is_signed = signs(&office, &filled.form);
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
        Ok(id) => led_on(app, OfficePage { page, office }, &edition, id, &filled.form.then).await,
        // Checked again, the form asks about the deal that another desk has entered meanwhile.
        Err(Refusal::Unanswered) => {
            let again = save(app, OfficePage { page, office }, edition, filled.deal, filled.form);
            Box::pin(again).await
        }
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
    OfficePage { page, office }: OfficePage,
    edition: &Planned,
    id: ProjectId,
    then: &str,
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
        Err(Refusal::WrongState) => Ok(shared::WRONG_STATE.at(&page.href(deal::path(id)))),
        Err(refusal) => Err(refusal.into()),
    }
}
