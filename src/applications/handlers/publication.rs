//! 公示: the organisers publish all approved exhibitors.

use super::flashes;
use crate::{
    applications::{
        actions::{self, Refusal},
        forms::NoticeForm,
        model::{Filter, trail::PUBLIC_NOTICES},
        store,
        views::Publication,
    },
    audit,
    exhibitors::model::ExhibitorState,
    http::{problem::Problem, state::App},
    site::model::Edition,
    submissions,
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, new_form_code},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};

/// The most names shown; the rest is only counted.
const MOST_NAMED: i64 = 500;

fn edition(page: &Page, ordinal: &str) -> Result<Edition, Problem> {
    // An edition has one address: other spellings of its ordinal are not found.
    let plain = ordinal
        .parse::<i16>()
        .ok()
        .filter(|n| n.to_string() == ordinal)
        .ok_or(Problem::NotFound)?;
    page.site
        .editions
        .iter()
        .find(|edition| edition.ordinal == plain)
        .cloned()
        .ok_or(Problem::NotFound)
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&page, &ordinal)?;
    let form = NoticeForm::usual(&page, new_form_code()?);
    let asked = OfficePage { page, office };
    render(&view(&app, asked, edition, form, Errors::default()).await?)
}

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    edition: Edition,
    form: NoticeForm,
    errors: Errors,
) -> Result<Publication, Problem> {
    let filter = Filter {
        edition: Some(edition.ordinal),
        state: Some(ExhibitorState::Approved),
        ..Filter::default()
    };
    let approved = store::list(app.pool(), &filter, MOST_NAMED, 0).await?;
    let counts = store::of_edition(app.pool(), edition.id).await?;
    let notices = store::notices(app.pool(), edition.id, page.today).await?;
    let history = audit::history(app, &page, &PUBLIC_NOTICES, edition.id).await?;
    Ok(Publication { page, office, edition, approved, counts, notices, history, form, errors })
}

pub async fn publish(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    Form(form): Form<NoticeForm>,
) -> Result<Response, Problem> {
    let edition = edition(&page, &ordinal)?;
    let notice = match form.parse(&page) {
        Ok(notice) => notice,
        Err(errors) => {
            let asked = OfficePage { page, office };
            return refused(&view(&app, asked, edition, form, errors).await?);
        }
    };
    let sent = submissions::forms::read(&form.form, &office.viewer)?;
    let said = match actions::publish(app.pool(), &office.viewer, &edition, &notice, &sent).await {
        Ok(_) => flashes::NOTICE_PUBLISHED,
        Err(Refusal::Closed | Refusal::WrongState) => shared::WRONG_STATE,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href(format!("/admin/editions/{}/publication", edition.ordinal))))
}
