//! The history of a record, for the page that shows it.

use super::{
    actions,
    model::{Ours, nouns::Noun},
    store,
    views::Line,
};
use crate::{
    identity::model::Viewer,
    kit::{page::Page, problem::Problem, state::App},
};

/// For staff who may see the record: the calling page has checked that.
pub async fn history(
    app: &App,
    page: &Page,
    noun: Noun,
    record: impl ToString,
) -> Result<Vec<Line>, Problem> {
    let mut connection = app.pool().acquire().await?;
    let events = store::of_record(&mut *connection, noun, &record.to_string()).await?;
    let entries = actions::entries(&mut connection, events).await?;
    Ok(entries.iter().map(|entry| Line::of(page, entry)).collect())
}

/// For the organisation that owns the record; it does not see the accounts of others.
pub async fn own_history(
    app: &App,
    page: &Page,
    viewer: &Viewer,
    noun: Noun,
    record: impl ToString,
) -> Result<Vec<Line>, Problem> {
    let mut connection = app.pool().acquire().await?;
    let whose = ours(viewer);
    let events = store::own::of_record(&mut *connection, &whose, noun, &record.to_string()).await?;
    let entries = actions::entries(&mut connection, events).await?;
    Ok(entries.iter().map(|entry| Line::of(page, entry)).collect())
}

/// Whose part of the trail a user sees as their own.
pub fn ours(viewer: &Viewer) -> Ours {
    Ours {
        organisation: viewer.scope.organisation(),
        village: viewer.scope.village().map(ToString::to_string),
    }
}
