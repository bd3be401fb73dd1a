//! A supplier's own products.

use crate::{
    identity::model::{Viewer, token::Token},
    kit::{
        body::Form,
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
        model::selling::{Fairs, Offer, Own, State, Whose},
        store::{office, selling},
        views::selling::{Conflict, Edit, Mine, facets},
    },
    values::{
        facet::FacetCounts,
        ids::{EditionId, OrganisationId, ProductId},
    },
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};

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
    let (organisation, whose) = own(&office.viewer)?;
    let copied = match page.query.read("from")? {
        Some(id) => Some(selling::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)?),
        None => None,
    };
    let mut form = copied.map(|product| ProductForm { version: String::new(), ..ProductForm::of(&product, &page) }).unwrap_or_default();
    form.form = Token::random().map_err(|_| Problem::Internal)?.as_str().to_string();
    // Who has a place shows there what is new.
    form.fair = open_places(&app, &page, organisation, None).await?.iter().map(|(edition, _)| edition.to_string()).collect();
    render(&filled(&app, page, office, None, (form, Vec::new(), Errors::default())).await?)
}

pub async fn create(Shared(app): Shared<App>, page: Page, office: Office, Form(form): Form<ProductForm>) -> Result<Response, Problem> {
    let places = meant(&app, &form).await?;
    let offer = match form.parse(&page, &places) {
        Ok(offer) => offer,
        Err(errors) => return refused(&filled(&app, page, office, None, (form, places, errors)).await?),
    };
    let Some(code) = Token::read(&form.form) else { return Err(Problem::Forbidden) };
    let saving = saving(&page, &office.viewer, &form)?;
    match actions::create(app.pool(), &saving, &offer, code.as_str()).await? {
        // What is still missing is what it looks like.
        Ok(id) => Ok(saved(&page, form.is_submitted(), &format!("/my{}/photos", id.path()))),
        Err(_) => {
            let errors = is_there(&page);
            refused(&filled(&app, page, office, None, (form, places, errors)).await?)
        }
    }
}

pub async fn edit(Shared(app): Shared<App>, page: Page, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let product = load(&app, &office, &id).await?;
    let mut form = ProductForm::of(&product, &page);
    let places = open_places(&app, &page, product.organisation_id, Some(product.id)).await?;
    form.fair = places.iter().filter(|(_, is_shown)| *is_shown).map(|(edition, _)| edition.to_string()).collect();
    render(&filled(&app, page, office, Some(product), (form, Vec::new(), Errors::default())).await?)
}

/// The page on which a product is written down, with what was typed so far.
async fn filled(
    app: &App,
    page: Page,
    office: Office,
    product: Option<Own>,
    (form, places, errors): (ProductForm, Vec<Named>, Errors),
) -> Result<Edit, Problem> {
    let (organisation, _) = own(&office.viewer)?;
    let id = product.as_ref().map(|product| product.id);
    let fairs = open_places(app, &page, organisation, id).await?.into_iter().map(|(edition, _)| edition).collect();
    let prices = match id {
        Some(id) => selling::prices(app.pool(), id).await?,
        None => Vec::new(),
    };
    Ok(Edit { page, office, product, form, places, fairs, errors, prices })
}

/// The editions to come, and the current one, at which the seller has a place; whether the product is shown there.
async fn open_places(
    app: &App,
    page: &Page,
    organisation: OrganisationId,
    id: Option<ProductId>,
) -> Result<Vec<(EditionId, bool)>, Problem> {
    let places = selling::places(app.pool(), organisation, id).await?;
    Ok(places.into_iter().filter(|(edition, _)| page.site.is_current_or_later(*edition)).collect())
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
    let places = meant(&app, &form).await?;
    let offer = match form.parse(&page, &places) {
        Ok(offer) => offer,
        Err(errors) => return refused(&filled(&app, page, office, Some(product), (form, places, errors)).await?),
    };
    // What is no version at all is an old one.
    let version = form.version.parse().unwrap_or(0);
    let saving = saving(&page, &office.viewer, &form)?;
    match actions::update(app.pool(), &saving, product.id, version, &offer).await? {
        Ok(state) => Ok(saved(&page, state == State::Submitted, "/my/products")),
        Err(Refusal::Later(kept)) => conflict(page, office, *kept, form, &offer),
        Err(Refusal::NotFound) => Err(Problem::NotFound),
        Err(_) => {
            let errors = is_there(&page);
            refused(&filled(&app, page, office, Some(product), (form, places, errors)).await?)
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

fn saving<'a>(page: &Page, viewer: &'a Viewer, form: &ProductForm) -> Result<Saving<'a>, Problem> {
    let (organisation, _) = own(viewer)?;
    let open: Vec<EditionId> =
        page.site.editions.iter().map(|edition| edition.id).filter(|id| page.site.is_current_or_later(*id)).collect();
    let chosen = open.iter().copied().filter(|edition| form.is_for(edition)).collect();
    let fairs = form.asks_fairs.as_ref().map(|_| Fairs { chosen, open });
    Ok(Saving { viewer, organisation, is_submitted: form.is_submitted(), fairs })
}

/// The places that the form's origin may mean.
async fn meant(app: &App, form: &ProductForm) -> Result<Vec<Named>, Problem> {
    Ok(places::store::meant(app.pool(), &form.origin, &form.origin_code).await?)
}

fn is_there(page: &Page) -> Errors {
    let message = page.t("同名同规格的产品已经有了，请改那一个", "There is a product of this name and specification: change that one");
    Errors::one("name", page.t("产品名称", "Name"), message)
}

fn saved(page: &Page, is_submitted: bool, next: &str) -> Response {
    if is_submitted { Said::Submitted } else { Said::Saved }.at(&page.href(next))
}
