//! A supplier's own trademarks.

use super::flashes;
use crate::{
    brands,
    files::forms::{ONE_SCAN, Sent, receive},
    http::{problem::Problem, state::App},
    reviews::{actions::Submission, views::hidden},
    submissions,
    trademarks::{
        actions::{self, Refusal},
        forms::{Term, TrademarkForm, class},
        model::{Claim, TrademarkRecord, TrademarkScope},
        store,
        views::{Edit, Mine, conflict, facets},
    },
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, ids::OrganisationId},
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

fn own(office: &Office) -> Result<(OrganisationId, TrademarkScope), Problem> {
    let organisation = office.viewer.scope.organisation().ok_or(Problem::Forbidden)?;
    Ok((
        organisation,
        TrademarkScope { organisation: Some(organisation), ..TrademarkScope::default() },
    ))
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (_, whose) = own(&office)?;
    let typed = page.query.typed()?.map(str::to_string);
    let whose =
        TrademarkScope { state: page.query.read("state")?, class: class(&page)?, typed, ..whose };
    let position = Position::read(&page.query, 40)?;
    let trademarks = store::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &whose).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    render(&Mine { page, office, list, trademarks })
}

async fn load(app: &App, office: &Office, id: &str) -> Result<TrademarkRecord, Problem> {
    let (_, whose) = own(office)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)
}

/// The context of the form: the existing trademark, or the one to be renewed.
struct FormContext {
    held: Option<TrademarkRecord>,
    renewed: Option<TrademarkRecord>,
}

impl FormContext {
    async fn of(app: &App, office: &Office, renews: &str) -> Result<Self, Problem> {
        let renewed = if renews.is_empty() { None } else { Some(load(app, office, renews).await?) };
        Ok(Self { held: None, renewed })
    }
}

/// The form has a new code, since an old one may already have a file.
async fn form(
    app: &App,
    page: Page,
    office: Office,
    ground: FormContext,
    form: TrademarkForm,
) -> Result<Edit, Problem> {
    let (organisation, _) = own(&office)?;
    let brands = brands::store::of_owner(app.pool(), organisation).await?;
    let form = TrademarkForm { form: new_form_code()?, ..form };
    let FormContext { held, renewed } = ground;
    Ok(Edit {
        page,
        office,
        held,
        renewed,
        form,
        brands,
        sent: Vec::new(),
        errors: Errors::default(),
    })
}

/// `renews`: the one to be renewed.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let renews = page.query.read::<String>("renews")?.unwrap_or_default();
    let ground = FormContext::of(&app, &office, &renews).await?;
    let typed = ground.renewed.as_ref().map(TrademarkForm::renewing).unwrap_or_default();
    render(&form(&app, page, office, ground, typed).await?)
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Parts(sent): Parts,
) -> Result<Response, Problem> {
    let (organisation, _) = own(&office)?;
    let sent = receive(&app, &office.viewer, organisation, sent, ONE_SCAN).await?;
    let typed = TrademarkForm::read(&sent);
    let ground = FormContext::of(&app, &office, &typed.renews).await?;
    let claim = match &ground.renewed {
        Some(held) => {
            let term = Term { claim: &held.claim, last: held.claim.expires_on };
            typed.parse_renewal(&page, &sent, term, false)
        }
        None => typed.parse(&page, &sent, false),
    };
    let errors = match claim {
        Err(errors) => errors,
        Ok(claim) => {
            let form = submissions::forms::read(&typed.form, &office.viewer)?;
            let submission = Submission {
                viewer: &office.viewer,
                organisation,
                claim: &claim,
                scan: sent.files.first(),
            };
            let renews = ground.renewed.as_ref().map(|held| held.id);
            match actions::create(app.pool(), &submission, renews, &form).await {
                Ok(_) => return Ok(flashes::TRADEMARK_SENT.at(&page.href("/my/trademarks"))),
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    let view = form(&app, page, office, ground, typed).await?;
    refused(&Edit { sent: sent.files, errors, ..view })
}

pub async fn edit(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let held = load(&app, &office, &id).await?;
    let typed = TrademarkForm::of(&held);
    render(&form(&app, page, office, FormContext { held: Some(held), renewed: None }, typed).await?)
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(sent): Parts,
) -> Result<Response, Problem> {
    let held = load(&app, &office, &id).await?;
    let sent = receive(&app, &office.viewer, held.organisation_id, sent, ONE_SCAN).await?;
    let typed = TrademarkForm { renews: String::new(), ..TrademarkForm::read(&sent) };
    let errors = match parse(&page, &typed, &sent, &held) {
        Err(errors) => errors,
        Ok(claim) => {
            let submission = Submission {
                viewer: &office.viewer,
                organisation: held.organisation_id,
                claim: &claim,
                scan: sent.files.first(),
            };
            let version = seen_version(&typed.version);
            match actions::update(app.pool(), &submission, held.id, version).await {
                Ok(()) => return Ok(flashes::TRADEMARK_SENT.at(&page.href("/my/trademarks"))),
                Err(Refusal::Conflict(kept)) => {
                    let hidden = hidden(new_form_code()?, kept.version, &sent.files);
                    let asked = OfficePage { page, office };
                    return conflict(asked, &kept, &claim, hidden).response();
                }
                Err(Refusal::WrongState) => {
                    return Ok(shared::WRONG_STATE.at(&page.href(held.own_path())));
                }
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    let ground = FormContext { held: Some(held), renewed: None };
    let view = form(&app, page, office, ground, typed).await?;
    refused(&Edit { sent: sent.files, errors, ..view })
}

fn parse(
    page: &Page,
    typed: &TrademarkForm,
    sent: &Sent,
    held: &TrademarkRecord,
) -> Result<Claim, Errors> {
    match held.follows {
        Some(last) => {
            let term = Term { claim: &held.claim, last };
            typed.parse_renewal(page, sent, term, held.scan.is_some())
        }
        None => typed.parse(page, sent, held.scan.is_some()),
    }
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    Ok(match refusal {
        Refusal::IsRegional => {
            let message = page.t(
                "这是区域公用品牌，不属于单个主体",
                "This is a regional brand and belongs to no single organisation",
            );
            Errors::one("brand", page.t("品牌", "Brand"), message)
        }
        Refusal::AlreadyExists => {
            let message = page.t(
                "该注册号已登记；如非您登记，请联系旗区",
                "This registration is already recorded; if not by you, contact your banner",
            );
            Errors::one("number", page.t("注册号", "Registration number"), message)
        }
        Refusal::WrongState => Errors::one(
            "expires_on",
            page.t("有效期止", "Valid until"),
            page.t("下一期已登记", "Its next term is already recorded"),
        ),
        other => return Err(other.into()),
    })
}
