//! A supplier's own certificates.

use super::flashes;
use crate::{
    audit,
    certifications::{
        actions::{self, Refusal},
        forms::CertificateForm,
        model::{CertificationRecord, CertificationScope, Claim, trail::CERTIFICATIONS},
        store,
        views::{Edit, Mine, conflict, facets},
    },
    files::{
        forms::{ONE_SCAN, Sent, receive},
        model::Kept,
    },
    http::{problem::Problem, state::App},
    products::{
        self,
        model::selling::{State as Offered, SupplierProduct},
        store::office as offered,
    },
    reviews::{actions::Submission, views::hidden},
    submissions,
    ui::lists::{Listing, Paging, Position},
    values::{
        facet::FacetCounts,
        ids::{OrganisationId, ProductId},
    },
    web::{
        body::Parts,
        flash::shared,
        forms::{Errors, new_form_code, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// The most products that the form offers.
const MOST_OFFERED: i64 = 300;

fn own(office: &Office) -> Result<(OrganisationId, CertificationScope), Problem> {
    let organisation = office.viewer.scope.organisation().ok_or(Problem::NotFound)?;
    Ok((
        organisation,
        CertificationScope { organisation: Some(organisation), ..CertificationScope::default() },
    ))
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office)?;
    let typed = page.query.typed()?.map(str::to_string);
    let whose = CertificationScope {
        state: page.query.read("state")?,
        scheme: page.query.read("scheme")?,
        typed,
        ..whose
    };
    let position = Position::read(&page.query, 40)?;
    let certificates = store::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &whose).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    render(&Mine { page, office, list, certificates })
}

/// The selectable products: those that are not withdrawn.
async fn products(
    app: &App,
    organisation: OrganisationId,
) -> Result<Vec<SupplierProduct>, Problem> {
    let whose = products::model::selling::ProductScope {
        organisation: Some(organisation),
        ..Default::default()
    };
    let products = offered::list(app.pool(), &whose, MOST_OFFERED, 0).await?;
    Ok(products.into_iter().filter(|product| product.state != Offered::Withdrawn).collect())
}

async fn load(app: &App, office: &Office, id: &str) -> Result<CertificationRecord, Problem> {
    let (_, whose) = own(office)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)
}

/// `renews`: the one to be renewed.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let (organisation, _) = own(&office)?;
    let form = match page.query.read::<String>("renews")? {
        Some(id) => CertificateForm::renewing(&load(&app, &office, &id).await?),
        None => CertificateForm::default(),
    };
    let products = products(&app, organisation).await?;
    render(&view(&app, OfficePage { page, office }, None, form, products).await?)
}

/// The form with a new code, since the old one may already have a file.
async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    held: Option<CertificationRecord>,
    form: CertificateForm,
    products: Vec<SupplierProduct>,
) -> Result<Edit, Problem> {
    let history = match &held {
        Some(held) => {
            audit::own_history(app, &page, &office.viewer, &CERTIFICATIONS, held.id).await?
        }
        None => Vec::new(),
    };
    let form = CertificateForm { form: new_form_code()?, ..form };
    let (sent, errors) = (Vec::new(), Errors::default());
    Ok(Edit { page, office, held, form, products, sent, errors, history })
}

/// The submitted form and files, and the parsed claim.
struct Read {
    form: CertificateForm,
    products: Vec<SupplierProduct>,
    files: Vec<Kept>,
    claim: Result<Claim, Errors>,
}

async fn read(
    app: &App,
    page: &Page,
    office: &Office,
    sent: Sent,
    held: Option<&CertificationRecord>,
) -> Result<Read, Problem> {
    let (organisation, _) = own(office)?;
    let form = CertificateForm::read(&sent);
    let products = products(app, organisation).await?;
    let offers: Vec<ProductId> = products.iter().map(|product| product.id).collect();
    let claim = form.parse(page, &sent, &offers, held.is_some_and(|held| held.scan.is_some()));
    Ok(Read { form, products, files: sent.files, claim })
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let (organisation, _) = own(&office)?;
    let sent = receive(&app, &office.viewer, organisation, form, ONE_SCAN).await?;
    let Read { form, products, files, claim } = read(&app, &page, &office, sent, None).await?;
    let errors = match claim {
        Err(errors) => errors,
        Ok(claim) => {
            let renews = match form.renews.as_str() {
                "" => None,
                id => Some(id.parse().map_err(|()| Problem::NotFound)?),
            };
            let sent = submissions::forms::read(&form.form, &office.viewer)?;
            let submission = Submission {
                viewer: &office.viewer,
                organisation,
                claim: &claim,
                scan: files.first(),
            };
            match actions::create(app.pool(), &submission, renews, &sent).await {
                Ok(_) => return Ok(flashes::CERTIFICATE_SENT.at(&page.href("/my/certifications"))),
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    let view = view(&app, OfficePage { page, office }, None, form, products).await?;
    refused(&Edit { sent: files, errors, ..view })
}

pub async fn edit(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let held = load(&app, &office, &id).await?;
    let products = products(&app, held.organisation_id).await?;
    let form = CertificateForm::of(&held);
    render(&view(&app, OfficePage { page, office }, Some(held), form, products).await?)
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let held = load(&app, &office, &id).await?;
    let sent = receive(&app, &office.viewer, held.organisation_id, form, ONE_SCAN).await?;
    let Read { form, products, files, claim } =
        read(&app, &page, &office, sent, Some(&held)).await?;
    let errors = match claim {
        Err(errors) => errors,
        Ok(claim) => {
            let submission = Submission {
                viewer: &office.viewer,
                organisation: held.organisation_id,
                claim: &claim,
                scan: files.first(),
            };
            let version = seen_version(&form.version);
            match actions::update(app.pool(), &submission, held.id, version).await {
                Ok(()) => return Ok(flashes::CERTIFICATE_SENT.at(&page.href("/my/certifications"))),
                Err(Refusal::Conflict(kept)) => {
                    let hidden = hidden(new_form_code()?, kept.version, &files);
                    let asked = OfficePage { page, office };
                    return conflict(asked, &kept, &claim, &products, hidden).response();
                }
                Err(Refusal::WrongState) => {
                    return Ok(shared::WRONG_STATE.at(&page.href(held.own_path())));
                }
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    let view = view(&app, OfficePage { page, office }, Some(held), form, products).await?;
    refused(&Edit { sent: files, errors, ..view })
}

pub async fn remove(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match actions::remove(app.pool(), &office.viewer, &whose, id).await {
        Ok(()) => flashes::CERTIFICATE_REMOVED,
        Err(Refusal::WrongState) => shared::WRONG_STATE,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href("/my/certifications")))
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::AlreadyExists => page.t(
            "这张证书已登记；如非您登记，请联系旗区",
            "This certificate is already recorded; if not by you, contact your banner",
        ),
        Refusal::WrongState => page.t("下一期已登记", "Its next term is already recorded"),
        other => return Err(other.into()),
    };
    Ok(Errors::one("number", page.t("证书编号", "Number"), message))
}
