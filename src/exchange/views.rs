//! The documentation of the read API, the feed of signings and the sitemap.

use super::model::{
    found::{Part, Signing},
    openapi::{Operation, Parameter},
};
use crate::{
    values::{day::beijing, figure::Figure, lang::Lang},
    web::page::Page,
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// A page of the site in the sitemap.
pub struct Place {
    pub path: String,
    /// The day of the last change.
    pub day: NaiveDate,
}

impl Place {
    /// The page of a record changes with the record.
    pub fn new(path: String, changed_at: DateTime<Utc>) -> Self {
        Self { path, day: changed_at.with_timezone(&beijing()).date_naive() }
    }

    /// Lists and totals change every business day.
    pub fn today(path: String, today: NaiveDate) -> Self {
        Self { path, day: today }
    }
}

#[derive(Template)]
#[template(path = "exchange/sitemap.xml")]
pub struct Sitemap {
    pub page: Page,
    pub places: Vec<Place>,
}

#[derive(Template)]
#[template(path = "exchange/sitemap_index.xml")]
pub struct SitemapIndex {
    pub page: Page,
    pub parts: Vec<Part>,
}

impl SitemapIndex {
    fn day(&self, part: &Part) -> NaiveDate {
        part.changed_at.with_timezone(&beijing()).date_naive()
    }
}

#[derive(Template)]
#[template(path = "exchange/feed.xml")]
pub struct Feed {
    pub page: Page,
    pub signings: Vec<Signing>,
}

impl Feed {
    /// The time of the latest change; without signings, the beginning of the business day.
    fn updated(&self) -> String {
        let latest = self.signings.iter().map(|signing| signing.changed_at).max();
        latest.map_or_else(|| format!("{}T00:00:00+08:00", self.page.today), |at| self.moment(&at))
    }

    fn moment(&self, moment: &DateTime<Utc>) -> String {
        moment.with_timezone(&beijing()).to_rfc3339()
    }

    fn figure(&self, signing: &Signing) -> Option<Figure> {
        signing
            .intent
            .map(|amount| amount.figure())
            .or(signing.contract.map(|amount| amount.figure()))
    }

    /// `鄂托克旗某合作社 → 某企业，意向 901.3万元`
    fn summary(&self, signing: &Signing) -> String {
        let parties = format!("{} → {}", signing.supplier, signing.buyer);
        let amount = self.figure(signing).map(|figure| {
            format!("，{} {}", figure.rung.name(Lang::Zh), figure.say(Lang::Zh).line())
        });
        let note = if self.page.is_demonstration() { "（演示数据）" } else { "" };
        format!("{parties}{}{note}", amount.unwrap_or_default())
    }
}

/// A field of a record in the documentation.
pub struct FieldText {
    pub name: String,
    pub kind: String,
    pub about: String,
}

pub struct Noun<'a> {
    pub anchor: String,
    pub title: (&'static str, &'static str),
    pub operations: Vec<&'a Operation>,
    pub fields: Vec<FieldText>,
}

/// A sheet with its filters.
pub struct Sheet {
    pub path: String,
    pub title: (&'static str, &'static str),
    pub filters: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "exchange/docs.html")]
pub struct Docs<'a> {
    pub page: Page,
    pub nouns: Vec<Noun<'a>>,
    pub sheets: Vec<Sheet>,
}

impl<'a> Docs<'a> {
    pub fn new(page: Page, operations: &'a [Operation], sheets: Vec<Sheet>) -> Self {
        let mut nouns: Vec<Noun> = Vec::new();
        for operation in operations {
            match nouns.last_mut().filter(|noun| noun.title == operation.noun) {
                Some(noun) => noun.operations.push(operation),
                None => nouns.push(Noun::begin(operation)),
            }
        }
        // The answer of a single record has the most fields.
        for noun in &mut nouns {
            noun.fields = noun
                .operations
                .last()
                .map(|operation| fields(&operation.answer))
                .unwrap_or_default();
        }
        Self { page, nouns, sheets }
    }

    fn values(&self, parameter: &Parameter) -> String {
        kind(&parameter.schema)
    }

    /// An address of the list that anyone may open; a record needs a key.
    fn example(&self, operation: &Operation) -> Option<String> {
        let query = if operation.query_names().contains(&"limit") { "?limit=2" } else { "" };
        (!operation.has_record()).then(|| format!("{}{query}", operation.path))
    }
}

impl<'a> Noun<'a> {
    fn begin(operation: &'a Operation) -> Self {
        let anchor = operation.path.split('/').nth(3).unwrap_or_default().to_string();
        Self { anchor, title: operation.noun, operations: vec![operation], fields: Vec::new() }
    }
}

/// The fields of `data` in an answer.
fn fields(answer: &Value) -> Vec<FieldText> {
    let data = &answer["properties"]["data"];
    let properties =
        if data["properties"].is_object() { &data["properties"] } else { &answer["properties"] };
    let said = |(name, schema): (&String, &Value)| FieldText {
        name: name.clone(),
        kind: kind(schema),
        about: schema["description"].as_str().unwrap_or_default().to_string(),
    };
    properties.as_object().map(|all| all.iter().map(said).collect()).unwrap_or_default()
}

/// The type of a value, in a few words.
fn kind(schema: &Value) -> String {
    if let Some(codes) = schema["enum"].as_array() {
        let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
        return if codes.len() > 12 {
            format!("{} … ({})", codes[..8].join(" | "), codes.len())
        } else {
            codes.join(" | ")
        };
    }
    if let Some(either) = schema["anyOf"].as_array() {
        return either.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    let rung = schema["properties"]["rung"]["const"].as_str();
    match (schema["type"].as_str().unwrap_or_default(), rung) {
        ("object", Some(rung)) => format!("CNY, {rung}"),
        ("object", None) if schema["properties"]["currency"].is_object() => "CNY".to_string(),
        ("array", _) => format!("[{}]", kind(&schema["items"])),
        ("string", _) => schema["format"].as_str().unwrap_or("string").to_string(),
        (other, _) => other.to_string(),
    }
}
