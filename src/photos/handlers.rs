//! /my/products/{id}/photos and /my/photos/{id}

pub mod flashes;

use super::{
    actions::{self, By, Refusal},
    forms::{self, AltForm, StepForm},
    model::MOST,
    store,
    views::Index,
};
use crate::{
    files::{
        self,
        forms::{Takes, receive},
        model::{Kept, Kind, MOST_BYTES},
    },
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    products::{
        model::{
            rights::OFFER_PRODUCTS,
            selling::{ProductScope, SupplierProduct},
        },
        store::selling,
    },
    values::ids::{OrganisationId, PhotoId, ProductId},
    web::{
        body::{Form, Parts},
        forms::{Errors, new_form_code},
        office::Office,
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// Eight photos, and the other fields.
const MOST_OF_A_FORM: usize = MOST * MOST_BYTES + 1024 * 1024;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/products/{id}/photos", index)
        .upload_for(
            Access::Requires(OFFER_PRODUCTS),
            "/my/products/{id}/photos",
            MOST_OF_A_FORM,
            add,
        )
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/photos/{id}", describe)
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/photos/{id}/place", shift)
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/photos/{id}/removal", remove)
}

fn own(office: &Office) -> Result<OrganisationId, Problem> {
    office.viewer.scope.organisation().ok_or(Problem::NotFound)
}

async fn load(app: &App, office: &Office, id: ProductId) -> Result<SupplierProduct, Problem> {
    let whose = ProductScope { organisation: Some(own(office)?), ..ProductScope::default() };
    selling::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)
}

async fn view(
    app: &App,
    page: Page,
    office: Office,
    product: SupplierProduct,
    held: Vec<Kept>,
) -> Result<Index, Problem> {
    let photos = store::of_product(app.pool(), product.id).await?;
    let form = new_form_code()?;
    let alt = product.offer.name.clone();
    Ok(Index { page, office, product, photos, form, alt, held, errors: Errors::default() })
}

async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let product = load(&app, &office, id.parse().map_err(|()| Problem::NotFound)?).await?;
    render(&view(&app, page, office, product, Vec::new()).await?)
}

async fn add(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let product = load(&app, &office, id.parse().map_err(|()| Problem::NotFound)?).await?;
    let takes = Takes { kind: Kind::Photo, most: MOST };
    let sent = receive(&app, &office.viewer, product.organisation_id, form, takes).await?;
    let by = By { viewer: &office.viewer, organisation: product.organisation_id };
    let errors = match forms::added(&page, &sent) {
        Err(errors) => errors,
        Ok(alt) => match actions::add(app.pool(), by, product.id, &sent.files, &alt).await {
            Ok(()) => return Ok(flashes::PHOTOS_ADDED.at(&address(&page, product.id))),
            Err(Refusal::TooMany) => too_many(&page),
            Err(refusal) => return Err(refusal.into()),
        },
    };
    let alt = sent.get("alt").to_string();
    let view = view(&app, page, office, product, sent.files).await?;
    refused(&Index { alt, errors, ..view })
}

fn too_many(page: &Page) -> Errors {
    let unfit = files::model::Unfit::TooMany(Kind::Photo);
    Errors::one("photos", page.t("照片", "Photos"), unfit.says(page.lang))
}

async fn describe(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<AltForm>,
) -> Result<Response, Problem> {
    let (by, id) = (By { viewer: &office.viewer, organisation: own(&office)? }, read(&id)?);
    let alt = match form.parse(&page) {
        Ok(alt) => alt,
        Err(errors) => {
            let photo =
                store::find(app.pool(), by.organisation, id).await?.ok_or(Problem::NotFound)?;
            let product = load(&app, &office, photo.product_id).await?;
            let view = view(&app, page, office, product, Vec::new()).await?;
            return refused(&Index { errors, ..view });
        }
    };
    let product = actions::describe(app.pool(), by, id, &alt).await?;
    Ok(flashes::PHOTO_DESCRIBED.at(&address(&page, product)))
}

async fn shift(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, Problem> {
    let by = By { viewer: &office.viewer, organisation: own(&office)? };
    let step = form.parse().ok_or(Problem::NotFound)?;
    let product = actions::shift(app.pool(), by, read(&id)?, step).await?;
    Ok(flashes::PHOTO_MOVED.at(&address(&page, product)))
}

async fn remove(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let by = By { viewer: &office.viewer, organisation: own(&office)? };
    let product = actions::remove(app.pool(), by, read(&id)?).await?;
    Ok(flashes::PHOTO_REMOVED.at(&address(&page, product)))
}

fn read(id: &str) -> Result<PhotoId, Problem> {
    id.parse().map_err(|()| Problem::NotFound)
}

fn address(page: &Page, product: ProductId) -> String {
    page.href(format!("/my{}/photos", product.path()))
}

crate::unexplained!(Refusal: Database);
