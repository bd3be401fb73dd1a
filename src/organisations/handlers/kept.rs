//! Organisations in the back office, within the user's scope.

use super::flashes;
use crate::{
    audit::{self, model::records::Record},
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    organisations::{
        actions::{self, Refusal, Saving},
        forms::profile::ProfileForm,
        model::{
            profile::{Facts, Legal, OwnProfile, ProfileScope},
            trail::ORGANISATIONS,
        },
        store::profile,
        views::profile::{COLUMNS, Edit, Index, conflict, office_facets},
    },
    places::{self, model::Named},
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::facet::FacetCounts,
    web::{
        body::Form,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// A banner officer sees the organisations of the banner; others see all.
fn scope(viewer: &Viewer) -> ProfileScope {
    ProfileScope { banner: viewer.scope.banner().cloned(), ..ProfileScope::default() }
}

/// The scope, narrowed by the query string.
fn matching(page: &Page, office: &Office) -> Result<ProfileScope, Problem> {
    let banner = office.viewer.scope.banner().cloned().or(page.banner_filter()?);
    Ok(ProfileScope {
        banner,
        kind: page.query.read("kind")?,
        search: page.search()?,
        ..ProfileScope::default()
    })
}

/// The list as a sheet.
pub struct Organisations;

impl OfficeList for Organisations {
    const PATH: &'static str = "/admin/organisations";
    const LISTS: &'static Record = &ORGANISATIONS;
    type Row = OwnProfile;
    type Filter = ProfileScope;
    const COLUMNS: &'static [Column<OwnProfile>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<ProfileScope, Problem> {
        matching(page, office)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c ProfileScope,
    ) -> BoxStream<'c, sqlx::Result<OwnProfile>> {
        at_once(profile::list(connection, whose, i64::MAX, 0))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let within = office.viewer.scope.banner().cloned();
    let whose = matching(&page, &office)?;
    let position = Position::read(&page.query, 50)?;
    let organisations = profile::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(profile::counts(app.pool(), &whose, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    office_facets(&page, &mut list, &counts, within.is_none());
    let saved = table::saved(&app, &page, &office).await?;
    render(&Index { page, office, list, organisations, saved })
}

async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<OwnProfile, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    profile::find(app.pool(), &scope(viewer), id).await?.ok_or(Problem::NotFound)
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let own = load(&app, &office.viewer, &id).await?;
    let form = ProfileForm::of(&own, &page);
    render(&edit(&app, OfficePage { page, office }, own, form).await?)
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ProfileForm>,
) -> Result<Response, Problem> {
    let own = load(&app, &office.viewer, &id).await?;
    let places = places(&app, &own, &form).await?;
    let (legal, facts) = match parse(&page, &form, &places) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let view = edit(&app, OfficePage { page, office }, own, form).await?;
            return refused(&Edit { places, errors, ..view });
        }
    };
    let whose = scope(&office.viewer);
    let version = seen_version(&form.version);
    let saving = Saving {
        viewer: &office.viewer,
        whose: &whose,
        version,
        facts: &facts,
        legal: Some(&legal),
    };
    match actions::save(app.pool(), &saving, own.id).await {
        Ok(()) => Ok(flashes::PROFILE_SAVED.at(&page.href(own.id.path()))),
        Err(Refusal::Conflict(kept)) => {
            let asked = OfficePage { page, office };
            conflict(asked, kept.id.path(), &kept, Some(&legal), &facts).response()
        }
        Err(refusal) => {
            let errors = said(&page, refusal)?;
            let view = edit(&app, OfficePage { page, office }, own, form).await?;
            refused(&Edit { places, errors, ..view })
        }
    }
}

fn parse(page: &Page, form: &ProfileForm, places: &[Named]) -> Result<(Legal, Facts), Errors> {
    let mut errors = Errors::default();
    let legal = form.legal(page, places, &mut errors);
    let facts = form.facts(page, &mut errors);
    legal.zip(facts).filter(|_| errors.is_empty()).ok_or(errors)
}

/// A buyer from elsewhere is located in the city, which cannot be typed: the existing value may
/// stay.
async fn places(app: &App, own: &OwnProfile, form: &ProfileForm) -> Result<Vec<Named>, Problem> {
    let typed = form.place.trim();
    if [&own.place, &own.place_en, own.legal.division_code.as_str()].contains(&typed) {
        let (code, full_name, full_name_en) =
            (own.legal.division_code.clone(), own.place.clone(), own.place_en.clone());
        return Ok(vec![Named { code, full_name, full_name_en }]);
    }
    Ok(places::store::meant(app.pool(), typed, &form.place_code).await?)
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    Ok(match refusal {
        Refusal::CodeIsTaken => {
            let label = page.t("统一社会信用代码", "Unified social credit code");
            Errors::one(
                "credit_code",
                label,
                page.t("该代码已被另一个主体使用", "Another organisation has this code"),
            )
        }
        Refusal::OtherSide => {
            let message = page.t(
                "供应主体和采购单位不能互换",
                "A supplier cannot become a buyer, or a buyer a supplier",
            );
            Errors::one("kind", page.t("类别", "Kind"), message)
        }
        Refusal::OtherBanner => {
            let message = page.t(
                "不在您的旗区：请组委会修改",
                "Not in your banner: ask the organisers to change it",
            );
            Errors::one("place", page.t("所在地", "Location"), message)
        }
        other => return Err(other.into()),
    })
}

async fn edit(
    app: &App,
    OfficePage { page, office }: OfficePage,
    own: OwnProfile,
    form: ProfileForm,
) -> Result<Edit, Problem> {
    let history = audit::history(app, &page, &ORGANISATIONS, own.id).await?;
    let (places, errors) = (Vec::new(), Errors::default());
    Ok(Edit { page, office, own, form, places, errors, history })
}
