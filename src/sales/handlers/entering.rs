//! The form of a booth's day: for the booth itself, and for the office that enters it instead.

use super::flashes;
use crate::{
    http::{problem::Problem, state::App},
    sales::{
        actions::{self, Refusal, Reporting},
        forms::{parse, report::ReportForm},
        model::{
            Report, Said,
            booth::{Booth, Exhibited},
            days::{DayFault, FairDays},
            usual,
        },
        store::reading::{self, Which, Whose},
        views::report::{Closed, ReportPage, path},
    },
    site::model::Edition,
    submissions,
    web::{
        body::Form,
        fields::Fields,
        forms::{Errors, new_form_code, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

/// A booth with what it shows, and its report of a day.
struct Place {
    booth: Booth,
    edition: Edition,
    days: FairDays,
    exhibits: Vec<Exhibited>,
    day: i16,
    report: Option<Report>,
}

impl Place {
    /// `None`: there is no such booth, or its edition has no days on record.
    async fn find(
        app: &App,
        page: &Page,
        whose: Whose<'_>,
        day: i16,
    ) -> Result<Option<Self>, Problem> {
        let Some(booth) = reading::booth(app.pool(), whose).await? else { return Ok(None) };
        let edition = page.site.edition(booth.edition_id).ok_or(Problem::NotFound)?.clone();
        let Some(days) = FairDays::new(edition.starts_on, edition.ends_on) else { return Ok(None) };
        let exhibits = reading::exhibits(app.pool(), booth.exhibitor_id).await?;
        let report = reading::report(app.pool(), Which::Of(booth.exhibitor_id, day)).await?;
        Ok(Some(Self { booth, edition, days, exhibits, day, report }))
    }

    fn page(self, OfficePage { page, office }: OfficePage, form: ReportForm) -> ReportPage {
        let Self { booth, edition, days, exhibits, day, report } = self;
        let (errors, goes_on) = (Errors::default(), false);
        ReportPage {
            page,
            office,
            edition,
            days,
            booth,
            exhibits,
            day,
            report,
            form,
            errors,
            goes_on,
        }
    }
}

fn own<'a>(page: &Page, office: &Office) -> Option<Whose<'a>> {
    let organisation = office.viewer.scope.organisation()?;
    Some(Whose::Own(organisation, page.edition()?.id))
}

fn read_day(typed: &str) -> Result<i16, Problem> {
    let is_plain = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| typed.parse().ok()).flatten().ok_or(Problem::NotFound)
}

/// The day of today, or the last one of the fair.
pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let days = page.edition().and_then(|one| FairDays::new(one.starts_on, one.ends_on));
    let Some(day) = days.and_then(|days| days.last_come(page.today)) else {
        let begins_on = days.map(|days| days.on(1));
        return render(&Closed { page, office, begins_on });
    };
    show_own(&app, OfficePage { page, office }, day).await
}

pub async fn own_day(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(day): Path<String>,
) -> Result<Response, Problem> {
    show_own(&app, OfficePage { page, office }, read_day(&day)?).await
}

async fn show_own(app: &App, shown: OfficePage, day: i16) -> Result<Response, Problem> {
    let place = match own(&shown.page, &shown.office) {
        Some(whose) => Place::find(app, &shown.page, whose, day).await?,
        None => None,
    };
    match place {
        Some(place) => show(shown, place),
        None => {
            let OfficePage { page, office } = shown;
            render(&Closed { page, office, begins_on: None })
        }
    }
}

/// For a booth that has not reported. What a booth reported itself is corrected with a reason.
pub async fn of_booth(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path((id, day)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let place = of_number(&app, &page, &office, (&id, &day)).await?;
    if let Some(report) = place.report.as_ref().filter(|report| !is_for_the_office(report)) {
        return Ok(Redirect::to(&page.href(report.id.path())).into_response());
    }
    show(OfficePage { page, office }, place)
}

fn is_for_the_office(report: &Report) -> bool {
    report.is_on_behalf && !report.is_settled()
}

async fn of_number(
    app: &App,
    page: &Page,
    office: &Office,
    (id, day): (&str, &str),
) -> Result<Place, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let whose = Whose::One(id, office.viewer.scope.banner().map(|code| code.as_str()));
    Place::find(app, page, whose, read_day(day)?).await?.ok_or(Problem::NotFound)
}

fn show(shown: OfficePage, place: Place) -> Result<Response, Problem> {
    let form = ReportForm::of(place.report.as_ref(), &place.exhibits, new_form_code()?);
    let fault = place.days.check(place.day, shown.page.today).err();
    let view = place.page(shown, form);
    match fault {
        None => render(&view),
        Some(fault) => refused(&with_fault(view, fault)),
    }
}

fn with_fault(view: ReportPage, fault: DayFault) -> ReportPage {
    let page = &view.page;
    let message = match fault {
        DayFault::NotOfTheFair => page.t("这一天不是展期", "This is not a day of the fair"),
        DayFault::ToCome => page.t("这一天还没到", "This day has not come yet"),
    };
    let errors = Errors::one("lines", page.t("日期", "Day"), message);
    ReportPage { errors, ..view }
}

pub async fn save_own(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(day): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let whose = own(&page, &office).ok_or(Problem::NotFound)?;
    let place = Place::find(&app, &page, whose, read_day(&day)?).await?.ok_or(Problem::NotFound)?;
    save(&app, OfficePage { page, office }, place, &fields).await
}

pub async fn save_of_booth(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path((id, day)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let place = of_number(&app, &page, &office, (&id, &day)).await?;
    // Meanwhile the booth has reported itself.
    if let Some(report) = place.report.as_ref().filter(|report| !report.is_on_behalf) {
        let at = page.href(report.id.path());
        return Ok(crate::web::flash::shared::LOOK_AGAIN.at(&at));
    }
    save(&app, OfficePage { page, office }, place, &fields).await
}

async fn save(
    app: &App,
    shown: OfficePage,
    place: Place,
    fields: &Fields,
) -> Result<Response, Problem> {
    let form = ReportForm::read(fields);
    if let Err(fault) = place.days.check(place.day, shown.page.today) {
        return refused(&with_fault(place.page(shown, form), fault));
    }
    if let Some(form) = form.rearranged() {
        return render(&ReportPage { goes_on: true, ..place.page(shown, form) });
    }
    let said = match parse(&shown.page, &form, &place.exhibits) {
        Ok(said) => said,
        Err(errors) => return refused(&ReportPage { errors, ..place.page(shown, form) }),
    };
    if form.is_sure.is_empty() && is_far(app, &place, &said).await? {
        let label = shown.page.t("金额", "Amount").to_string();
        let asked = shown.page.t(
            "是常见一天的一千倍以上，单位对吗？核对后再报一次",
            "A thousand times a usual day: is the unit right? Report it again if so",
        );
        let errors = Errors::one("lines", label, asked);
        let form = ReportForm { is_sure: "1".into(), ..form };
        return refused(&ReportPage { errors, ..place.page(shown, form) });
    }
    let sent = submissions::forms::read(&form.form, &shown.office.viewer)?;
    let reporting = Reporting {
        viewer: &shown.office.viewer,
        booth: &place.booth,
        fair_day: place.day,
        sold_on: place.days.on(place.day),
        said: &said,
        version: seen_version(&form.version),
    };
    let at = shown.page.href(path(&shown.office, place.booth.exhibitor_id, place.day));
    match actions::report(app.pool(), &reporting, &sent).await {
        Ok(_) if !shown.office.has_desk() => Ok(flashes::SALES_REPORTED.at(&at)),
        Ok(id) => Ok(flashes::SALES_REPORTED.at(&shown.page.href(id.path()))),
        Err(Refusal::WrongState) => Ok(flashes::SALES_SETTLED.at(&at)),
        Err(Refusal::Stale) => conflict(app, shown, place, form).await,
        Err(refusal) => Err(refusal.into()),
    }
}

/// The unit is probably wrong.
async fn is_far(app: &App, place: &Place, said: &Said) -> Result<bool, Problem> {
    let known = reading::usual_before(app.pool(), place.edition.id).await?;
    let range = usual::of(&known, said.leading());
    Ok(range.is_some_and(|range| range.is_far_below(said.total())))
}

/// Somebody else of the booth has reported meanwhile: both are shown, and a second sending takes
/// the place of the first.
async fn conflict(
    app: &App,
    shown: OfficePage,
    place: Place,
    form: ReportForm,
) -> Result<Response, Problem> {
    let which = Which::Of(place.booth.exhibitor_id, place.day);
    let report = reading::report(app.pool(), which).await?;
    let version = report.as_ref().map(|report| report.version.to_string()).unwrap_or_default();
    let form = ReportForm { form: new_form_code()?, version, ..form };
    let view = Place { report, ..place }.page(shown, form);
    let label = view.page.t("已有上报", "Reported already");
    let message = view.page.t(
        "刚刚有人报过这一天，见下；要改成您填的，请再报一次",
        "Somebody has just reported this day: see below. Report again to replace it",
    );
    let errors = Errors::one("lines", label, message);
    let view = ReportPage { errors, ..view };
    Ok((StatusCode::CONFLICT, render(&view)?).into_response())
}
