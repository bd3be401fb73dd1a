//! /admin/imports: sheets are uploaded, previewed and imported.

pub mod flashes;

use super::{
    actions::{self, Bringing, Refusal},
    forms::{self, Sent},
    model::{
        Fate, Kind,
        sheet::MOST_BYTES,
        template::{self, Allowed},
    },
    store,
    views::{Index, Show, counts, deal_ids, facets, place_codes},
};
use crate::{
    applications::model::rights::DECIDE_APPLICATIONS,
    audit::{self, model::names::Names},
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::model::Viewer,
    imports::model::{
        rights::{IMPORT_SHEETS, SEE_IMPORTS},
        trail::IMPORTS,
    },
    places,
    projects::{model::trail::PROJECTS, store::deals::sheets},
    site::model::Site,
    submissions::{self, model::Submission},
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, ids::ImportId, lang::Lang, place_code::PlaceCode},
    web::{
        body::Parts,
        flash::{Flash, shared},
        forms::{Errors, new_form_code},
        office::Office,
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use std::{collections::HashMap, time::Duration};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// A sheet, and the fields beside it.
const MOST_OF_A_FORM: usize = MOST_BYTES + 1024 * 1024;
/// Uploads at once, each with its file in memory; and sheets that are unpacked and checked at once.
static READING: Semaphore = Semaphore::const_new(8);
static WORKING: Semaphore = Semaphore::const_new(2);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(SEE_IMPORTS), "/admin/imports", index)
        .upload_for(Access::Requires(IMPORT_SHEETS), "/admin/imports", MOST_OF_A_FORM, create)
        .plain_for(
            Access::Requires(SEE_IMPORTS),
            "/admin/imports/template/exhibitors.xlsx",
            exhibitors_template,
        )
        .plain_for(
            Access::Requires(SEE_IMPORTS),
            "/admin/imports/template/products.xlsx",
            products_template,
        )
        .plain_for(
            Access::Requires(SEE_IMPORTS),
            "/admin/imports/template/deals.xlsx",
            deals_template,
        )
        .page_for(Access::Requires(SEE_IMPORTS), "/admin/imports/{id}", show)
        .post_for(Access::Requires(IMPORT_SHEETS), "/admin/imports/{id}/application", apply)
        .post_for(Access::Requires(IMPORT_SHEETS), "/admin/imports/{id}/discard", discard)
}

/// A banner officer sees the imports of the banner; others see all.
fn scope(viewer: &Viewer) -> Option<&PlaceCode> {
    viewer.scope.banner()
}

fn read(id: &str) -> Result<ImportId, Problem> {
    id.parse().map_err(|()| Problem::NotFound)
}

async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    render(&list(&app, page, office, String::new(), Errors::default()).await?)
}

async fn list(
    app: &App,
    page: Page,
    office: Office,
    edition: String,
    errors: Errors,
) -> Result<Index, Problem> {
    let position = Position::read(&page.query, 30)?;
    let imports =
        store::list(app.pool(), scope(&office.viewer), position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), scope(&office.viewer)).await?);
    let list = Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    let mut forms = Vec::new();
    for kind in Kind::ALL.iter().filter(|_| office.may(IMPORT_SHEETS)) {
        forms.push((*kind, new_form_code()?));
    }
    Ok(Index { page, office, list, imports, forms, edition, errors })
}

async fn wait(seats: &'static Semaphore) -> Result<SemaphorePermit<'static>, Problem> {
    timeout(LONGEST_WAIT, seats.acquire())
        .await
        .ok()
        .and_then(Result::ok)
        .ok_or(Problem::Unavailable)
}

async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let _seat = wait(&READING).await?;
    let mut sent = forms::receive(form).await?;
    let form = submissions::forms::read(&sent.form, &office.viewer)?;
    let kind = sent.kind()?;
    // A second sending waits its turn, and finds what the first one made.
    let _turn = wait(&WORKING).await?;
    if let Some(id) = submissions::store::find(app.pool(), IMPORTS.code, &form).await? {
        return Ok(brought(&page, ImportId(id)));
    }
    let chosen = sent.edition.clone();
    let errors = match bringing(&page, &office, kind, &form, &mut sent) {
        Err(errors) => errors,
        Ok((bringing, bytes)) => match actions::bring(app.pool(), &bringing, bytes).await {
            Ok(id) => return Ok(brought(&page, id)),
            Err(refusal) => forms::refusal(&page, kind, refusal)?,
        },
    };
    refused(&list(&app, page, office, chosen, errors).await?)
}

fn brought(page: &Page, id: ImportId) -> Response {
    Redirect::to(&page.href(id.path())).into_response()
}

/// The upload and its file; or the errors of the form.
fn bringing<'a>(
    page: &Page,
    office: &'a Office,
    kind: Kind,
    form: &'a Submission,
    sent: &mut Sent,
) -> Result<(Bringing<'a>, Vec<u8>), Errors> {
    let mut errors = Errors::default();
    let edition = sent.edition(page, kind, &mut errors).map(|edition| edition.id);
    if !errors.is_empty() {
        return Err(errors);
    }
    let bytes = sent.bytes.take().ok_or_else(|| forms::too_large(page, kind))?;
    let bringing = Bringing {
        viewer: &office.viewer,
        is_organisers: office.may(DECIDE_APPLICATIONS),
        kind,
        edition,
        file_name: sent.called(page),
        form,
    };
    Ok((bringing, bytes))
}

async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let import = store::look_at(app.pool(), scope(&office.viewer), read(&id)?)
        .await?
        .ok_or(Problem::NotFound)?;
    let fate = page.query.read::<Fate>("fate")?;
    let position = Position::read(&page.query, 50)?;
    let rows = store::rows(app.pool(), import.id, fate, position.size, position.offset()).await?;
    let places = places::store::names(app.pool(), &place_codes(&rows)).await?;
    let places = places
        .into_iter()
        .map(|place| (place.code.to_string(), (place.full_name, place.full_name_en)));
    let places = places.collect();
    let numbers = sheets::numbers(app.pool(), &deal_ids(&rows)).await?;
    let records = HashMap::from([(PROJECTS.code.to_string(), numbers)]);
    let names = Names { places, records, ..Names::default() };
    let counts = counts(&import, fate);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    let history = audit::history(&app, &page, &IMPORTS, import.id).await?;
    render(&Show { page, office, import, list, rows, names, history })
}

async fn apply(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = read(&id)?;
    let said = match actions::begin(app.pool(), &office.viewer, id, page.today).await {
        Ok(applying) => {
            // It takes longer than a browser waits; the page of the import shows the progress.
            tokio::spawn(applying.run());
            flashes::IMPORT_BEGUN
        }
        Err(refusal) => says(refusal)?,
    };
    Ok(said.at(&page.href(id.path())))
}

async fn discard(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = read(&id)?;
    match actions::discard(app.pool(), &office.viewer, id).await {
        Ok(()) => Ok(flashes::IMPORT_DISCARDED.at(&page.href("/admin/imports"))),
        Err(refusal) => Ok(says(refusal)?.at(&page.href(id.path()))),
    }
}

fn says(refusal: Refusal) -> Result<Flash, Problem> {
    match refusal {
        Refusal::WrongState => Ok(shared::WRONG_STATE),
        Refusal::Busy => Ok(flashes::IMPORT_BUSY),
        Refusal::Closed => Ok(flashes::IMPORT_CLOSED),
        other => Err(other.into()),
    }
}

async fn exhibitors_template(State(app): State<App>) -> Result<Response, Problem> {
    template(&app, Kind::Exhibitors).await
}

async fn products_template(State(app): State<App>) -> Result<Response, Problem> {
    template(&app, Kind::Products).await
}

async fn deals_template(State(app): State<App>) -> Result<Response, Problem> {
    template(&app, Kind::Deals).await
}

async fn template(app: &App, kind: Kind) -> Result<Response, Problem> {
    let site = app.site().await?;
    let allowed = allowed(app, &site).await?;
    let bytes = template::write(kind, &allowed).map_err(|error| {
        tracing::error!(%error, "a template cannot be written");
        Problem::Internal
    })?;
    let saved = format!("attachment; filename=\"{}.xlsx\"", kind.code());
    Ok(([(header::CONTENT_TYPE, XLSX.to_string()), (header::CONTENT_DISPOSITION, saved)], bytes)
        .into_response())
}

async fn allowed(app: &App, site: &Site) -> Result<Allowed, Problem> {
    let banners =
        site.banners.iter().map(|banner| (banner.code.to_string(), banner.name.clone())).collect();
    let mut zones = Vec::new();
    for edition in forms::open(site) {
        for zone in store::zones(app.pool(), Some(edition.id)).await? {
            zones.push((zone.code, format!("{} {}", edition.short_name(Lang::Zh), zone.name)));
        }
    }
    Ok(Allowed { banners, zones, is_demonstration: site.installation.is_demonstration })
}

crate::unexplained!(Refusal: Database);
