//! /my/messages

use super::{model::Reader, store, views::Index};
use crate::{
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::model::Viewer,
    messages::model::rights::READ_MESSAGES,
    ui::lists::{Listing, Paging, Position},
    web::{
        body::Form,
        office::Office,
        page::{Page, render},
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(READ_MESSAGES), "/my/messages", index)
        .post_for(Access::Requires(READ_MESSAGES), "/my/messages/reading", read_all)
        .post_for(Access::Requires(READ_MESSAGES), "/my/messages/{id}/reading", read)
}

pub fn reader(viewer: &Viewer) -> Reader {
    Reader { user: viewer.user, organisation: viewer.scope.organisation() }
}

async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let position = Position::read(&page.query, 30)?;
    let reader = reader(&office.viewer);
    let messages = store::list(app.pool(), reader, position.size, position.offset()).await?;
    let (total, unread) = store::counts(app.pool(), reader).await?;
    let list = Listing::new(&page, total, Paging::new(&page, position, total));
    render(&Index { by_mail: app.sends_mail(), page, office, list, messages, unread })
}

/// Marks it as read, and follows its link.
async fn read(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let leads = store::read(&mut *app.pool().acquire().await?, reader(&office.viewer), id)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&page.href(leads.as_deref().unwrap_or("/my/messages"))).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadForm {
    /// The latest message that was shown.
    last: String,
}

async fn read_all(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<ReadForm>,
) -> Result<Response, Problem> {
    if let Ok(last) = form.last.parse() {
        store::read_up_to(&mut *app.pool().acquire().await?, reader(&office.viewer), last).await?;
    }
    Ok(Redirect::to(&page.href("/my/messages")).into_response())
}
