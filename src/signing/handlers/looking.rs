//! What the form asks while it is filled in: parties of a name, and the checks.

use super::edition;
use crate::{
    fairs::model::planning::Planned,
    http::{problem::Problem, state::App},
    organisations::model::Side,
    places,
    projects::{
        model::deal::{Goods, Party},
        store::deals,
    },
    signing::{
        actions::{self, Typed},
        forms::{DealForm, Found, days_of},
        model::{Checks, Likeness},
        views::Hints,
    },
    values::{
        day,
        ids::ProjectId,
        quantity::Unit,
        search_text::{SearchQuery, marked},
        typed::{number, words},
        typed_amount,
    },
    web::{
        forms::Errors,
        json::as_json,
        office::Office,
        page::{Page, render},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use serde_json::{Value, json};
use sqlx::PgConnection;

const SUGGESTED: i64 = 8;

/// Organisations of a side, as suggestions.
pub async fn parties(
    State(app): State<App>,
    page: Page,
    _office: Office,
) -> Result<Response, Problem> {
    let side = match page.query.get("side") {
        Some("buyer") => Side::Buyer,
        _ => Side::Supplier,
    };
    let mut items = Vec::new();
    if let Some(search) = page.search()? {
        let found = deals::suggested(app.pool(), side, &search, SUGGESTED).await?;
        items = found.iter().map(|party| item(&page, &search, party)).collect::<Vec<_>>();
    }
    let said = match items.is_empty() {
        true => page.t("库里没有，可登记新主体", "Not registered: register it below"),
        false => page.t("可用上下方向键选择", "Choose with the arrow keys"),
    };
    let groups =
        if items.is_empty() { json!([]) } else { json!([{ "title": "", "items": items }]) };
    Ok(as_json(&json!({ "said": said, "groups": groups })))
}

fn item(page: &Page, search: &SearchQuery, party: &Party) -> Value {
    let parts: Vec<(String, bool)> =
        marked(&party.name, search).into_iter().map(|part| (part.text, part.found)).collect();
    let banner = party.banner_code.as_ref().map(|code| page.banner_name(code));
    json!({
        "value": party.name,
        "code": party.id,
        "lang": "zh-CN",
        "name": parts,
        "beside": banner.unwrap_or_else(|| party.kind.name(page.lang)),
    })
}

/// The amount in words and the checks, as a part of the page.
pub async fn checks(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let form: DealForm =
        serde_html_form::from_str(&query.unwrap_or_default()).map_err(|_| Problem::BadForm)?;
    let id = page.query.get("deal").and_then(|id| id.parse().ok());
    let mut connection = app.pool().acquire().await?;
    let found = found(&mut connection, &form).await?;
    let of = Deal { edition: &edition, id, office: &office };
    let checks = check(&mut connection, of, &form, &found).await?;
    render(&Hints { page, form, checks, errors: Errors::default() })
}

/// What the typed names may mean.
pub async fn found(connection: &mut PgConnection, form: &DealForm) -> sqlx::Result<Found> {
    let mut found = Found::default();
    for side in [Side::Supplier, Side::Buyer] {
        let typed = form.lead(side);
        let parties = match typed.is_empty() {
            true => Vec::new(),
            false => deals::party_named(&mut *connection, side, typed, form.chosen(side)).await?,
        };
        match side {
            Side::Supplier => found.suppliers = parties,
            Side::Buyer => found.buyers = parties,
        }
        for typed in form.further(side) {
            let parties = deals::party_named(&mut *connection, side, typed, None).await?;
            found.further.push((side, typed.to_string(), parties));
        }
    }
    for typed in form.village_names() {
        let places = places::store::named(&mut *connection, typed).await?;
        found.villages.push((typed.to_string(), places));
    }
    Ok(found)
}

/// Which deal is typed, and by whom.
#[derive(Clone, Copy)]
pub struct Deal<'a> {
    pub edition: &'a Planned,
    /// `None`: a new one.
    pub id: Option<ProjectId>,
    pub office: &'a Office,
}

/// The checks of as much as can be read.
pub async fn check(
    connection: &mut PgConnection,
    Deal { edition, id, office }: Deal<'_>,
    form: &DealForm,
    found: &Found,
) -> sqlx::Result<Checks> {
    let quantity = number(&form.quantity, 3).filter(|n| !n.is_zero());
    let goods = words(&form.goods, 40)
        .map(|name| Goods { name, quantity: quantity.zip(Unit::find(form.quantity_unit.trim())) });
    let typed = Typed {
        edition: edition.id,
        id,
        named: Likeness::read(&form.likeness).map(|likeness| likeness.of()),
        banner: office.viewer.scope.banner().cloned(),
        r#type: form.r#type.parse().ok(),
        supplier: found.the_one(Side::Supplier).map(|party| party.id),
        buyer: found.the_one(Side::Buyer).map(|party| party.id),
        rung: form.rung(),
        amount: typed_amount::yuan(&form.amount, form.unit()).ok(),
        goods,
        day: day::parse(form.signed_on.trim()).unwrap_or(days_of(edition).0),
    };
    actions::checks(connection, &typed).await
}
