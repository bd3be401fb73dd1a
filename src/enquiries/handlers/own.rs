//! A supplier's own enquiries.

use super::{desk, flashes};
use crate::{
    audit,
    enquiries::{
        actions::{self, Answering, Refusal},
        forms::MessageForm,
        model::{Decision, OwnEnquiry, trail::ENQUIRIES},
        store,
        views::{Mine, Show, facets},
    },
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    ui::lists::{Listing, Paging, Position},
    values::facet::FacetCounts,
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, form_code, new_form_code},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let organisation = office.viewer.scope.organisation().ok_or(Problem::NotFound)?;
    let own = OwnEnquiry { organisation, state: page.query.read("state")? };
    let position = Position::read(&page.query, 40)?;
    let enquiries = store::listing::own(app.pool(), &own, position.size, position.offset()).await?;
    let counts = FacetCounts(store::listing::counts(app.pool(), &own).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    render(&Mine { page, office, list, enquiries, now: app.now() })
}

/// Another organisation's enquiry does not exist here.
fn answering<'a>(viewer: &'a Viewer, id: &str) -> Result<Answering<'a>, Problem> {
    let organisation = viewer.scope.organisation().ok_or(Problem::NotFound)?;
    Ok(Answering { viewer, organisation, id: id.parse().map_err(|()| Problem::NotFound)? })
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let form = MessageForm { form: new_form_code()?, text: String::new() };
    render(&view(&app, OfficePage { page, office }, &id, form, Errors::default()).await?)
}

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    id: &str,
    form: MessageForm,
    errors: Errors,
) -> Result<Show, Problem> {
    let Answering { organisation, id, .. } = answering(&office.viewer, id)?;
    let enquiry =
        store::of_supplier(app.pool(), organisation, id).await?.ok_or(Problem::NotFound)?;
    let messages = store::messages(app.pool(), id).await?;
    let history = audit::own_history(app, &page, &office.viewer, &ENQUIRIES, id).await?;
    let MessageForm { form, text } = form;
    Ok(Show { page, office, enquiry, messages, history, form, text, errors })
}

pub async fn answer(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<MessageForm>,
) -> Result<Response, Problem> {
    let text = match form.parse(&page) {
        Ok(text) => text,
        Err(errors) => {
            return refused(&view(&app, OfficePage { page, office }, &id, form, errors).await?);
        }
    };
    let of_form = form_code(&form.form)?;
    let target = answering(&office.viewer, &id)?;
    match actions::answer(desk(&app), target, &text, &of_form).await {
        Ok(()) => Ok(flashes::ANSWERED.at(&page.href(target.id.path()))),
        // Closed or withdrawn while it was typed: the page says so and keeps the text.
        Err(Refusal::Over) => Ok((
            StatusCode::CONFLICT,
            render(&view(&app, OfficePage { page, office }, &id, form, Errors::default()).await?)?,
        )
            .into_response()),
        Err(refusal) => Err(refusal.into()),
    }
}

pub async fn close(
    app: Shared<App>,
    page: Page,
    office: Office,
    id: Path<String>,
) -> Result<Response, Problem> {
    decide(app, page, office, id, Decision::Close).await
}

pub async fn mark_as_spam(
    app: Shared<App>,
    page: Page,
    office: Office,
    id: Path<String>,
) -> Result<Response, Problem> {
    decide(app, page, office, id, Decision::MarkAsSpam).await
}

pub async fn restore(
    app: Shared<App>,
    page: Page,
    office: Office,
    id: Path<String>,
) -> Result<Response, Problem> {
    decide(app, page, office, id, Decision::Restore).await
}

async fn decide(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    decision: Decision,
) -> Result<Response, Problem> {
    let target = answering(&office.viewer, &id)?;
    let said = match (actions::decide(desk(&app), target, decision).await, decision) {
        (Ok(()), Decision::Close) => flashes::ENQUIRY_CLOSED,
        (Ok(()), Decision::MarkAsSpam) => flashes::MARKED_AS_SPAM,
        (Ok(()), Decision::Restore) => flashes::RESTORED,
        (Err(Refusal::Over), _) => shared::WRONG_STATE,
        (Err(refusal), _) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href(target.id.path())))
}
