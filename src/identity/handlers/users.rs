//! Who may sign in, and what for.

use super::desk;
use crate::{
    audit::{self, model::nouns::Noun},
    identity::{
        actions::users::{self, Refusal},
        forms::UserForm,
        model::{Filter, Row, permissions::Action, role::Candidate, token::Token},
        store,
        views::{self, InvitationMade, NewUserPage, User, Users},
    },
    kit::{
        body::Form,
        forms::Errors,
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, ids::UserId},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The filter as the query string says it.
fn matching(page: &Page) -> Result<Filter, Problem> {
    let typed = page.query.typed()?.map(str::to_string);
    Ok(Filter { id: None, typed, role: page.query.read("role")?, state: page.query.read("state")? })
}

/// The list as a sheet.
pub struct AllUsers;

impl OfficeList for AllUsers {
    const PATH: &'static str = "/admin/users";
    type Row = Row;
    type Filter = Filter;
    const COLUMNS: &'static [Column<Row>] = views::COLUMNS;

    async fn filter(_: &App, page: &Page, _: &Office) -> Result<Filter, Problem> {
        matching(page)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c Filter,
    ) -> BoxStream<'c, sqlx::Result<Row>> {
        at_once(store::list(connection, filter, i64::MAX, 0))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let filter = matching(&page)?;
    let position = Position::read(&page.query, 50)?;
    let users = store::list(app.pool(), &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Users { page, office, list, users, saved })
}

pub async fn new(page: Page, office: Office) -> Result<Response, Problem> {
    let code = Token::random().map_err(|_| Problem::Internal)?;
    let form = UserForm { form: code.as_str().to_string(), ..UserForm::default() };
    render(&NewUserPage { page, office, form, scopes: Vec::new(), errors: Errors::default() })
}

/// What the typed scope may mean, for the chosen role.
async fn scopes(app: &App, form: &UserForm) -> Result<Vec<Candidate>, Problem> {
    Ok(store::scopes::meant(app.pool(), form.scope_kind(), &form.scope).await?)
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<UserForm>,
) -> Result<Response, Problem> {
    let scopes = scopes(&app, &form).await?;
    let user = match form.parse(&page, &scopes) {
        Ok(user) => user,
        Err(errors) => return refused(&NewUserPage { page, office, form, scopes, errors }),
    };
    let Some(code) = Token::read(&form.form) else { return Err(Problem::Foreign) };
    match users::invite(desk(&app), &office.viewer.actor(), &user, Some(&code)).await? {
        Ok(token) => made(page, office, user.login, &token),
        Err(refusal) => {
            let errors = why(&page, refusal);
            refused(&NewUserPage { page, office, form, scopes, errors })
        }
    }
}

fn why(page: &Page, refusal: Refusal) -> Errors {
    match refusal {
        Refusal::NoSuchScope => Errors::one(
            "scope",
            page.t("范围", "Scope"),
            page.t("没有这个主体、村或旗区", "There is none such"),
        ),
        Refusal::Same => {
            Errors::one("role", page.t("角色", "Role"), page.t("和现在的一样", "It is so already"))
        }
        _ => Errors::one(
            "login",
            page.t("账号", "Account"),
            page.t("已经有人用这个账号", "Somebody has this account already"),
        ),
    }
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    render(&user(&app, page, office, id).await?)
}

async fn user(app: &App, page: Page, office: Office, id: UserId) -> Result<User, Problem> {
    let user = store::find(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    let held = store::find_rights(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    let sessions = store::sessions::of_user(app.pool(), id, app.now()).await?.len() as i64;
    let history = match office.may(Action::ReadTrail) {
        true => audit::history(app, &page, Noun::Users, id).await?,
        false => Vec::new(),
    };
    let scope = if page.zh() { &user.scope } else { &user.scope_en };
    let as_kept = UserForm {
        login: user.login.clone(),
        name: user.name.clone(),
        role: held.role.code().into(),
        scope: scope.clone().unwrap_or_default(),
        scope_code: held.scope.code().unwrap_or_default(),
        ..UserForm::default()
    };
    let errors = Errors::default();
    Ok(User {
        page,
        office,
        user,
        sessions,
        version: held.version,
        form: as_kept,
        scopes: Vec::new(),
        errors,
        history,
    })
}

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
            return refused(&mistyped(&app, page, office, id, (form, scopes, errors)).await?);
        }
    };
    let version = form.version.parse().unwrap_or(0);
    match users::change_role(desk(&app), &office.viewer, id, version, (role, &scope)).await? {
        Ok(Some(token)) => {
            let login = store::login_of(app.pool(), id).await?.ok_or(Problem::NotFound)?;
            made(page, office, login, &token)
        }
        Ok(None) => Ok(Said::RoleChanged.at(&page.href(id.path()))),
        Err(refusal @ (Refusal::NoSuchScope | Refusal::Same)) => {
            let errors = why(&page, refusal);
            refused(&mistyped(&app, page, office, id, (form, scopes, errors)).await?)
        }
        Err(Refusal::NotNow) => Ok(Said::NotNow.at(&page.href(id.path()))),
        Err(Refusal::LastAdministrator) => Ok(Said::LastAdministrator.at(&page.href(id.path()))),
        Err(_) => Err(Problem::NotFound),
    }
}

/// The form that changes the rights does not hold what somebody is called, and the other way round.
async fn mistyped(
    app: &App,
    page: Page,
    office: Office,
    id: UserId,
    (form, scopes, errors): (UserForm, Vec<Candidate>, Errors),
) -> Result<User, Problem> {
    let view = user(app, page, office, id).await?;
    let form = match form.role.is_empty() {
        true => UserForm { login: form.login, name: form.name, ..view.form },
        false => UserForm { login: view.form.login, name: view.form.name, ..form },
    };
    Ok(User { form, scopes, errors, ..view })
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
            return refused(&mistyped(&app, page, office, id, (form, Vec::new(), errors)).await?);
        }
    };
    let version = form.version.parse().unwrap_or(0);
    match users::rename(desk(&app), &office.viewer, id, version, (&called.login, &called.name))
        .await?
    {
        Ok(()) | Err(Refusal::Same) => Ok(Said::UserRenamed.at(&page.href(id.path()))),
        Err(Refusal::NotFound) => Err(Problem::NotFound),
        Err(Refusal::LoginIsTaken) => {
            let errors = why(&page, Refusal::LoginIsTaken);
            refused(&mistyped(&app, page, office, id, (form, Vec::new(), errors)).await?)
        }
        Err(_) => Ok(Said::NotNow.at(&page.href(id.path()))),
    }
}

pub async fn remove_second_factor(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match users::remove_second_factor(desk(&app), &office.viewer, id).await? {
        Ok(()) => Said::SecondFactorTaken,
        Err(Refusal::NotFound) => return Err(Problem::NotFound),
        Err(_) => Said::NotNow,
    };
    Ok(said.at(&page.href(id.path())))
}

pub async fn invite_again(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let token = users::invite_again(desk(&app), &office.viewer.actor(), id)
        .await?
        .map_err(|_| Problem::NotFound)?;
    let login = store::login_of(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    made(page, office, login, &token)
}

fn made(page: Page, office: Office, login: String, token: &Token) -> Result<Response, Problem> {
    let address =
        format!("{}{}/invitations/{}", page.public_url, page.lang.prefix(), token.as_str());
    render(&InvitationMade { page, office, login, address })
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
    let said = match users::set_disabled(desk(&app), &office.viewer, id, is_disabled).await? {
        Ok(()) if is_disabled => Said::UserDisabled,
        Ok(()) => Said::UserEnabled,
        Err(Refusal::NotFound) => return Err(Problem::NotFound),
        Err(_) => Said::NotTheLast,
    };
    Ok(said.at(&page.href("/admin/users")))
}
