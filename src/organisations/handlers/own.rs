//! The user's own profile and history.

use super::flashes;
use crate::{
    audit::{
        self,
        model::Entry,
        views::{Line, own_path},
    },
    http::{problem::Problem, state::App},
    organisations::{
        actions::{self, Refusal, Saving},
        forms::profile::ProfileForm,
        model::{
            profile::{OwnProfile, ProfileScope},
            trail::ORGANISATIONS,
        },
        store::profile,
        views::profile::{History, OfVillage, Profile, conflict},
    },
    places,
    ui::lists::{Listing, Paging, Position},
    web::{
        body::Form,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use axum::{extract::State, response::Response};

/// A longer history is not counted further for a page.
const MOST_COUNTED: i64 = 1_000;

async fn own(app: &App, office: &Office) -> Result<(OwnProfile, ProfileScope), Problem> {
    let id = office.viewer.scope.organisation().ok_or(Problem::NotFound)?;
    let whose = ProfileScope { organisation: Some(id), ..ProfileScope::default() };
    Ok((profile::find(app.pool(), &whose, id).await?.ok_or(Problem::NotFound)?, whose))
}

pub async fn show(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    if let Some(code) = office.viewer.scope.village() {
        let village = places::store::village(app.kept(), code, None, page.today)
            .await?
            .ok_or(Problem::NotFound)?;
        return render(&OfVillage { page, office, village });
    }
    let (own, _) = own(&app, &office).await?;
    let form = ProfileForm::of(&own, &page);
    render(&profile(&app, OfficePage { page, office }, own, form, Errors::default()).await?)
}

async fn profile(
    app: &App,
    OfficePage { page, office }: OfficePage,
    own: OwnProfile,
    form: ProfileForm,
    errors: Errors,
) -> Result<Profile, Problem> {
    let history = audit::own_history(app, &page, &office.viewer, &ORGANISATIONS, own.id).await?;
    Ok(Profile { page, office, own, form, errors, history })
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<ProfileForm>,
) -> Result<Response, Problem> {
    let (own, whose) = own(&app, &office).await?;
    let mut errors = Errors::default();
    let Some(facts) = form.facts(&page, &mut errors) else {
        return refused(&profile(&app, OfficePage { page, office }, own, form, errors).await?);
    };
    let version = seen_version(&form.version);
    let saving =
        Saving { viewer: &office.viewer, whose: &whose, version, facts: &facts, legal: None };
    match actions::save(app.pool(), &saving, own.id).await {
        Ok(()) => Ok(flashes::PROFILE_SAVED.at(&page.href("/my/profile"))),
        Err(Refusal::Conflict(kept)) => {
            let asked = OfficePage { page, office };
            conflict(asked, "/my/profile".into(), &kept, None, &facts).response()
        }
        Err(refusal) => Err(refusal.into()),
    }
}

pub async fn history(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let position = Position::read(&page.query, 40)?;
    let whose = audit::ours(&office.viewer);
    let mut connection = app.pool().acquire().await?;
    let events =
        audit::store::own::list(&mut *connection, &whose, position.size, position.offset()).await?;
    let counted = audit::store::own::count(&mut *connection, &whose, MOST_COUNTED).await?;
    let entries = audit::actions::entries(&mut connection, app.records(), events).await?;
    drop(connection);
    let line = |entry: &Entry| Line::of(&page, entry).leading_to(own_path(entry));
    let lines = entries.iter().map(line).collect();
    let mut list =
        Listing::new(&page, counted.min(MOST_COUNTED), Paging::new(&page, position, counted));
    list.or_more = counted > MOST_COUNTED;
    render(&History { page, office, list, lines })
}
