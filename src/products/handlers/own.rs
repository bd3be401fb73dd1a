//! A supplier's own products.

use crate::{
    brands,
    identity::model::{Viewer, token::Token},
    kit::{
        forms::Errors,
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
    },
    places::{self, model::Named},
    products::{
        actions::{self, Decision, Refusal, Saving},
        forms::selling::ProductForm,
        model::selling::{Branded, Offer, Own, State, Whose},
        store::{office, selling},
        views::selling::{Conflict, Edit, Mine, facets},
    },
    values::{facet::FacetCounts, ids::OrganisationId},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// Whose they are; what is another's is not there.
fn own(viewer: &Viewer) -> Result<(OrganisationId, Whose), Problem> {
    let organisation = viewer.scope.organisation().ok_or(Problem::Forbidden)?;
    Ok((organisation, Whose { organisation: Some(organisation), ..Whose::default() }))
}

pub async fn index(Shared(app): Shared<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let whose = Whose { state: page.query.read("state")?, search: page.search()?, ..whose };
    let position = Position::read(&page.query, 40)?;
    let products = office::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(office::counts(app.pool(), &whose, None).await?);
    let mut list = Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    render(&Mine { page, office, list, products })
}

/// `from`: the one to be copied.
pub async fn new(Shared(app): Shared<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let copied = match page.query.read("from")? {
        Some(id) => Some(selling::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)?),
        None => None,
    };
    let mut form = copied.map(|product| ProductForm { version: String::new(), ..ProductForm::of(&product, &page) }).unwrap_or_default();
    form.form = Token::random().map_err(|_| Problem::Internal)?.as_str().to_string();
    form.fair = Some("1".into());
    let ground = Ground::of(&app, &office, None).await?;
    render(&ground.edit((page, office), form, Vec::new(), Errors::default()))
}

/// What the form stands on: the product that is there, what it cost, and the brands that it may bear.
struct Ground {
    product: Option<Own>,
    prices: Vec<(DateTime<Utc>, Decimal)>,
    brands: Vec<Branded>,
}

impl Ground {
    /// One's own brands; a regional one is kept where it is, and taken nowhere else.
    async fn of(app: &App, office: &Office, product: Option<Own>) -> Result<Self, Problem> {
        let (organisation, _) = own(&office.viewer)?;
        let mut brands = brands::store::of_owner(app.pool(), organisation).await?;
        if let Some(borne) = product.as_ref().and_then(|product| product.offer.brand.as_ref())
            && !brands.contains(borne)
        {
            brands.push(borne.clone());
        }
        let prices = match &product {
            Some(product) => selling::prices(app.pool(), product.id).await?,
            None => Vec::new(),
        };
        Ok(Self { product, prices, brands })
    }

    fn edit(self, (page, office): (Page, Office), form: ProductForm, places: Vec<Named>, errors: Errors) -> Edit {
        let Self { product, prices, brands } = self;
        Edit { page, office, product, form, places, brands, errors, prices }
    }
}

pub async fn create(Shared(app): Shared<App>, page: Page, office: Office, Form(form): Form<ProductForm>) -> Result<Response, Problem> {
    let (organisation, _) = own(&office.viewer)?;
    let places = meant(&app, &form).await?;
    let ground = Ground::of(&app, &office, None).await?;
    let offer = match form.parse(&page, &places, &ground.brands) {
        Ok(offer) => offer,
        Err(errors) => return refused(&ground.edit((page, office), form, places, errors)),
    };
    let Some(code) = Token::read(&form.form) else { return Err(Problem::Forbidden) };
    match actions::create(app.pool(), &saving(&page, &office.viewer, organisation, &form), &offer, code.as_str()).await? {
        // What is still missing is what it looks like.
        Ok(id) => Ok(saved(&page, form.is_submitted(), &format!("/my{}/photos", id.path()))),
        Err(refusal) => {
            let errors = said(&page, &refusal);
            refused(&ground.edit((page, office), form, places, errors))
        }
    }
}

pub async fn edit(Shared(app): Shared<App>, page: Page, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let product = load(&app, &office, &id).await?;
    let form = ProductForm::of(&product, &page);
    let ground = Ground::of(&app, &office, Some(product)).await?;
    render(&ground.edit((page, office), form, Vec::new(), Errors::default()))
}

async fn load(app: &App, office: &Office, id: &str) -> Result<Own, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    selling::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)
}

pub async fn update(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ProductForm>,
) -> Result<Response, Problem> {
    let product = load(&app, &office, &id).await?;
    let (id, organisation) = (product.id, product.organisation_id);
    let places = meant(&app, &form).await?;
    let ground = Ground::of(&app, &office, Some(product)).await?;
    let offer = match form.parse(&page, &places, &ground.brands) {
        Ok(offer) => offer,
        Err(errors) => return refused(&ground.edit((page, office), form, places, errors)),
    };
    // What is no version at all is an old one.
    let version = form.version.parse().unwrap_or(0);
    match actions::update(app.pool(), &saving(&page, &office.viewer, organisation, &form), id, version, &offer).await? {
        Ok(state) => Ok(saved(&page, state == State::Submitted, "/my/products")),
        Err(Refusal::Later(kept)) => conflict(page, office, *kept, form, &offer),
        Err(Refusal::NotFound) => Err(Problem::NotFound),
        Err(refusal) => {
            let errors = said(&page, &refusal);
            refused(&ground.edit((page, office), form, places, errors))
        }
    }
}

/// Both versions side by side; whoever came later chooses, field by field.
fn conflict(page: Page, office: Office, kept: Own, form: ProductForm, offer: &Offer) -> Result<Response, Problem> {
    let view = Conflict::new(page, office, kept, form, offer);
    Ok((StatusCode::CONFLICT, render(&view)?).into_response())
}

pub async fn withdraw(Shared(app): Shared<App>, page: Page, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match actions::decide(app.pool(), &office.viewer, (&whose, id), None, Decision::Withdraw).await? {
        Ok(()) => Said::Withdrawn,
        Err(Refusal::NotFound) => return Err(Problem::NotFound),
        Err(_) => Said::NotNow,
    };
    Ok(said.at(&page.href("/my/products")))
}

fn saving<'a>(page: &Page, viewer: &'a Viewer, organisation: OrganisationId, form: &ProductForm) -> Saving<'a> {
    let edition = page.edition().filter(|_| form.fair.is_some()).map(|edition| edition.id);
    Saving { viewer, organisation, is_submitted: form.is_submitted(), edition }
}

/// The places that the form's origin may mean.
async fn meant(app: &App, form: &ProductForm) -> Result<Vec<Named>, Problem> {
    Ok(places::store::meant(app.pool(), &form.origin, &form.origin_code).await?)
}

fn said(page: &Page, refusal: &Refusal) -> Errors {
    if matches!(refusal, Refusal::NoBrand) {
        return Errors::one(
            "brand",
            page.t("品牌", "Brand"),
            page.t("这个品牌刚刚改了名，请再选", "It was renamed just now: choose again"),
        );
    }
    let message = page.t("同名同规格的产品已经有了，请改那一个", "There is a product of this name and specification: change that one");
    Errors::one("name", page.t("产品名称", "Name"), message)
}

fn saved(page: &Page, is_submitted: bool, next: &str) -> Response {
    if is_submitted { Said::Submitted } else { Said::Saved }.at(&page.href(next))
}
