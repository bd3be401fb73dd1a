//! The read API below /api/v1. One table of operations makes the routes, the strict parsing of
//! queries and the documentation, so that the three cannot disagree.

use super::{
    datasets::{
        Agreements, Contracts, Dataset, Divisions, Editions, Exhibitors, Products, Projects,
    },
    opendata,
    records::{self, More},
};
use crate::{
    exchange::{
        forms,
        model::{
            openapi::{Operation, Parameter, document, list_schema, paging, record_schema},
            parameters::{Default, id_schema},
            record::{Record, schema},
            span::cursor,
        },
        views,
    },
    http::{problem::Problem, routes::Routes, state::App},
    site::model::Site,
    statistics,
    web::{
        json::{self, as_json},
        page::{Page, render},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Value, json};

/// Adds a list and its records to the router.
macro_rules! serve {
    ($routes:expr, $($dataset:ty = $key:literal, $find:path;)*) => {{
        let routes = $routes;
        $(let routes = routes.plain(&list_path::<$dataset>(), list::<$dataset>).plain(
            &record_path::<$dataset>($key),
            |
                State(app): State<App>,
                page: Page,
                Path(key): Path<String>,
                RawQuery(raw): RawQuery,
                headers: HeaderMap,
            | async move {
                admit(&headers, raw.as_deref(), &[])?;
                let data = $find(&app, &page, &key).await?;
                Ok::<Response, Problem>(answer(&page, json!({ "data": data })))
            },
        );)*
        routes
    }};
}

pub fn routes() -> Routes {
    serve! { Routes::new().plain("/api/openapi.json", openapi).plain("/api/docs", docs),
        Exhibitors = "id", records::exhibitor;
        Products = "id", records::product;
        Projects = "id", records::project;
        Agreements = "id", records::agreement;
        Contracts = "id", records::contract;
        Editions = "ordinal", records::edition;
        Divisions = "code", records::division;
    }
}

/// All operations. A noun with its own addresses below /api/v1 adds them here.
pub fn operations(site: &Site) -> Vec<Operation> {
    let code = json!({ "type": "string", "pattern": crate::exchange::model::cell::PLACE_PATTERN });
    let ordinal = json!({ "type": "integer", "minimum": 1, "maximum": i16::MAX });
    [
        statistics::operations(),
        pair::<Exhibitors>(site, "id", id_schema(), Vec::new()),
        pair::<Products>(site, "id", id_schema(), records::of_product()),
        pair::<Projects>(site, "id", id_schema(), records::of_project()),
        pair::<Agreements>(site, "id", id_schema(), Vec::new()),
        pair::<Contracts>(site, "id", id_schema(), records::of_contract()),
        pair::<Editions>(site, "ordinal", ordinal, Vec::new()),
        pair::<Divisions>(site, "code", code, Vec::new()),
    ]
    .concat()
}

fn schemas() -> Vec<(&'static str, Value)> {
    fn of<D: Dataset>() -> (&'static str, Value) {
        (D::Record::TITLE, schema::<D::Record>(Vec::new()))
    }
    vec![
        of::<Exhibitors>(),
        of::<Products>(),
        of::<Projects>(),
        of::<Agreements>(),
        of::<Contracts>(),
        of::<Editions>(),
        of::<Divisions>(),
    ]
}

/// A list and its records.
fn pair<D: Dataset>(
    site: &Site,
    key: &'static str,
    key_schema: Value,
    more: More,
) -> Vec<Operation> {
    let (zh, en) = D::TITLE;
    let list = Operation {
        path: list_path::<D>(),
        id: format!("list_{}", D::NAME),
        noun: D::TITLE,
        title: (format!("{zh}：列表"), format!("{en}: list")),
        parameters: [D::filters(site, Default::Current), paging(D::NAME)].concat(),
        answer: list_schema::<D::Record>(),
    };
    let record = Operation {
        path: record_path::<D>(key),
        id: format!("show_{}", D::NAME),
        noun: D::TITLE,
        title: (format!("{zh}：一条记录"), format!("{en}: one record")),
        parameters: vec![Parameter::path(key, ("记录的键", "The record's key"), key_schema)],
        answer: record_schema::<D::Record>(more),
    };
    vec![list, record]
}

fn list_path<D: Dataset>() -> String {
    format!("/api/v1/{}", D::NAME)
}

fn record_path<D: Dataset>(key: &str) -> String {
    format!("{}/{{{key}}}", list_path::<D>())
}

async fn list<D: Dataset>(
    State(app): State<App>,
    page: Page,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let parameters = [D::filters(&page.site, Default::Current), paging(D::NAME)].concat();
    admit(&headers, raw.as_deref(), &parameters)?;
    let (limit, after) = forms::paging(&page, D::NAME)?;
    let slice = D::slice(&app, &page, after.as_deref(), limit).await?;
    let data: Vec<Value> =
        slice.records.iter().map(|record| record.json(&page.public_url)).collect();
    let next_cursor = slice.next.map(|key| cursor(D::NAME, &key));
    let next = next_cursor.as_ref().map(|cursor| {
        let query = page.query.with("cursor", cursor);
        format!("{}{}{}", page.public_url, page.path, query.suffix())
    });
    Ok(answer(&page, json!({ "data": data, "next_cursor": next_cursor, "next": next })))
}

/// Refuses clients that do not accept JSON, and queries with other names than these parameters.
fn admit(headers: &HeaderMap, raw: Option<&str>, parameters: &[Parameter]) -> Result<(), Problem> {
    let names: Vec<&'static str> = parameters.iter().map(|parameter| parameter.name).collect();
    json::admit(headers, raw, &names)
}

/// An answer names its day, and whether it is from a demonstration.
fn answer(page: &Page, mut body: Value) -> Response {
    body["demonstration"] = page.is_demonstration().into();
    body["as_of"] = page.today.to_string().into();
    as_json(&body)
}

async fn openapi(
    page: Page,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    admit(&headers, raw.as_deref(), &[])?;
    Ok(as_json(&document(
        &page.public_url,
        page.is_demonstration(),
        &operations(&page.site),
        schemas(),
    )))
}

async fn docs(page: Page) -> Result<Response, Problem> {
    let operations = operations(&page.site);
    let sheets = opendata::sheets(&page.site);
    render(&views::Docs::new(page, &operations, sheets))
}
