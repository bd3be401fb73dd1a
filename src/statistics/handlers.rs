//! /statistics and /api/v1/indicators

use super::{
    forms,
    views::{Breakdown, Index, Row, Show, Spoken, answers::Answer, series},
};
use crate::{
    indicators::{
        self,
        actions::Ask,
        model::{
            Facts, Indicator, Point, PublishedFigure, Scope, Source,
            catalogue::{self, ALL_SOURCES},
        },
    },
    kit::{
        json::{admit, as_json},
        page::{Page, render},
        problem::Problem,
        routes::Routes,
        state::App,
    },
    ladder::views::{Whose, ladder},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use chrono::NaiveDate;
use serde_json::json;

pub fn routes() -> Routes {
    Routes::new()
        .page("/statistics", index)
        .page("/statistics/{indicator}", show)
        .plain("/api/v1/indicators", list)
        .plain("/api/v1/indicators/{key}", find)
}

async fn facts(app: &App, page: &Page, scope: &Scope, sources: &[Source], points: &[Point]) -> Result<Vec<Facts>, Problem> {
    let ask = Ask { pool: app.pool(), site: &page.site, today: page.today, scope, sources };
    Ok(indicators::actions::facts(&ask, points).await?)
}

/// Each published figure with our value for it, of its own edition and day, from what `sources` bring.
async fn spoken(app: &App, page: &Page, figures: &[PublishedFigure], sources: &[Source]) -> Result<Vec<Spoken>, Problem> {
    let point = |figure: &PublishedFigure| figure.scope().on(figure.as_of);
    let mut points: Vec<Point> = Vec::new();
    for figure in figures {
        if !points.contains(&point(figure)) {
            points.push(point(figure));
        }
    }
    let facts = facts(app, page, &Scope::default(), sources, &points).await?;
    let of = |figure: &PublishedFigure| points.iter().position(|p| *p == point(figure)).and_then(|at| facts.get(at));
    Ok(figures.iter().filter_map(|figure| Spoken::new(page, figure, of(figure)?)).collect())
}

/// What the indicators of some published figures are read from.
fn sources(figures: &[PublishedFigure]) -> Vec<Source> {
    let read: Vec<Source> =
        figures.iter().filter_map(|figure| catalogue::find(&figure.indicator)).flat_map(|indicator| indicator.sources).copied().collect();
    ALL_SOURCES.iter().copied().filter(|source| read.contains(source)).collect()
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let as_of = page.as_of()?;
    let scope = Scope::default();
    let facts = facts(&app, &page, &scope, ALL_SOURCES, &[scope.on(as_of)]).await?;
    let facts = facts.first().ok_or(Problem::NotFound)?;
    let figures = indicators::store::published(app.pool()).await?;
    let spoken = spoken(&app, &page, &figures, &sources(&figures)).await?;
    let whose = Whose { projects_query: "edition=all".into(), paid: facts.paid, ..Whose::default() };
    let ladder = ladder(&page, &whose, &facts.sums);
    let rows = catalogue::all().map(|indicator| Row::new(&page, indicator, facts, &scope, as_of)).collect();
    render(&Index { as_of, ladder, rows, spoken, page })
}

async fn show(State(app): State<App>, page: Page, Path(key): Path<String>) -> Result<Response, Problem> {
    let indicator = catalogue::find(&key).ok_or(Problem::NotFound)?;
    let scope = forms::scope(&page, indicator)?;
    let as_of = page.as_of()?;
    let days = series::days(indicator, as_of);
    let parts = series::parts(&page, indicator, &scope, as_of);
    let own = std::iter::once(scope.on(as_of));
    let points: Vec<Point> = own.chain(days.iter().map(|day| scope.on(*day))).chain(parts.iter().map(|part| part.point.clone())).collect();
    let facts = facts(&app, &page, &scope, indicator.sources, &points).await?;
    let (own, rest) = facts.split_first().ok_or(Problem::NotFound)?;
    let (of_days, of_parts) = rest.split_at(days.len());
    let values = days.iter().copied().zip(of_days.iter().map(indicator.value)).collect();
    let month = |(day, facts): (&NaiveDate, &Facts)| (*day, Row::new(&page, indicator, facts, &scope, *day));
    let months = days.iter().zip(of_days).map(month).collect();
    let mut figures = indicators::store::published(app.pool()).await?;
    figures.retain(|figure| figure.indicator == indicator.key);
    let spoken = spoken(&app, &page, &figures, indicator.sources).await?;
    render(&Show {
        row: Row::new(&page, indicator, own, &scope, as_of),
        breakdowns: Breakdown::all(&page, indicator, parts, of_parts),
        spoken,
        indicator,
        values,
        months,
        as_of,
        page,
    })
}

async fn list(State(app): State<App>, page: Page, RawQuery(raw): RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    admit(&headers, raw.as_deref(), &["as_of"])?;
    let as_of = page.as_of()?;
    let scope = Scope::default();
    let facts = facts(&app, &page, &scope, ALL_SOURCES, &[scope.on(as_of)]).await?;
    let facts = facts.first().ok_or(Problem::NotFound)?;
    let figures = indicators::store::published(app.pool()).await?;
    let answer = |indicator: &Indicator| {
        let published = figures.iter().find(|figure| figure.key == indicator.key);
        Answer { indicator, published, value: (indicator.value)(facts), value_day: indicator.day_of(facts), as_of, scope: &scope }
            .json(&page)
    };
    let answers: Vec<_> = catalogue::all().map(answer).collect();
    Ok(as_json(&json!({ "indicators": answers, "demonstration": page.is_demonstration() })))
}

/// By our key, or by the key of what was said in public: then with its edition, its day and in its unit.
async fn find(
    State(app): State<App>,
    page: Page,
    Path(key): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = indicators::store::published(app.pool()).await?.into_iter().find(|figure| figure.key == key);
    let our_key = published.as_ref().map_or(key.as_str(), |figure| figure.indicator.as_str());
    let indicator = catalogue::find(our_key).ok_or(Problem::NotFound)?;
    admit(&headers, raw.as_deref(), &forms::parameters(indicator))?;
    let scope = forms::scope(&page, indicator)?;
    let scope = Scope { edition: scope.edition.or(published.as_ref().and_then(|figure| figure.edition_id)), ..scope };
    // A key that is ours as well is of today, like all of ours.
    let said_of = published.as_ref().filter(|_| our_key != key).map(|figure| figure.as_of);
    let as_of = page.as_of_if_given()?.or(said_of).unwrap_or(page.today);
    let facts = facts(&app, &page, &scope, indicator.sources, &[scope.on(as_of)]).await?;
    let facts = facts.first().ok_or(Problem::NotFound)?;
    let (value, value_day) = ((indicator.value)(facts), indicator.day_of(facts));
    Ok(as_json(&Answer { indicator, published: published.as_ref(), value, value_day, as_of, scope: &scope }.json(&page)))
}
