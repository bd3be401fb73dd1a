//! Booths with their exhibitors: allocated, swapped, released.

use super::{edition, flashes, scope};
use crate::{
    audit::{self, model::records::Record},
    fairs::model::planning::Planned,
    hall::{
        actions::{Refusal, seats as acts},
        forms::seats::{self as forms, AssignForm, ExchangeForm},
        model::{
            seats::{Filter, Scope, Seat, SeenBooth},
            trail::BOOTHS,
        },
        store::{plan, seats},
        views::seats::{Booths, COLUMNS, OneBooth, facets},
    },
    http::{problem::Problem, state::App},
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{
        facet::FacetCounts,
        ids::{BoothId, EditionId},
        window::Window,
    },
    web::{
        body::Form,
        flash::{Flash, shared},
        forms::Errors,
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// All booths of a hall, to choose one from.
const ALL: Window = Window { limit: 5000, offset: 0 };

/// The list as a sheet.
pub struct AllBooths;

impl OfficeList for AllBooths {
    const PATH: &'static str = "/admin/editions/{ordinal}/booths";
    const LISTS: &'static Record = &BOOTHS;
    type Row = Seat;
    type Filter = (EditionId, Scope, Filter);
    const COLUMNS: &'static [Column<Seat>] = COLUMNS;

    async fn filter(app: &App, page: &Page, office: &Office) -> Result<Self::Filter, Problem> {
        let ordinal = page.path.split('/').nth(3).unwrap_or_default();
        Ok((edition(app, ordinal).await?.id, scope(&office.viewer), forms::filter(page)?))
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        (edition, scope, filter): &'c Self::Filter,
    ) -> BoxStream<'c, sqlx::Result<Seat>> {
        at_once(seats::list(connection, *edition, scope, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    render(
        &booths(
            &app,
            OfficePage { page, office },
            edition,
            AssignForm::default(),
            Errors::default(),
        )
        .await?,
    )
}

async fn booths(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Planned,
    form: AssignForm,
    errors: Errors,
) -> Result<Booths, Problem> {
    let (scope, filter) = (scope(&office.viewer), forms::filter(&page)?);
    let position = Position::read(&page.query, 60)?;
    let seats = seats::list(app.pool(), edition.id, &scope, &filter, position.window()).await?;
    let counts = FacetCounts(seats::counts(app.pool(), edition.id, &scope, &filter).await?);
    let waiting = seats::waiting(app.pool(), edition.id, &scope).await?;
    let zones = plan::zones(app.pool(), edition.id).await?;
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &zones, &counts);
    let saved = table::saved(app, &page, &office).await?;
    Ok(Booths { page, office, edition, list, seats, waiting, form, errors, saved })
}

pub async fn assign(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<AssignForm>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let label = page.t("展位", "Booth");
    let exhibitor = form.exhibitor().ok_or(Problem::NotFound)?;
    let booth = match form.code() {
        Some(code) => plan::by_code(app.pool(), edition.id, &code).await?,
        None => None,
    };
    let errors = match booth {
        None => Errors::one(
            "booth",
            label,
            page.t(
                "没有这个展位：请填写平面图上的展位号，例如 A-012",
                "No such booth: enter the number on the plan, such as A-012",
            ),
        ),
        Some(booth) => match acts::assign(app.pool(), &office.viewer, booth.id, exhibitor).await {
            Ok(()) => {
                return Ok(
                    flashes::BOOTH_GIVEN.at(&page.href(format!("{}/booths", edition.path())))
                );
            }
            Err(refusal) => Errors::one("booth", label, told(&page, refusal)?),
        },
    };
    refused(&booths(&app, OfficePage { page, office }, edition, form, errors).await?)
}

fn told(page: &Page, refusal: Refusal) -> Result<&str, Problem> {
    Ok(match refusal {
        Refusal::Over => {
            page.t("展会已结束，展位不能修改", "The fair is over: its booths cannot be changed")
        }
        Refusal::NotApproved => {
            page.t("只有已批准的展商可以分配展位", "Only approved exhibitors get a booth")
        }
        Refusal::WrongState => page.t(
            "未分配：该展位已有展商，或该展商已有展位",
            "Not allocated: the booth is taken, or the exhibitor already has one",
        ),
        other => return Err(other.into()),
    })
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: BoothId = id.parse().map_err(|()| Problem::NotFound)?;
    let booth = plan::booth(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    let edition = edition(&app, &booth.ordinal.to_string()).await?;
    let scope = scope(&office.viewer);
    let mut others = seats::list(app.pool(), edition.id, &scope, &Filter::default(), ALL).await?;
    let at = others.iter().position(|seat| seat.booth_id == id).ok_or(Problem::NotFound)?;
    let seat = others.remove(at);
    let waiting = if seat.assignment_id.is_none() {
        seats::waiting(app.pool(), edition.id, &scope).await?
    } else {
        Vec::new()
    };
    let past = seats::past(app.pool(), id, &scope).await?;
    // The trail names exhibitors: it is for users who may see all of them.
    let history = if scope.banner.is_none() {
        audit::history(&app, &page, &BOOTHS, id).await?
    } else {
        Vec::new()
    };
    render(&OneBooth { page, office, edition, booth, seat, others, waiting, past, history })
}

/// A booth as shown; the form says the same as the address.
fn seen(id: &str, seen: Option<SeenBooth>) -> Result<SeenBooth, Problem> {
    let id: BoothId = id.parse().map_err(|()| Problem::NotFound)?;
    seen.filter(|seen| seen.booth == id).ok_or(Problem::NotFound)
}

pub async fn exchange(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ExchangeForm>,
) -> Result<Response, Problem> {
    let seen = seen(&id, form.seen())?;
    let other = form.other().ok_or(Problem::NotFound)?;
    done(
        &page,
        seen,
        flashes::BOOTH_EXCHANGED,
        acts::exchange(app.pool(), &office.viewer, seen, other).await,
    )
}

pub async fn release(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ExchangeForm>,
) -> Result<Response, Problem> {
    let seen = seen(&id, form.seen())?;
    done(&page, seen, flashes::BOOTH_FREED, acts::release(app.pool(), &office.viewer, seen).await)
}

fn done(
    page: &Page,
    seen: SeenBooth,
    said: Flash,
    result: Result<(), Refusal>,
) -> Result<Response, Problem> {
    let said = match result {
        Ok(()) => said,
        Err(Refusal::WrongState | Refusal::Over) => shared::WRONG_STATE,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href(seen.booth.path())))
}
