//! Changes of an existing account by an administrator.

use super::{inviting::made, scopes, user, why};
use crate::{
    http::{problem::Problem, state::App},
    identity::{
        actions::{
            Refusal,
            users::{self, Invited},
        },
        forms::UserForm,
        handlers::{desk, flashes},
        model::role::Candidate,
        store,
        views::User,
    },
    values::ids::{Seen, UserId},
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, seen_version},
        office::Office,
        page::{Page, refused},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn change_role(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<UserForm>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let scopes = scopes(&app, &form).await?;
    let (role, scope) = match form.parse_role(&page, &scopes) {
        Ok(rights) => rights,
        Err(errors) => {
            let view = user(&app, page, office, id).await?;
            return refused(&mistyped(view, form, scopes, errors));
        }
    };
    let seen = Seen { id, version: seen_version(&form.version) };
    match users::change_role(desk(&app), &office.viewer, seen, role, &scope).await {
        Ok(Some(token)) => {
            let login = store::login_of(app.pool(), id).await?.ok_or(Problem::NotFound)?;
            made(page, office, Invited { login, token })
        }
        Ok(None) => Ok(flashes::ROLE_CHANGED.at(&page.href(id.path()))),
        Err(refusal @ (Refusal::NoSuchScope | Refusal::Same)) => {
            let errors = why(&page, refusal)?;
            let view = user(&app, page, office, id).await?;
            refused(&mistyped(view, form, scopes, errors))
        }
        Err(Refusal::WrongState) => Ok(shared::WRONG_STATE.at(&page.href(id.path()))),
        Err(Refusal::LastAdministrator) => {
            Ok(flashes::LAST_ADMINISTRATOR.at(&page.href(id.path())))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// The form of the rights does not contain the name, and the other way round.
fn mistyped(view: User, form: UserForm, scopes: Vec<Candidate>, errors: Errors) -> User {
    let form = match form.role.is_empty() {
        true => UserForm { login: form.login, name: form.name, ..view.form },
        false => UserForm { login: view.form.login, name: view.form.name, ..form },
    };
    User { form, scopes, errors, ..view }
}

pub async fn rename(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<UserForm>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let called = match form.parse_called(&page) {
        Ok(called) => called,
        Err(errors) => {
            let view = user(&app, page, office, id).await?;
            return refused(&mistyped(view, form, Vec::new(), errors));
        }
    };
    let seen = Seen { id, version: seen_version(&form.version) };
    match users::rename(desk(&app), &office.viewer, seen, &called.login, &called.name).await {
        Ok(()) | Err(Refusal::Same) => Ok(flashes::USER_RENAMED.at(&page.href(id.path()))),
        Err(Refusal::LoginIsTaken) => {
            let errors = why(&page, Refusal::LoginIsTaken)?;
            let view = user(&app, page, office, id).await?;
            refused(&mistyped(view, form, Vec::new(), errors))
        }
        Err(Refusal::WrongState) => Ok(shared::WRONG_STATE.at(&page.href(id.path()))),
        Err(refusal) => Err(refusal.into()),
    }
}

pub async fn remove_second_factor(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match users::remove_second_factor(desk(&app), &office.viewer, id).await {
        Ok(()) => flashes::SECOND_FACTOR_TAKEN,
        Err(Refusal::WrongState) => shared::WRONG_STATE,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href(id.path())))
}

pub async fn disable(
    state: State<App>,
    page: Page,
    office: Office,
    id: Path<String>,
) -> Result<Response, Problem> {
    set_disabled(state, page, office, id, true).await
}

pub async fn enable(
    state: State<App>,
    page: Page,
    office: Office,
    id: Path<String>,
) -> Result<Response, Problem> {
    set_disabled(state, page, office, id, false).await
}

async fn set_disabled(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    is_disabled: bool,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match users::set_disabled(desk(&app), &office.viewer, id, is_disabled).await {
        Ok(()) if is_disabled => flashes::USER_DISABLED,
        Ok(()) => flashes::USER_ENABLED,
        Err(Refusal::LastAdministrator) => flashes::NOT_THE_LAST,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href("/admin/users")))
}
