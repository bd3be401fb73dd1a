//! /statistics and /api/v1/indicators

use super::{
    forms,
    views::{Breakdown, Index, Row, Show, Spoken, answers::Answer, series},
};
use crate::{
    http::{problem::Problem, routes::Routes, state::App},
    indicators::{
        self,
        actions::Ask,
        model::{
            Facts, Indicator, Point, PublishedFigure, Scope, Source,
            catalogue::{self, sources},
        },
    },
    ladder::views::{LadderScope, ladder},
    web::{
        json::{admit, as_json},
        page::{Page, render},
    },
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

async fn facts(
    app: &App,
    page: &Page,
    scope: &Scope,
    sources: &[Source],
    points: &[Point],
) -> Result<Vec<Facts>, Problem> {
    let ask = Ask {
        pool: app.pool_for(scope.is_summed()),
        site: &page.site,
        today: page.today,
        scope,
        sources,
    };
    Ok(indicators::actions::facts(&ask, points).await?)
}

/// The editions and days of the reported figures, each once.
fn points_of(figures: &[PublishedFigure]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for point in figures.iter().map(PublishedFigure::point) {
        if !points.contains(&point) {
            points.push(point);
        }
    }
    points
}

/// Each reported figure with our value for it, from the facts at their points.
fn spoken(page: &Page, figures: &[PublishedFigure], facts: &[Facts]) -> Vec<Spoken> {
    let points = points_of(figures);
    let of = |figure: &PublishedFigure| {
        points.iter().position(|point| *point == figure.point()).and_then(|at| facts.get(at))
    };
    figures.iter().filter_map(|figure| Spoken::new(page, figure, of(figure)?)).collect()
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let as_of = page.as_of()?;
    let scope = Scope::default();
    let figures = indicators::store::published(app.kept()).await?;
    let points: Vec<Point> = std::iter::once(scope.on(as_of)).chain(points_of(&figures)).collect();
    let facts = facts(&app, &page, &scope, &sources(), &points).await?;
    let (own, of_figures) = facts.split_first().ok_or(Problem::NotFound)?;
    let whose = LadderScope {
        projects_query: "edition=all".into(),
        paid: own.paid,
        ..LadderScope::default()
    };
    render(&Index {
        as_of,
        ladder: ladder(&page, &whose, &own.sums()),
        rows: catalogue::all()
            .map(|indicator| Row::new(&page, indicator, own, &scope, as_of))
            .collect(),
        spoken: spoken(&page, &figures, of_figures),
        page,
    })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let indicator = catalogue::find(&key).ok_or(Problem::NotFound)?;
    let scope = forms::scope(&page, indicator)?;
    let as_of = page.as_of()?;
    let days = series::days(indicator, &scope, as_of, &page.site.published_days());
    let parts = series::parts(&page, indicator, &scope, as_of);
    let own = std::iter::once(scope.on(as_of));
    let points: Vec<Point> = own
        .chain(days.iter().map(|day| scope.on(*day)))
        .chain(parts.iter().map(|part| part.point.clone()))
        .collect();
    let facts = facts(&app, &page, &scope, indicator.sources, &points).await?;
    let (own, rest) = facts.split_first().ok_or(Problem::NotFound)?;
    let (of_days, of_parts) = rest.split_at(days.len());
    // Household figures have their own days; before the first release there is none.
    let of_days: Vec<(&NaiveDate, &Facts)> = days
        .iter()
        .zip(of_days)
        .filter(|(day, facts)| indicator.day(facts, **day) == **day)
        .collect();
    let values = of_days.iter().map(|(day, facts)| (**day, (indicator.value)(facts))).collect();
    let months = of_days
        .iter()
        .map(|(day, facts)| (**day, Row::new(&page, indicator, facts, &scope, **day)))
        .collect();
    let mut figures = indicators::store::published(app.kept()).await?;
    figures.retain(|figure| figure.indicator == indicator.key);
    let of_figures =
        self::facts(&app, &page, &Scope::default(), indicator.sources, &points_of(&figures))
            .await?;
    render(&Show {
        row: Row::new(&page, indicator, own, &scope, as_of),
        breakdowns: Breakdown::all(&page, indicator, parts, of_parts),
        spoken: spoken(&page, &figures, &of_figures),
        indicator,
        values,
        months,
        as_of,
        page,
    })
}

async fn list(
    State(app): State<App>,
    page: Page,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    admit(&headers, raw.as_deref(), &["as_of"])?;
    let as_of = page.as_of()?;
    let scope = Scope::default();
    let facts = facts(&app, &page, &scope, &sources(), &[scope.on(as_of)]).await?;
    let facts = facts.first().ok_or(Problem::NotFound)?;
    let figures = indicators::store::published(app.kept()).await?;
    let answer = |indicator: &Indicator| {
        let published = figures.iter().find(|figure| figure.key == indicator.key);
        Answer {
            indicator,
            published,
            value: (indicator.value)(facts),
            as_of: indicator.day(facts, as_of),
            scope: &scope,
        }
        .json(&page)
    };
    let answers: Vec<_> = catalogue::all().map(answer).collect();
    Ok(as_json(&json!({ "indicators": answers, "demonstration": page.is_demonstration() })))
}

/// By our key, or by the key of a reported figure: then with its edition, its day and its unit.
async fn find(
    State(app): State<App>,
    page: Page,
    Path(key): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = indicators::store::published(app.kept())
        .await?
        .into_iter()
        .find(|figure| figure.key == key);
    let our_key = published.as_ref().map_or(key.as_str(), |figure| figure.indicator.as_str());
    let indicator = catalogue::find(our_key).ok_or(Problem::NotFound)?;
    admit(&headers, raw.as_deref(), &forms::parameters(indicator))?;
    let scope = forms::scope(&page, indicator)?;
    let scope = Scope {
        edition: scope.edition.or(published.as_ref().and_then(|figure| figure.edition_id)),
        ..scope
    };
    // A key that is also ours is as of today, like all of ours.
    let said_of = published.as_ref().filter(|_| our_key != key).map(|figure| figure.as_of);
    let as_of = page.as_of_if_given()?.or(said_of).unwrap_or(page.today);
    let facts = facts(&app, &page, &scope, indicator.sources, &[scope.on(as_of)]).await?;
    let facts = facts.first().ok_or(Problem::NotFound)?;
    let (value, as_of) = ((indicator.value)(facts), indicator.day(facts, as_of));
    Ok(as_json(
        &Answer { indicator, published: published.as_ref(), value, as_of, scope: &scope }
            .json(&page),
    ))
}
