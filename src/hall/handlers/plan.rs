//! Drawing the hall with forms; dragging fills in the same forms.

use super::{edition, flashes};
use crate::{
    audit,
    fairs::model::planning::Planned,
    hall::{
        actions::{Refusal, plan::Drawing},
        forms::plan::{BoothForm, GridForm, ZoneForm},
        model::trail::ZONES,
        store::plan,
        views::plan::Plan,
    },
    http::{problem::Problem, state::App},
    values::ids::{BoothId, ZoneId},
    web::{
        body::Form,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// `booth=` and `zone=`: the selected ones.
pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let (booth, zone) = (page.query.read::<BoothId>("booth")?, page.query.read::<ZoneId>("zone")?);
    let view = plan(&app, OfficePage { page, office }, edition).await?;
    render(&match (booth, zone) {
        (Some(id), _) => at_booth(view, id)?,
        (None, Some(id)) => at_zone(&app, view, id).await?,
        (None, None) => view,
    })
}

async fn plan(app: &App, frame: OfficePage, edition: Planned) -> Result<Plan, Problem> {
    let zones = plan::zones(app.pool(), edition.id).await?;
    let booths = plan::booths(app.pool(), edition.id).await?;
    Ok(Plan::new(frame, edition, zones, booths))
}

async fn at_zone(app: &App, view: Plan, id: ZoneId) -> Result<Plan, Problem> {
    let zone = view.zones.iter().find(|zone| zone.id == id).cloned().ok_or(Problem::NotFound)?;
    let history = audit::history(app, &view.page, &ZONES, id).await?;
    Ok(Plan { history, ..view.at_zone(zone) })
}

fn at_booth(view: Plan, id: BoothId) -> Result<Plan, Problem> {
    let booth =
        view.booths.iter().find(|booth| booth.id == id).cloned().ok_or(Problem::NotFound)?;
    Ok(view.at_booth(booth))
}

fn drawing<'a>(app: &'a App, office: &'a Office) -> Drawing<'a> {
    Drawing { pool: app.pool(), viewer: &office.viewer }
}

fn drawn(page: &Page, ordinal: i16, rest: &str) -> Response {
    flashes::HALL_DRAWN.at(&page.href(format!("/admin/editions/{ordinal}/floor-plan{rest}")))
}

/// The reason of the refusal, beside `field`.
fn told(page: &Page, field: &'static str, refusal: Refusal) -> Result<Errors, Problem> {
    let label = page.t("平面图", "Floor plan");
    let message = match refusal {
        Refusal::Over => page
            .t("展会已结束，平面图不能修改", "The fair is over: its floor plan cannot be changed")
            .to_string(),
        Refusal::Conflict => page
            .t(
                "他人刚刚修改过。下面是您填写的内容，再次保存即以此为准",
                "Someone else just changed this. Your entries are below; save again to keep them",
            )
            .to_string(),
        Refusal::InUse => page
            .t(
                "有过展商的展位和仍有展位的展区不能删除",
                "Booths that had an exhibitor and zones with booths cannot be removed",
            )
            .to_string(),
        Refusal::AlreadyExists(code) => format!("{code} {}", page.t("已存在", "already exists")),
        Refusal::Overlaps(codes) => overlaps(page, &codes),
        other => return Err(other.into()),
    };
    Ok(Errors::one(field, label, message))
}

fn overlaps(page: &Page, codes: &[String]) -> String {
    let first =
        codes.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(page.t("、", ", "));
    match (page.zh(), codes.len() > 5) {
        (true, false) => format!("与 {first} 重叠，请移动或缩小"),
        (true, true) => format!("与 {first} 等 {} 个展位重叠，请移动或缩小", codes.len()),
        (false, false) => format!("It would overlap {first}: move it or make it smaller"),
        (false, true) => format!(
            "It would overlap {first} and {} more: move it or make it smaller",
            codes.len() - 5
        ),
    }
}

pub async fn add_zone(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<ZoneForm>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let errors = match (form.code(&page), form.parse(&page)) {
        (Ok(code), Ok(text)) => {
            match drawing(&app, &office).add_zone(edition.ordinal, &code, &text).await {
                Ok(id) => return Ok(drawn(&page, edition.ordinal, &format!("?zone={id}#zone"))),
                Err(refusal) => told(&page, "code", refusal)?,
            }
        }
        (code, text) => code.err().or(text.err()).unwrap_or_default(),
    };
    let view = plan(&app, OfficePage { page, office }, edition).await?;
    refused(&Plan { zone_form: form, ..view }.with(errors))
}

pub async fn rename_zone(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(mut form): Form<ZoneForm>,
) -> Result<Response, Problem> {
    let (id, ordinal) = zone(&app, &id).await?;
    let errors = match form.parse(&page) {
        Err(errors) => errors,
        Ok(text) => {
            match drawing(&app, &office).rename_zone(id, seen_version(&form.version), &text).await {
                Ok(()) => return Ok(drawn(&page, ordinal, &format!("?zone={id}#zone"))),
                Err(refusal) => told(&page, "name", refusal)?,
            }
        }
    };
    let view = zone_view(&app, OfficePage { page, office }, ordinal, id).await?;
    form.version.clone_from(&view.zone_form.version);
    form.code.clone_from(&view.zone_form.code);
    refused(&Plan { zone_form: form, ..view }.with(errors))
}

async fn zone(app: &App, id: &str) -> Result<(ZoneId, i16), Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let zone = plan::zone(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    Ok((id, zone.ordinal))
}

async fn zone_view(
    app: &App,
    frame: OfficePage,
    ordinal: i16,
    id: ZoneId,
) -> Result<Plan, Problem> {
    let edition = edition(app, &ordinal.to_string()).await?;
    at_zone(app, plan(app, frame, edition).await?, id).await
}

pub async fn remove_zone(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (id, ordinal) = zone(&app, &id).await?;
    let refusal = match drawing(&app, &office).remove_zone(id).await {
        Ok(_) => return Ok(drawn(&page, ordinal, "")),
        Err(refusal) => refusal,
    };
    let errors = told(&page, "zone", refusal)?;
    refused(&zone_view(&app, OfficePage { page, office }, ordinal, id).await?.with(errors))
}

pub async fn fill(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<GridForm>,
) -> Result<Response, Problem> {
    let (id, ordinal) = zone(&app, &id).await?;
    let errors = match form.parse(&page) {
        Err(errors) => errors,
        Ok(grid) => match drawing(&app, &office).fill(id, &grid).await {
            Ok(_) => return Ok(drawn(&page, ordinal, &format!("?zone={id}"))),
            Err(refusal @ Refusal::AlreadyExists(_)) => told(&page, "first", refusal)?,
            Err(refusal) => told(&page, "from_x", refusal)?,
        },
    };
    let view = zone_view(&app, OfficePage { page, office }, ordinal, id).await?;
    refused(&Plan { grid: form, ..view }.with(errors))
}

pub async fn clear(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (id, ordinal) = zone(&app, &id).await?;
    match drawing(&app, &office).clear(id).await {
        Ok(_) => Ok(drawn(&page, ordinal, &format!("?zone={id}"))),
        Err(refusal) => {
            let errors = told(&page, "zone", refusal)?;
            refused(&zone_view(&app, OfficePage { page, office }, ordinal, id).await?.with(errors))
        }
    }
}

async fn booth(app: &App, id: &str) -> Result<(BoothId, i16), Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let booth = plan::booth(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    Ok((id, booth.ordinal))
}

async fn booth_view(
    app: &App,
    frame: OfficePage,
    ordinal: i16,
    id: BoothId,
) -> Result<Plan, Problem> {
    let edition = edition(app, &ordinal.to_string()).await?;
    at_booth(plan(app, frame, edition).await?, id)
}

pub async fn place(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(mut form): Form<BoothForm>,
) -> Result<Response, Problem> {
    let (id, ordinal) = booth(&app, &id).await?;
    let errors = match form.parse(&page) {
        Err(errors) => errors,
        Ok((number, place)) => match drawing(&app, &office)
            .place(id, seen_version(&form.version), number, &place)
            .await
        {
            Ok(_) => return Ok(drawn(&page, ordinal, &format!("?booth={id}"))),
            Err(refusal @ Refusal::AlreadyExists(_)) => told(&page, "number", refusal)?,
            Err(refusal) => told(&page, "x", refusal)?,
        },
    };
    let view = booth_view(&app, OfficePage { page, office }, ordinal, id).await?;
    form.version.clone_from(&view.booth_form.version);
    refused(&Plan { booth_form: form, ..view }.with(errors))
}

pub async fn remove_booth(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (id, ordinal) = booth(&app, &id).await?;
    match drawing(&app, &office).remove_booth(id).await {
        Ok(gone) => Ok(drawn(&page, ordinal, &format!("?zone={}", gone.zone_id))),
        Err(refusal) => {
            let errors = told(&page, "booth", refusal)?;
            refused(&booth_view(&app, OfficePage { page, office }, ordinal, id).await?.with(errors))
        }
    }
}
