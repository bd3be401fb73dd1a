//! A record's history, for the page that shows the record.

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

/// For those who see to the record: whoever shows it has asked who that is.
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

/// For the party whose record it is, which is not told the accounts of others.
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

/// Whose part of the trail somebody's own is.
pub fn ours(viewer: &Viewer) -> Ours {
    Ours {
        organisation: viewer.scope.organisation(),
        village: viewer.scope.village().map(ToString::to_string),
    }
}
