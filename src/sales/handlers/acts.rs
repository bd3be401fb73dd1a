//! One report with the acts of the organisers: confirmed, asked about, corrected, taken back.

use super::flashes;
use crate::{
    audit,
    http::{problem::Problem, state::App},
    promises::forms::reader::REASON,
    sales::{
        actions::{self, Correction, Refusal},
        forms::correction::CorrectionForm,
        model::{Report, trail::REPORTS},
        store::reading::{self, Which},
        views::{
            Band,
            show::{OfficeShow, Typed},
        },
    },
    values::{
        ids::{OnsiteReportId, Seen},
        typed::words,
    },
    web::{
        body::Form,
        fields::Fields,
        flash::{Flash, shared},
        forms::{Errors, local, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

async fn load(app: &App, office: &Office, id: &str) -> Result<Report, Problem> {
    let id: OnsiteReportId = id.parse().map_err(|()| Problem::NotFound)?;
    let banner = office.viewer.scope.banner().map(|code| code.as_str());
    reading::report(app.pool(), Which::One(id, banner)).await?.ok_or(Problem::NotFound)
}

/// The page, with what is wrong in one of its forms.
async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    report: Report,
    errors: Errors,
) -> Result<OfficeShow, Problem> {
    let history = audit::history(app, &page, &REPORTS, report.id).await?;
    let usual = reading::usual_before(app.pool(), report.edition_id).await?;
    let band = match report.lines.is_empty() {
        true => None,
        false => Band::new(&page, &usual, report.leading(), report.total()),
    };
    let edition = page.site.edition(report.edition_id);
    let edition = edition.map(|edition| edition.short_name(page.lang)).unwrap_or_default();
    Ok(OfficeShow {
        page,
        office,
        edition,
        report,
        band,
        history,
        correction: CorrectionForm::default(),
        errors,
        typed: Typed::default(),
    })
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let report = load(&app, &office, &id).await?;
    render(&view(&app, OfficePage { page, office }, report, Errors::default()).await?)
}

/// What a refused act says; others are errors.
fn said(refusal: Refusal) -> Result<Flash, Problem> {
    match refusal {
        Refusal::Stale => Ok(shared::LOOK_AGAIN),
        Refusal::WrongState => Ok(shared::WRONG_STATE),
        Refusal::OwnEntry => Ok(flashes::SALES_OWN_ENTRY),
        Refusal::Published => Ok(flashes::SALES_PUBLISHED),
        other => Err(other.into()),
    }
}

/// Back to the report, or to the list from which somebody acted.
fn next(page: &Page, fields: &Fields, report: &Report) -> String {
    let list = page.href("/admin/sales");
    let is_list = |next: &&str| next.split('?').next() == Some(list.as_str());
    let next = local(Some(fields.get("next"))).filter(is_list);
    next.map_or_else(|| page.href(report.id.path()), str::to_string)
}

fn seen(report: &Report, fields: &Fields) -> Seen<OnsiteReportId> {
    Seen { id: report.id, version: seen_version(fields.get("version")) }
}

pub async fn confirm(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let report = load(&app, &office, &id).await?;
    let at = next(&page, &fields, &report);
    let seen = seen(&report, &fields);
    match actions::confirm(app.pool(), &office.viewer, seen, page.today).await {
        Ok(()) => Ok(flashes::SALES_CONFIRMED.at(&at)),
        Err(refusal) => Ok(said(refusal)?.at(&at)),
    }
}

pub async fn ask(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let report = load(&app, &office, &id).await?;
    let typed = fields.get("question");
    let Some(question) = words(typed, 200) else {
        let label = page.t("要核实什么", "What to check");
        let message =
            page.t("请写明要核实什么，不超过 200 个字", "Enter a question of 1 to 200 characters");
        let errors = Errors::one("question", label, message);
        let typed = Typed { question: typed.to_string(), ..Typed::default() };
        let view = view(&app, OfficePage { page, office }, report, errors).await?;
        return refused(&OfficeShow { typed, ..view });
    };
    let at = next(&page, &fields, &report);
    let seen = seen(&report, &fields);
    match actions::ask(app.pool(), &office.viewer, seen, &question).await {
        Ok(()) => Ok(flashes::SALES_ASKED.at(&at)),
        Err(refusal) => Ok(said(refusal)?.at(&at)),
    }
}

pub async fn correct(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let report = load(&app, &office, &id).await?;
    let form = CorrectionForm::read(&fields);
    let (amounts, reason) = match form.parse(&page, &report) {
        Ok(corrected) => corrected,
        Err(errors) => {
            let view = view(&app, OfficePage { page, office }, report, errors).await?;
            return refused(&OfficeShow { correction: form, ..view });
        }
    };
    let at = page.href(report.id.path());
    let seen = Seen { id: report.id, version: form.version };
    let correction = Correction { amounts: &amounts, reason: &reason, confirms: form.confirms };
    match actions::correct(app.pool(), &office.viewer, seen, &correction, page.today).await {
        Ok(()) => Ok(flashes::SALES_CORRECTED.at(&at)),
        Err(refusal) => Ok(said(refusal)?.at(&at)),
    }
}

pub async fn take_back(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let report = load(&app, &office, &id).await?;
    let at = page.href(report.id.path());
    let seen = Seen { id: report.id, version: form.version() };
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed, errors } = form.missing(&page, "why-back", REASON);
        let view = view(&app, OfficePage { page, office }, report, errors).await?;
        let typed = Typed { reason: typed, ..Typed::default() };
        return refused(&OfficeShow { typed, ..view });
    };
    match actions::take_back(app.pool(), &office.viewer, seen, &reason, page.today).await {
        Ok(()) => Ok(flashes::SALES_TAKEN_BACK.at(&at)),
        Err(refusal) => Ok(said(refusal)?.at(&at)),
    }
}
