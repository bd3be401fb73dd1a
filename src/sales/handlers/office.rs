//! The list of the office, and the reports that one button confirms.

use crate::{
    audit::model::records::Record,
    http::{problem::Problem, state::App},
    sales::{
        actions,
        forms::{self, edition},
        model::{
            office::{Listed, OfficeFilter, Stage},
            trail::REPORTS,
        },
        store::{listing, reading},
        views::{
            office::{COLUMNS, OfficeIndex, facet_counts, facets},
            report::Closed,
        },
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{
        ids::{OnsiteReportId, Seen},
        window::Window,
    },
    web::{
        body::Form,
        office::Office,
        page::{Page, render},
        selection::SelectionForm,
    },
};
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// As many as one button may confirm.
const OF_A_PAGE: i64 = 100;

/// The list as a sheet.
pub struct Sales;

impl OfficeList for Sales {
    const PATH: &'static str = "/admin/sales";
    const LISTS: &'static Record = &REPORTS;
    type Row = Listed;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<Listed>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<OfficeFilter, Problem> {
        let edition = edition(page)?.ok_or(Problem::NotFound)?;
        Ok(forms::filter(page, edition, &office.viewer)?)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c OfficeFilter,
    ) -> BoxStream<'c, sqlx::Result<Listed>> {
        at_once(listing::list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let Some(edition) = edition(&page)?.cloned() else {
        return render(&Closed { page, office, begins_on: None });
    };
    let filter = forms::filter(&page, &edition, &office.viewer)?;
    let position = Position::read(&page.query, OF_A_PAGE)?;
    let rows = listing::list(app.pool(), &filter, position.window()).await?;
    let counts = listing::counts(app.pool(), &filter).await?;
    // Only reports to confirm are drawn beside what is usual.
    let usual = match filter.stage {
        Some(Stage::Waiting) => reading::usual_before(app.pool(), edition.id).await?,
        _ => Vec::new(),
    };
    let counted = facet_counts(&counts);
    let mut list =
        Listing::new(&page, counted.total(), Paging::new(&page, position, counted.total()));
    facets(&page, &mut list, &counted);
    let saved = table::saved(&app, &page, &office).await?;
    render(&OfficeIndex { page, office, edition, list, rows, counts, usual, saved })
}

/// Those that were shown as usual, as they were shown.
pub async fn confirm_usual(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<SelectionForm>,
) -> Result<Response, Problem> {
    let picks = form.picks();
    let seen: Vec<Seen<OnsiteReportId>> = picks
        .0
        .iter()
        .map(|(id, version)| Seen { id: OnsiteReportId(*id), version: *version })
        .collect();
    let done = actions::confirm_usual(app.pool(), &office.viewer, &seen, page.today).await?;
    let query = page.query.with("stage", "waiting");
    Ok(picks.said(done).at(&page.href(format!("/admin/sales{}", query.suffix()))))
}
