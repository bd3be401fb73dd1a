//! A supplier's own certificates.

use crate::{
    audit::{self, model::nouns::Noun, views::Line},
    certifications::{
        actions::{self, Refusal},
        forms::CertificateForm,
        model::{Claim, Held, Whose},
        store,
        views::{Conflict, Edit, Mine, facets},
    },
    files::{
        self,
        forms::Sent,
        model::{Kept, Kind},
    },
    identity::model::token::Token,
    kit::{
        body::Parts,
        forms::Errors,
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
    },
    products::{
        self,
        model::selling::{Own, State as Offered},
        store::office as offered,
    },
    reviews::actions::Submission,
    values::{
        facet::FacetCounts,
        ids::{OrganisationId, ProductId},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// So many products are offered for a certificate to name.
const MOST_OFFERED: i64 = 300;

fn own(office: &Office) -> Result<(OrganisationId, Whose), Problem> {
    let organisation = office.viewer.scope.organisation().ok_or(Problem::NotFound)?;
    Ok((organisation, Whose { organisation: Some(organisation), ..Whose::default() }))
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office)?;
    let typed = page.query.typed()?.map(str::to_string);
    let whose = Whose {
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

/// What it may name: products that are not withdrawn.
async fn products(app: &App, organisation: OrganisationId) -> Result<Vec<Own>, Problem> {
    let whose =
        products::model::selling::Whose { organisation: Some(organisation), ..Default::default() };
    let products = offered::list(app.pool(), &whose, MOST_OFFERED, 0).await?;
    Ok(products.into_iter().filter(|product| product.state != Offered::Withdrawn).collect())
}

async fn load(app: &App, office: &Office, id: &str) -> Result<Held, Problem> {
    let (_, whose) = own(office)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)
}

/// `renews`: the one whose next term is entered.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let (organisation, _) = own(&office)?;
    let form = match page.query.read::<String>("renews")? {
        Some(id) => CertificateForm::renewing(&load(&app, &office, &id).await?),
        None => CertificateForm::default(),
    };
    let products = products(&app, organisation).await?;
    let form = CertificateForm { form: code()?, ..form };
    render(&Edit {
        page,
        office,
        held: None,
        form,
        products,
        sent: Vec::new(),
        errors: Errors::default(),
        history: Vec::new(),
    })
}

fn code() -> Result<String, Problem> {
    Ok(Token::random().map_err(|_| Problem::Internal)?.as_str().to_string())
}

/// What was sent, and what it comes to.
struct Read {
    form: CertificateForm,
    products: Vec<Own>,
    files: Vec<Kept>,
    claim: Result<Claim, Errors>,
}

async fn read(
    app: &App,
    page: &Page,
    office: &Office,
    sent: Sent,
    held: Option<&Held>,
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
    let sent = files::forms::receive(&app, &office.viewer, form, (Kind::Scan, 1)).await?;
    let Read { form, products, files, claim } = read(&app, &page, &office, sent, None).await?;
    let errors = match claim {
        Err(errors) => errors,
        Ok(claim) => {
            let renews = match form.renews.as_str() {
                "" => None,
                id => Some(id.parse().map_err(|()| Problem::NotFound)?),
            };
            let Some(code) = Token::read(&form.form) else { return Err(Problem::Foreign) };
            let submission = Submission {
                viewer: &office.viewer,
                organisation,
                claim: &claim,
                scan: files.first(),
            };
            match actions::create(app.pool(), &submission, renews, code.as_str()).await {
                Ok(_) => return Ok(Said::CertificateSent.at(&page.href("/my/certifications"))),
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    // What came stays; a new code, since this one's place may hold a file already.
    let form = CertificateForm { form: code()?, ..form };
    refused(&Edit {
        page,
        office,
        held: None,
        form,
        products,
        sent: files,
        errors,
        history: Vec::new(),
    })
}

pub async fn edit(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let held = load(&app, &office, &id).await?;
    let products = products(&app, held.organisation_id).await?;
    let form = CertificateForm { form: code()?, ..CertificateForm::of(&held) };
    let history = history(&app, &page, &office, &held).await?;
    render(&Edit {
        page,
        office,
        held: Some(held),
        form,
        products,
        sent: Vec::new(),
        errors: Errors::default(),
        history,
    })
}

async fn history(
    app: &App,
    page: &Page,
    office: &Office,
    held: &Held,
) -> Result<Vec<Line>, Problem> {
    audit::own_history(app, page, &office.viewer, Noun::Certifications, held.id).await
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let held = load(&app, &office, &id).await?;
    let sent = files::forms::receive(&app, &office.viewer, form, (Kind::Scan, 1)).await?;
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
            // What is no version at all is an old one.
            let version = form.version.parse().unwrap_or(0);
            match actions::update(app.pool(), &submission, held.id, version).await {
                Ok(()) => return Ok(Said::CertificateSent.at(&page.href("/my/certifications"))),
                Err(Refusal::Later(kept)) => {
                    return conflict(page, office, *kept, (&claim, &products, files));
                }
                Err(Refusal::NotNow) => return Ok(Said::NotNow.at(&page.href(held.own_path()))),
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    let history = history(&app, &page, &office, &held).await?;
    let form = CertificateForm { form: code()?, ..form };
    refused(&Edit { page, office, held: Some(held), form, products, sent: files, errors, history })
}

/// Both versions side by side; whoever came later chooses, field by field.
fn conflict(
    page: Page,
    office: Office,
    kept: Held,
    (mine, products, sent): (&Claim, &[Own], Vec<Kept>),
) -> Result<Response, Problem> {
    let view = Conflict::new(page, office, kept, (mine, products, sent), code()?);
    Ok((StatusCode::CONFLICT, render(&view)?).into_response())
}

pub async fn remove(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match actions::remove(app.pool(), &office.viewer, (&whose, id)).await {
        Ok(()) => Said::CertificateRemoved,
        Err(Refusal::NotNow) => Said::NotNow,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href("/my/certifications")))
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::IsThere => page.t(
            "这张证书已经登记过了；不是您登记的，请联系旗区",
            "It is entered already; if not by you, tell your banner",
        ),
        Refusal::NotNow => page.t("它的下一期已经登记过了", "Its next term is entered already"),
        other => return Err(other.into()),
    };
    Ok(Errors::one("number", page.t("证书编号", "Number"), message))
}
