//! The list, and shipments recorded.

use super::{flashes, refusals::said_of_shipment};
use crate::{
    audit::model::records::Record,
    deliveries::{
        actions::{self, Sending, Under},
        forms::shipment::{Found, Parsed, ShipmentForm, parse},
        model::{
            reach::Reach,
            record::{Listed, OfficeFilter},
            trail::DELIVERIES,
        },
        store::office as store,
        views::{
            office::{COLUMNS, OfficeIndex, facets, path},
            sending::{Choose, SendPage},
        },
    },
    http::{problem::Problem, state::App},
    places,
    promises::forms::leads::Leads,
    submissions,
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, ids::DeliveryId, window::Window},
    web::{
        body::Form,
        fields::Fields,
        forms::{Errors, new_form_code},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The list as a sheet.
pub struct Deliveries;

impl OfficeList for Deliveries {
    const PATH: &'static str = "/admin/deliveries";
    const LISTS: &'static Record = &DELIVERIES;
    type Row = Listed;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<Listed>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<OfficeFilter, Problem> {
        Ok(OfficeFilter {
            reach: Reach::of(&office.viewer),
            banner: page.banner_filter()?,
            stage: page.query.read("stage")?,
            contract: page.query.read("contract")?,
            typed: page.query.typed()?.map(str::to_string),
            today: page.today,
        })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c OfficeFilter,
    ) -> BoxStream<'c, sqlx::Result<Listed>> {
        at_once(store::list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let filter = Deliveries::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 40)?;
    let window = Window { limit: position.size, offset: position.offset() };
    let deliveries = store::list(app.pool(), &filter, window).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts, filter.reach == Reach::All);
    let saved = match office.has_desk() {
        true => table::saved(&app, &page, &office).await?,
        false => Vec::new(),
    };
    render(&OfficeIndex { page, office, list, deliveries, saved })
}

/// `contract`: the one that the goods are sent under, or `none`. `like`: an earlier load.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let reach = Reach::of(&office.viewer);
    let mut connection = app.pool().acquire().await?;
    let contract = match page.query.get("contract") {
        None => {
            let contracts = store::open_contracts(&mut connection, &reach, page.today).await?;
            return render(&Choose { page, office, contracts });
        }
        Some("none") => None,
        Some(id) => {
            let id = id.parse().map_err(|()| Problem::NotFound)?;
            let found = store::open_contract(&mut connection, &reach, id, page.today).await?;
            Some(found.ok_or(Problem::NotFound)?)
        }
    };
    let blank = ShipmentForm::blank(contract.as_ref(), page.today);
    let form = match page.query.read::<DeliveryId>("like")? {
        Some(id) => {
            let earlier = store::find(&mut connection, id, &reach).await?;
            blank.like(&earlier.ok_or(Problem::NotFound)?, reach.sees_households())
        }
        None => blank,
    };
    drop(connection);
    let form = ShipmentForm { form: new_form_code()?, ..form };
    render(&view(&app, OfficePage { page, office }, form, Errors::default()).await?)
}

/// What the typed names may mean.
async fn found(
    app: &App,
    page: &Page,
    office: &Office,
    form: &ShipmentForm,
) -> Result<Found, Problem> {
    let reach = Reach::of(&office.viewer);
    let mut connection = app.pool().acquire().await?;
    let mut found = Found::default();
    if form.contract.is_empty() {
        found.leads = Leads::find(&mut connection, form.leads()).await?;
    } else {
        let id = form.contract.parse().map_err(|()| Problem::NotFound)?;
        let contract = store::open_contract(&mut connection, &reach, id, page.today).await?;
        found.contract = Some(contract.ok_or(Problem::NotFound)?);
    }
    for lot in &form.lots {
        let typed = lot.village_typed();
        if !typed.is_empty() && !found.villages.contains_key(typed) {
            let named = places::store::named(&mut *connection, typed).await?;
            found.villages.insert(typed.to_string(), named);
        }
    }
    Ok(found)
}

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    form: ShipmentForm,
    errors: Errors,
) -> Result<SendPage, Problem> {
    let found = found(app, &page, &office, &form).await?;
    let last = match &found.contract {
        Some(contract) => {
            let filter = OfficeFilter {
                reach: Reach::of(&office.viewer),
                banner: None,
                stage: None,
                contract: Some(contract.id),
                typed: None,
                today: page.today,
            };
            let window = Window { limit: 1, offset: 0 };
            store::list(app.pool(), &filter, window).await?.first().map(|last| last.id)
        }
        None => None,
    };
    Ok(SendPage { page, office, form, found, last, errors, goes_on: false })
}

/// A supplier sends its own goods and a village team those of its village, whatever is typed.
fn owned(office: &Office, form: ShipmentForm) -> ShipmentForm {
    match Reach::of(&office.viewer) {
        Reach::Supplier(id) if form.contract.is_empty() => {
            let name = office.viewer.scope_name.0.clone();
            ShipmentForm { supplier: name, supplier_id: id.to_string(), ..form }
        }
        Reach::Village(code) => {
            let mut form = form;
            for lot in &mut form.lots {
                lot.village = code.to_string();
            }
            form
        }
        _ => form,
    }
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let form = owned(&office, ShipmentForm::read(&fields));
    let at = OfficePage { page, office };
    if let Some(form) = form.rearranged() {
        let view = view(&app, at, form, Errors::default()).await?;
        return render(&SendPage { goes_on: true, ..view });
    }
    let OfficePage { page, office } = at;
    let found = found(&app, &page, &office, &form).await?;
    let errors = match parse(&page, &form, &found) {
        Err(errors) => errors,
        Ok(Parsed { shipment, parties }) => {
            let under = match (&found.contract, &parties) {
                (Some(contract), _) => Under::Contract(contract.id),
                (None, Some(parties)) => Under::Parties(parties),
                (None, None) => return Err(Problem::BadForm),
            };
            let sending =
                Sending { viewer: &office.viewer, under, shipment: &shipment, today: page.today };
            let sent = submissions::forms::read(&form.form, &office.viewer)?;
            match actions::send(app.pool(), &sending, &sent).await {
                Ok(id) => {
                    let said = match shipment.shipped_on {
                        Some(_) => flashes::DELIVERY_SENT,
                        None => flashes::DELIVERY_PLANNED,
                    };
                    return Ok(said.at(&page.href(path(&office, id))));
                }
                Err(refusal) => said_of_shipment(&page, refusal)?,
            }
        }
    };
    refused(&view(&app, OfficePage { page, office }, form, errors).await?)
}
