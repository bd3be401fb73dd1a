//! Single records of the read API, each with the details of its own page.

use crate::{
    agreements, contracts,
    exchange::{
        model::{
            deals::{AmendmentRecord, CertificateRecord, ExhibitRecord, LineRecord, StageRecord},
            found::DivisionFilter,
            money::Yuan,
            record::{Record, schema},
            span::Span,
        },
        store,
    },
    exhibitors,
    http::{problem::Problem, state::App},
    products, projects,
    values::{
        ids::{AgreementId, ContractId, ExhibitorId, ProductId, ProjectId},
        place_code::PlaceCode,
    },
    web::page::Page,
};
use serde_json::{Map, Value, json};
use std::str::FromStr;

/// The additional fields of a single record: name, meaning, schema.
pub type More = Vec<(&'static str, &'static str, Value)>;

pub async fn exhibitor(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let id: ExhibitorId = read(key)?;
    let filter = exhibitors::model::Filter::default();
    first(
        page,
        exhibitors::store::exported(app.pool(), &filter, page.today, Span::only(id.0)).await?,
    )
}

/// With the price at the current edition if it is shown there, as on its page.
pub async fn product(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let id: ProductId = read(key)?;
    let current = products::model::Filter {
        edition: page.edition().map(|edition| edition.id),
        ..Default::default()
    };
    let mut found =
        products::store::exported(app.pool(), &current, page.today, Span::only(id.0)).await?;
    if found.is_empty() {
        found = products::store::exported(
            app.pool(),
            &Default::default(),
            page.today,
            Span::only(id.0),
        )
        .await?;
    }
    let mut record = first(page, found)?;
    let certificates =
        products::store::certificates_of(app.pool(), id).await?.into_iter().map(|certificate| {
            CertificateRecord {
                counts: certificate.counts(&page.today),
                scheme: certificate.scheme,
                number: certificate.number,
                issuer: certificate.issuer,
                valid_from: certificate.valid_from,
                valid_to: certificate.valid_to,
            }
        });
    let exhibits = products::store::exhibited_at(app.pool(), id).await?;
    let exhibits = exhibits.into_iter().filter_map(|at| {
        let edition = page.site.edition(at.edition_id)?.ordinal;
        Some(ExhibitRecord {
            edition,
            exhibitor_id: at.exhibitor_id,
            booth: at.booth_code,
            price: Yuan(at.price),
        })
    });
    record["certificates"] = parts(certificates);
    record["exhibits"] = parts(exhibits);
    Ok(record)
}

pub async fn project(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let id: ProjectId = read(key)?;
    let mut record = first(
        page,
        projects::store::exported(app.pool(), &Default::default(), Span::only(id.0)).await?,
    )?;
    let stages = projects::store::stages_of(app.pool(), id).await?.into_iter();
    record["stages"] =
        parts(stages.map(|row| StageRecord { stage: row.stage, effective_on: row.effective_on }));
    Ok(record)
}

pub async fn agreement(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let id: AgreementId = read(key)?;
    first(
        page,
        agreements::store::exported(app.pool(), &Default::default(), page.today, Span::only(id.0))
            .await?,
    )
}

pub async fn contract(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let id: ContractId = read(key)?;
    let mut record = first(
        page,
        contracts::store::exported(app.pool(), &Default::default(), page.today, Span::only(id.0))
            .await?,
    )?;
    record["lines"] = parts(
        contracts::store::lines_of(app.pool(), id, page.today)
            .await?
            .into_iter()
            .map(LineRecord::from),
    );
    record["amendments"] = parts(
        contracts::store::amendments_of(app.pool(), id)
            .await?
            .into_iter()
            .map(AmendmentRecord::from),
    );
    Ok(record)
}

pub async fn edition(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let ordinal = key.parse::<i16>().ok().filter(|n| n.to_string() == key);
    let edition = ordinal.and_then(|n| page.site.by_ordinal(n)).ok_or(Problem::NotFound)?;
    first(page, super::overviews::editions(app, page, Some(edition.id)).await?)
}

pub async fn division(app: &App, page: &Page, key: &str) -> Result<Value, Problem> {
    let code: PlaceCode = read(key)?;
    first(
        page,
        store::divisions(app.pool(), &DivisionFilter::default(), Some(code.as_str()), "", 1)
            .await?,
    )
}

pub fn of_product() -> More {
    vec![
        ("certificates", "Certificates that name it", list::<CertificateRecord>()),
        ("exhibits", "Where it was shown", list::<ExhibitRecord>()),
    ]
}

pub fn of_project() -> More {
    vec![("stages", "The stages it reached", list::<StageRecord>())]
}

pub fn of_contract() -> More {
    vec![
        (
            "lines",
            "Its lines; former ones are marked by the amendment that removed them",
            list::<LineRecord>(),
        ),
        ("amendments", "Supplementary agreements", list::<AmendmentRecord>()),
    ]
}

fn read<K: FromStr>(key: &str) -> Result<K, Problem> {
    key.parse().map_err(|_| Problem::NotFound)
}

fn first<R: Record>(page: &Page, records: Vec<R>) -> Result<Value, Problem> {
    records.first().map(|record| record.json(&page.public_url)).ok_or(Problem::NotFound)
}

/// Parts of a record have no page.
fn parts<R: Record>(records: impl Iterator<Item = R>) -> Value {
    let plain = |record: R| -> Map<String, Value> {
        record.values().into_iter().map(|(name, value)| (name.to_string(), value)).collect()
    };
    records.map(plain).map(Value::Object).collect()
}

fn list<R: Record>() -> Value {
    let mut item = schema::<R>(Vec::new());
    if let Some(properties) = item["properties"].as_object_mut() {
        properties.remove("url");
    }
    if let Some(required) = item["required"].as_array_mut() {
        required.retain(|name| name != "url");
    }
    json!({ "type": "array", "items": item })
}
