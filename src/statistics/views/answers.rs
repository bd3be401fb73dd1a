//! Indicators as JSON.

use crate::{
    indicators::model::{Indicator, PublishedFigure, Scope, Value},
    kit::{page::Page, query::BadQuery},
    statistics::forms::Refusal,
    values::{lang::Lang, rung::Rung},
};
use axum::{
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

/// What an indicator says of a scope as of a day; under the key, in the unit and with the wording of what was
/// said in public, where it was asked for by that key.
pub struct Answer<'a> {
    pub indicator: &'a Indicator,
    pub published: Option<&'a PublishedFigure>,
    pub value: Value,
    pub as_of: NaiveDate,
    pub scope: &'a Scope,
}

impl Answer<'_> {
    pub fn json(&self, page: &Page) -> Json {
        let (key, unit, scale) = match self.published {
            Some(figure) => (figure.key.as_str(), figure.unit.as_str(), figure.scale()),
            None => (self.indicator.key, self.indicator.unit.name(Lang::Zh), Decimal::ONE),
        };
        let mut answer = json!({
            "key": key,
            "indicator": self.indicator.key,
            "name": self.indicator.zh,
            "name_en": self.indicator.en,
            "value": self.value.in_units_of(scale),
            "unit": unit,
            "rung": self.indicator.rung.map(Rung::class),
            "as_of": self.as_of,
            "definition": self.indicator.definition.0,
            "definition_en": self.indicator.definition.1,
            "dimensions": dimensions(page, self.indicator),
            "records": self.indicator.records.href(&page.site, self.scope, (self.as_of, page.today)),
            "withheld": withheld(self.value),
            "demonstration": page.is_demonstration(),
        });
        // Of another scope or day nothing was said.
        let said = self.published.filter(|figure| figure.scope() == *self.scope && figure.as_of == self.as_of);
        if let (Some(figure), Some(fields)) = (said, answer.as_object_mut()) {
            fields.insert("published".into(), published(figure, self.value));
        }
        answer
    }
}

/// The dimensions that were given, as they were.
fn dimensions(page: &Page, indicator: &Indicator) -> Json {
    let given = indicator.dimensions.iter().filter_map(|d| Some((d.code().to_string(), Json::from(page.query.get(d.code())?))));
    Json::Object(given.collect::<Map<_, _>>())
}

/// Why there is no value, where households stand behind it.
fn withheld(value: Value) -> Option<&'static str> {
    match value {
        Value::Few => Some("fewer than 3 households"),
        Value::Withheld => Some("hidden so that a count under 3 cannot be found by subtraction"),
        _ => None,
    }
}

fn published(figure: &PublishedFigure, value: Value) -> Json {
    json!({
        "value": figure.value,
        "qualifier": figure.qualifier,
        "wording": figure.wording,
        "as_of": figure.as_of,
        "said_on": figure.said_on,
        "said_in": figure.said_in,
        "is_consistent": figure.agrees_with(value),
    })
}

pub fn answer(json: &Json) -> Response {
    ([(CONTENT_TYPE, "application/json")], json.to_string()).into_response()
}

fn problem(status: StatusCode, mut details: Json) -> Response {
    if let Some(fields) = details.as_object_mut() {
        fields.insert("status".into(), status.as_u16().into());
        fields.insert("type".into(), "about:blank".into());
    }
    (status, [(CONTENT_TYPE, "application/problem+json")], details.to_string()).into_response()
}

/// Names the dimensions that would have been right.
pub fn refuse(refusal: &Refusal, indicator: &Indicator) -> Response {
    let allowed: Vec<&str> = indicator.dimensions.iter().map(|dimension| dimension.code()).chain(["as_of"]).collect();
    let detail = match refusal {
        Refusal::Unknown(name) => format!("{name} is no dimension of {}", indicator.key),
        Refusal::Query(BadQuery::Value { name }) => format!("{name} cannot have this value"),
        Refusal::Query(_) => "the query string cannot be read".to_string(),
    };
    problem(StatusCode::BAD_REQUEST, json!({ "title": "Bad request", "detail": detail, "allowed": allowed }))
}

pub fn unknown(key: &str) -> Response {
    problem(StatusCode::NOT_FOUND, json!({ "title": "Not found", "detail": format!("there is no indicator {key}") }))
}
