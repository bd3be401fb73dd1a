//! The OpenAPI 3.1 document of the read API, generated from the same parameters and records as the
//! answers. A noun with its own addresses below /api/v1 passes in its `Operation`s.

use super::{
    record::{Record, schema},
    span::cursor_pattern,
};
use serde_json::{Map, Value, json};

#[derive(Debug, Clone)]
pub struct Parameter {
    pub name: &'static str,
    /// `query` or `path`.
    pub place: &'static str,
    pub about: (&'static str, &'static str),
    pub schema: Value,
    pub is_required: bool,
}

/// One GET.
#[derive(Debug, Clone)]
pub struct Operation {
    /// As the router has it: `/api/v1/products/{id}`.
    pub path: String,
    pub id: String,
    /// Its group in the documentation.
    pub noun: (&'static str, &'static str),
    pub title: (String, String),
    pub parameters: Vec<Parameter>,
    /// The schema of a successful answer.
    pub answer: Value,
}

impl Parameter {
    pub fn query(name: &'static str, about: (&'static str, &'static str), schema: Value) -> Self {
        Self { name, place: "query", about, schema, is_required: false }
    }

    pub fn path(name: &'static str, about: (&'static str, &'static str), schema: Value) -> Self {
        Self { name, place: "path", about, schema, is_required: true }
    }

    fn json(&self) -> Value {
        json!({
            "name": self.name,
            "in": self.place,
            "required": self.is_required,
            "description": self.about.1,
            "schema": self.schema,
        })
    }
}

impl Operation {
    pub fn has_record(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.place == "path")
    }

    /// The allowed names of a query.
    pub fn query_names(&self) -> Vec<&'static str> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.place == "query")
            .map(|parameter| parameter.name)
            .collect()
    }
}

pub const LARGEST_PAGE: i64 = 100;
pub const USUAL_PAGE: i64 = 50;

/// The parameters of that list besides its filters.
pub fn paging(list: &str) -> Vec<Parameter> {
    vec![
        Parameter::query(
            "limit",
            ("一次取多少条", "How many records at most"),
            json!({
                "type": "integer",
                "minimum": 1,
                "maximum": LARGEST_PAGE,
                "default": USUAL_PAGE,
            }),
        ),
        Parameter::query(
            "cursor",
            (
                "上一次答复中的 next_cursor",
                "The next_cursor of the answer before; the filters stay the same",
            ),
            json!({ "type": "string", "pattern": cursor_pattern(list) }),
        ),
    ]
}

/// The answer of a list: a page of records, and the position of the next one.
pub fn list_schema<R: Record>() -> Value {
    let text = json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] });
    envelope(json!({
        "data": { "type": "array", "maxItems": LARGEST_PAGE, "items": reference(R::TITLE) },
        "next_cursor": text,
        "next": text,
    }))
}

/// The answer of a record; `more` are the details of its own page.
pub fn record_schema<R: Record>(more: Vec<(&'static str, &'static str, Value)>) -> Value {
    envelope(
        json!({ "data": if more.is_empty() { reference(R::TITLE) } else { schema::<R>(more) } }),
    )
}

pub fn reference(title: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{title}") })
}

fn envelope(more: Value) -> Value {
    let mut properties = Map::from_iter([
        (
            "demonstration".to_string(),
            json!({ "type": "boolean", "description": "Whether the records are invented" }),
        ),
        (
            "as_of".to_string(),
            json!({
                "type": "string",
                "format": "date",
                "description": "The business day in Beijing",
            }),
        ),
    ]);
    properties.extend(more.as_object().cloned().unwrap_or_default());
    let required: Vec<&String> = properties.keys().collect();
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// The whole document. `schemas`: of the records, by their titles.
pub fn document(
    public_url: &str,
    is_demonstration: bool,
    operations: &[Operation],
    schemas: Vec<(&'static str, Value)>,
) -> Value {
    let paths: Map<String, Value> = operations
        .iter()
        .map(|operation| (operation.path.clone(), json!({ "get": get(operation) })))
        .collect();
    let mut schemas: Map<String, Value> =
        schemas.into_iter().map(|(title, schema)| (title.to_string(), schema)).collect();
    schemas.insert("Problem".into(), problem());
    let note = if is_demonstration {
        "\n\n演示数据 Demonstration data: every record is invented."
    } else {
        ""
    };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "农展通 Farmfair",
            "version": "1",
            "description": format!("{ABOUT}{note}"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": public_url }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

const ABOUT: &str = "All public records of the fair and its deals, read only. \
    Amounts and quantities are decimal strings; every amount of the five ledgers names its step \
    (intent, framework, contract, purchase, payment), and amounts of different steps must never be \
    added. Days are days in Beijing. Lists are ordered by id and paged by an opaque cursor.";

fn get(operation: &Operation) -> Value {
    let mut responses = json!({
        "200": {
            "description": "As asked",
            "headers": { "Access-Control-Allow-Origin": { "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": operation.answer } },
        },
        "304": { "description": "Not changed since the version that the request names" },
    });
    let mut problems = vec![
        ("400", "The request is not valid; the problem says why"),
        ("405", "Only GET and HEAD"),
        ("406", "Only JSON is available"),
        ("503", "Try again later, see Retry-After"),
    ];
    if operation.has_record() {
        problems.push(("404", "No such public record"));
    }
    for (status, description) in problems {
        responses[status] = json!({
            "description": description,
            "content": { "application/problem+json": { "schema": reference("Problem") } },
        });
    }
    json!({
        "operationId": operation.id,
        "tags": [operation.noun.1],
        "summary": operation.title.1,
        "description": operation.title.0,
        "parameters": operation.parameters.iter().map(Parameter::json).collect::<Vec<_>>(),
        "responses": responses,
    })
}

/// RFC 9457.
fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "parameter": { "type": "string", "description": "The parameter that was wrong" },
            "allowed": {
                "type": "array",
                "items": { "type": "string" },
                "description": "The allowed parameters",
            },
        },
        "additionalProperties": false,
    })
}
