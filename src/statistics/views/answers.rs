//! Indicators as JSON.

use crate::{
    exchange::model::{
        openapi::{Operation, Parameter},
        parameters,
    },
    indicators::model::{Dimension, Indicator, PublishedFigure, Scope, Value, catalogue},
    values::{lang::Lang, rung::Rung},
    web::page::Page,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

/// The value of an indicator for a scope as of a day, always in the indicator's own unit; with the
/// reported figure, if it was requested by that key.
pub struct Answer<'a> {
    pub indicator: &'a Indicator,
    pub published: Option<&'a PublishedFigure>,
    pub value: Value,
    /// The day of the value, which is earlier than the requested day if the value exists only for
    /// some days.
    pub as_of: NaiveDate,
    pub scope: &'a Scope,
}

impl Answer<'_> {
    pub fn json(&self, page: &Page) -> Json {
        let key = self.published.map_or(self.indicator.key, |figure| figure.key.as_str());
        let records = self.indicator.records.href(&page.site, self.scope, self.as_of, page.today);
        let mut answer = json!({
            "key": key,
            "indicator": self.indicator.key,
            "name": self.indicator.zh,
            "name_en": self.indicator.en,
            "value": self.value.in_units_of(Decimal::ONE),
            "unit": self.indicator.unit.name(Lang::Zh),
            "rung": self.indicator.rung.map(Rung::code),
            "as_of": self.as_of,
            "definition": self.indicator.definition.0,
            "definition_en": self.indicator.definition.1,
            "dimensions": dimensions(page, self.indicator),
            "records": records,
            "withheld": withheld(self.value),
            "demonstration": page.is_demonstration(),
        });
        // Nothing was reported for another scope or day.
        let said = self
            .published
            .filter(|figure| figure.scope() == *self.scope && figure.as_of == self.as_of);
        if let (Some(figure), Some(fields)) = (said, answer.as_object_mut()) {
            fields.insert("published".into(), published(figure, self.value));
        }
        answer
    }
}

/// The given dimensions, unchanged.
fn dimensions(page: &Page, indicator: &Indicator) -> Json {
    let given = indicator
        .dimensions
        .iter()
        .filter_map(|d| Some((d.code().to_string(), Json::from(page.query.get(d.code())?))));
    Json::Object(given.collect::<Map<_, _>>())
}

/// That there is no public value; the reason is not given.
fn withheld(value: Value) -> Option<&'static str> {
    match value {
        Value::Withheld => Some("not published"),
        _ => None,
    }
}

fn published(figure: &PublishedFigure, value: Value) -> Json {
    json!({
        "value": figure.value,
        "unit": figure.unit,
        "ours": figure.ours(value),
        "qualifier": figure.qualifier,
        "wording": figure.wording,
        "as_of": figure.as_of,
        "said_on": figure.said_on,
        "said_in": figure.said_in,
        "is_consistent": figure.agrees_with(value),
    })
}

/// The schema of one indicator's answer.
fn schema() -> Json {
    let text = json!({ "type": "string" });
    let perhaps = json!({ "type": ["string", "null"] });
    let codes = Rung::ALL.map(Rung::code);
    let rungs: Vec<Json> = codes.iter().map(|code| json!(code)).chain([Json::Null]).collect();
    let properties = json!({
        "key": text,
        "indicator": {
            "type": "string",
            "description": "Its key in the catalogue, whatever key it was asked by",
        },
        "name": text,
        "name_en": text,
        "value": {
            "type": ["string", "null"],
            "description": "A decimal in the unit, an ISO day or a month; null where it is withheld or not known",
        },
        "unit": text,
        "rung": { "enum": rungs },
        "as_of": {
            "type": "string",
            "format": "date",
            "description": "The day that the value is of: earlier than the day asked for where it exists \
                only for some days",
        },
        "definition": text,
        "definition_en": text,
        "dimensions": { "type": "object", "additionalProperties": text },
        "records": {
            "type": "string",
            "description": "The address of the records behind it, on this site",
        },
        "withheld": perhaps,
        "demonstration": { "type": "boolean" },
    });
    let required: Vec<String> =
        properties.as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
    let mut schema = json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    });
    schema["properties"]["published"] = published_schema(&text, &perhaps);
    schema
}

/// The schema of the reported figure.
fn published_schema(text: &Json, perhaps: &Json) -> Json {
    json!({
        "type": "object",
        "required": [
            "value", "unit", "ours", "qualifier", "wording",
            "as_of", "said_on", "said_in", "is_consistent",
        ],
        "properties": {
            "value": text,
            "unit": {
                "type": "string",
                "description": "The unit in which it was said, of its value and of ours",
            },
            "ours": {
                "type": ["string", "null"],
                "description": "Our value for its edition and day in its unit",
            },
            "qualifier": { "enum": ["=", ">", "~", "~>", "derived"] },
            "wording": perhaps,
            "as_of": text,
            "said_on": perhaps,
            "said_in": perhaps,
            "is_consistent": { "type": "boolean" },
        },
        "additionalProperties": false,
    })
}

/// The description of these two addresses in the read API.
pub fn operations() -> Vec<Operation> {
    let day = parameters::as_of();
    let keys: Vec<&str> = catalogue::all().map(|indicator| indicator.key).collect();
    let key = Parameter::path(
        "key",
        ("指标的键，或报道数字的键", "Its key, or the key of a reported figure"),
        json!({ "type": "string", "examples": keys }),
    );
    let dimension = |d: &Dimension| {
        let about = ("指标允许时可用", "Where the indicator allows it");
        Parameter::query(
            d.code(),
            about,
            json!({ "type": "string", "description": d.name(Lang::En) }),
        )
    };
    let operation =
        |path: &str, id: &str, title: (&str, &str), parameters: Vec<Parameter>, answer: Json| {
            Operation {
                path: path.into(),
                id: id.into(),
                noun: ("指标", "Indicators"),
                title: (title.0.into(), title.1.into()),
                parameters,
                answer,
            }
        };
    let list = json!({
        "type": "object",
        "required": ["indicators", "demonstration"],
        "properties": {
            "indicators": { "type": "array", "items": schema() },
            "demonstration": { "type": "boolean" },
        },
        "additionalProperties": false,
    });
    let of_one: Vec<Parameter> =
        [key, day.clone()].into_iter().chain(Dimension::ALL.iter().map(dimension)).collect();
    vec![
        operation(
            "/api/v1/indicators",
            "list_indicators",
            ("指标：全部", "Indicators: all"),
            vec![day],
            list,
        ),
        operation(
            "/api/v1/indicators/{key}",
            "show_indicators",
            ("指标：一个", "Indicators: one"),
            of_one,
            schema(),
        ),
    ]
}
