//! A supplier's own products.

use super::flashes;
use crate::{
    audit::{self, views::Line},
    brands,
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    places::{self, model::Named},
    products::{
        actions::{self, Refusal, Saving},
        forms::selling::ProductForm,
        model::{
            selling::{Branded, Fairs, Place, ProductScope, State, SupplierProduct},
            trail::PRODUCTS,
        },
        store::{office, selling},
        views::selling::{Edit, Mine, conflict, facets},
    },
    reviews, submissions,
    ui::lists::{Listing, Paging, Position},
    values::{
        facet::FacetCounts,
        ids::{EditionId, OrganisationId},
    },
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, new_form_code, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// The user's organisation and scope: records of others are not found.
fn own(viewer: &Viewer) -> Result<(OrganisationId, ProductScope), Problem> {
    let organisation = viewer.scope.organisation().ok_or(Problem::NotFound)?;
    Ok((organisation, ProductScope { organisation: Some(organisation), ..ProductScope::default() }))
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let whose = ProductScope { state: page.query.read("state")?, search: page.search()?, ..whose };
    let position = Position::read(&page.query, 40)?;
    let products = office::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(office::counts(app.pool(), &whose, None).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    render(&Mine { page, office, list, products })
}

/// `from`: the product to be copied.
pub async fn new(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let copied = match page.query.read("from")? {
        Some(id) => Some(selling::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)?),
        None => None,
    };
    let ground = FormContext::of(&app, &page, &office, None).await?;
    let mut form = copied
        .map(|product| ProductForm { version: String::new(), ..ProductForm::of(&product, &page) })
        .unwrap_or_default();
    form.form = new_form_code()?;
    // By default, a new product is shown at every place of its seller.
    form.fair = ground.fairs.iter().map(|place| place.edition.to_string()).collect();
    render(&ground.edit(OfficePage { page, office }, form, Vec::new(), Errors::default()))
}

/// The context of the form: the product, its prices, the selectable brands, and the editions at
/// which its seller has a place, each with whether the product is shown there.
struct FormContext {
    product: Option<SupplierProduct>,
    prices: Vec<(DateTime<Utc>, Decimal)>,
    brands: Vec<Branded>,
    fairs: Vec<Place>,
    history: Vec<Line>,
}

impl FormContext {
    /// Offers the supplier's own brands. A product can keep a regional brand, but not select one.
    async fn of(
        app: &App,
        page: &Page,
        office: &Office,
        product: Option<SupplierProduct>,
    ) -> Result<Self, Problem> {
        let (organisation, _) = own(&office.viewer)?;
        let mut brands = brands::store::of_owner(app.pool(), organisation).await?;
        if let Some(borne) = product.as_ref().and_then(|product| product.offer.brand.as_ref())
            && !brands.contains(borne)
        {
            brands.push(borne.clone());
        }
        let id = product.as_ref().map(|product| product.id);
        let prices = match id {
            Some(id) => selling::prices(app.pool(), id).await?,
            None => Vec::new(),
        };
        let fairs = selling::places(app.pool(), organisation, id).await?;
        let fairs = fairs
            .into_iter()
            .filter(|place| page.site.is_current_or_later(place.edition))
            .collect();
        let history = match id {
            Some(id) => audit::own_history(app, page, &office.viewer, &PRODUCTS, id).await?,
            None => Vec::new(),
        };
        Ok(Self { product, prices, brands, fairs, history })
    }

    fn edit(
        self,
        OfficePage { page, office }: OfficePage,
        form: ProductForm,
        places: Vec<Named>,
        errors: Errors,
    ) -> Edit {
        let Self { product, prices, brands, fairs, history } = self;
        let fairs = fairs.iter().map(|place| place.edition).collect();
        Edit { page, office, product, form, places, fairs, brands, errors, prices, history }
    }
}

pub async fn create(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Form(form): Form<ProductForm>,
) -> Result<Response, Problem> {
    let places = meant(&app, &form).await?;
    let ground = FormContext::of(&app, &page, &office, None).await?;
    let offer = match form.parse(&page, &places, &ground.brands) {
        Ok(offer) => offer,
        Err(errors) => {
            return refused(&ground.edit(OfficePage { page, office }, form, places, errors));
        }
    };
    let sent = submissions::forms::read(&form.form, &office.viewer)?;
    let saving = saving(&page, &office.viewer, &form)?;
    match actions::create(app.pool(), &saving, &offer, &sent).await {
        // The photos are still missing.
        Ok(id) => Ok(saved(&page, form.is_submitted(), &format!("/my{}/photos", id.path()))),
        Err(refusal) => {
            let errors = said(&page, refusal)?;
            refused(&ground.edit(OfficePage { page, office }, form, places, errors))
        }
    }
}

pub async fn edit(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let product = load(&app, &office, &id).await?;
    let mut form = ProductForm::of(&product, &page);
    let ground = FormContext::of(&app, &page, &office, Some(product)).await?;
    form.fair = ground
        .fairs
        .iter()
        .filter(|place| place.is_shown)
        .map(|place| place.edition.to_string())
        .collect();
    render(&ground.edit(OfficePage { page, office }, form, Vec::new(), Errors::default()))
}

async fn load(app: &App, office: &Office, id: &str) -> Result<SupplierProduct, Problem> {
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
    let id = product.id;
    let places = meant(&app, &form).await?;
    let ground = FormContext::of(&app, &page, &office, Some(product)).await?;
    let offer = match form.parse(&page, &places, &ground.brands) {
        Ok(offer) => offer,
        Err(errors) => {
            return refused(&ground.edit(OfficePage { page, office }, form, places, errors));
        }
    };
    let version = seen_version(&form.version);
    let saving = saving(&page, &office.viewer, &form)?;
    match actions::update(app.pool(), &saving, id, version, &offer).await {
        Ok(state) => Ok(saved(&page, state == State::Submitted, "/my/products")),
        Err(Refusal::Conflict(kept)) => conflict(page, office, &kept, form, &offer).response(),
        Err(Refusal::NotFound) => Err(Problem::NotFound),
        Err(refusal) => {
            let errors = said(&page, refusal)?;
            refused(&ground.edit(OfficePage { page, office }, form, places, errors))
        }
    }
}

pub async fn withdraw(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office.viewer)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match actions::withdraw(app.pool(), &office.viewer, &whose, id).await {
        Ok(()) => flashes::WITHDRAWN,
        Err(reviews::actions::Refusal::WrongState) => shared::WRONG_STATE,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href("/my/products")))
}

fn saving<'a>(page: &Page, viewer: &'a Viewer, form: &ProductForm) -> Result<Saving<'a>, Problem> {
    let (organisation, _) = own(viewer)?;
    let open: Vec<EditionId> = page
        .site
        .editions
        .iter()
        .map(|edition| edition.id)
        .filter(|id| page.site.is_current_or_later(*id))
        .collect();
    let chosen = open.iter().copied().filter(|edition| form.is_for(edition)).collect();
    let fairs = form.asks_fairs.as_ref().map(|_| Fairs { chosen, open });
    Ok(Saving { viewer, organisation, is_submitted: form.is_submitted(), fairs })
}

/// The places that the typed origin may mean.
async fn meant(app: &App, form: &ProductForm) -> Result<Vec<Named>, Problem> {
    Ok(places::store::meant(app.pool(), &form.origin, &form.origin_code).await?)
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    Ok(match refusal {
        Refusal::NoBrand => Errors::one(
            "brand",
            page.t("品牌", "Brand"),
            page.t("该品牌刚刚更名，请重新选择", "It was just renamed: choose again"),
        ),
        Refusal::AlreadyExists | Refusal::NotFound => {
            let message = page.t(
                "已有同名同规格的产品，请修改该产品",
                "There is already a product of this name and specification: change that one",
            );
            Errors::one("name", page.t("产品名称", "Name"), message)
        }
        other => return Err(other.into()),
    })
}

fn saved(page: &Page, is_submitted: bool, next: &str) -> Response {
    if is_submitted { flashes::SUBMITTED } else { flashes::SAVED }.at(&page.href(next))
}
