//! The history of a record, for the page that shows it.

use super::{
    actions,
    model::{Ours, records::Record},
    store,
    views::Line,
};
use crate::{
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    web::page::Page,
};

/// For staff who may see the record: the calling page has checked that.
pub async fn history(
    app: &App,
    page: &Page,
    kind: &'static Record,
    record: impl ToString,
) -> Result<Vec<Line>, Problem> {
    let mut connection = app.pool().acquire().await?;
    let events = store::of_record(&mut *connection, kind, &record.to_string()).await?;
    let entries = actions::entries(&mut connection, app.records(), events).await?;
    Ok(entries.iter().map(|entry| Line::of(page, entry)).collect())
}

/// For the organisation that owns the record; it does not see the accounts of others.
pub async fn own_history(
    app: &App,
    page: &Page,
    viewer: &Viewer,
    kind: &'static Record,
    record: impl ToString,
) -> Result<Vec<Line>, Problem> {
    let mut connection = app.pool().acquire().await?;
    let whose = ours(viewer);
    let events = store::own::of_record(&mut *connection, &whose, kind, &record.to_string()).await?;
    let entries = actions::entries(&mut connection, app.records(), events).await?;
    Ok(entries.iter().map(|entry| Line::of(page, entry)).collect())
}

/// Whose part of the trail a user sees as their own.
pub fn ours(viewer: &Viewer) -> Ours {
    Ours {
        organisation: viewer.scope.organisation(),
        village: viewer.scope.village().map(ToString::to_string),
    }
}
