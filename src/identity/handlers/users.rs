//! Who may sign in, and what for.

use super::desk;
use crate::{
    audit::{self, model::nouns::Noun},
    identity::{
        actions::users::{self, Refusal},
        forms::UserForm,
        model::{Filter, Row, permissions::Action, token::Token},
        store,
        views::{self, InvitationMade, NewUserPage, User, Users},
    },
    kit::{
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
use axum_extra::extract::Form;
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

    fn rows<'c>(connection: &'c mut PgConnection, filter: &'c Filter) -> BoxStream<'c, sqlx::Result<Row>> {
        at_once(store::list(connection, filter, i64::MAX, 0))
    }
}

pub async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let filter = matching(&page)?;
    let position = Position::read(&page.query, 50)?;
    let users = store::list(app.pool(), &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list = Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Users { page, office, list, users, saved })
}

pub async fn new(page: Page, office: Office) -> Result<Response, Problem> {
    render(&NewUserPage { page, office, form: UserForm::default(), errors: Errors::default() })
}

pub async fn create(State(app): State<App>, page: Page, office: Office, Form(form): Form<UserForm>) -> Result<Response, Problem> {
    let user = match form.parse(&page) {
        Ok(user) => user,
        Err(errors) => return refused(&NewUserPage { page, office, form, errors }),
    };
    match users::invite(desk(&app), &office.viewer.actor(), &user).await? {
        Ok((_, token)) => made(page, office, user.login, &token),
        Err(refusal) => {
            let errors = match refusal {
                Refusal::NoSuchScope => {
                    Errors::one("scope", page.t("范围", "Scope"), page.t("没有这个主体、村或旗区", "There is none such"))
                }
                _ => Errors::one("login", page.t("账号", "Account"), page.t("已经有人用这个账号", "Somebody has this account already")),
            };
            refused(&NewUserPage { page, office, form, errors })
        }
    }
}

pub async fn show(State(app): State<App>, page: Page, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    render(&user(&app, page, office, id, None).await?)
}

/// `typed`: what was not taken.
async fn user(app: &App, page: Page, office: Office, id: UserId, typed: Option<(UserForm, Errors)>) -> Result<User, Problem> {
    let user = store::find(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    let held = store::find_rights(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    let sessions = store::sessions::of_user(app.pool(), id, app.now()).await?.len() as i64;
    let history = match office.may(Action::ReadTrail) {
        true => audit::history(app, &page, Noun::Users, id).await?,
        false => Vec::new(),
    };
    let as_kept = UserForm { role: held.role.code().into(), scope: held.scope.code().unwrap_or_default(), ..UserForm::default() };
    let (form, errors) = typed.unwrap_or((as_kept, Errors::default()));
    Ok(User { page, office, user, sessions, version: held.version, form, errors, history })
}

pub async fn change_role(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<UserForm>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let (role, scope) = match form.parse_role(&page) {
        Ok(rights) => rights,
        Err(errors) => return refused(&user(&app, page, office, id, Some((form, errors))).await?),
    };
    let version = form.version.parse().unwrap_or(0);
    match users::change_role(desk(&app), &office.viewer, id, version, (role, &scope)).await? {
        Ok(Some(token)) => {
            let login = store::login_of(app.pool(), id).await?.ok_or(Problem::NotFound)?;
            made(page, office, login, &token)
        }
        Ok(None) => Ok(Said::RoleChanged.at(&page.href(id.path()))),
        Err(refusal @ (Refusal::NoSuchScope | Refusal::Same)) => {
            let errors = match refusal {
                Refusal::Same => Errors::one("role", page.t("角色", "Role"), page.t("和现在的一样", "It is so already")),
                _ => Errors::one("scope", page.t("范围", "Scope"), page.t("没有这个主体、村或旗区", "There is none such")),
            };
            refused(&user(&app, page, office, id, Some((form, errors))).await?)
        }
        Err(Refusal::NotNow) => Ok(Said::NotNow.at(&page.href(id.path()))),
        Err(Refusal::LastAdministrator) => Ok(Said::LastAdministrator.at(&page.href(id.path()))),
        Err(_) => Err(Problem::NotFound),
    }
}

pub async fn invite_again(State(app): State<App>, page: Page, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let token = users::invite_again(desk(&app), &office.viewer.actor(), id).await?.map_err(|_| Problem::NotFound)?;
    let login = store::login_of(app.pool(), id).await?.ok_or(Problem::NotFound)?;
    made(page, office, login, &token)
}

fn made(page: Page, office: Office, login: String, token: &Token) -> Result<Response, Problem> {
    let address = format!("{}{}/invitations/{}", page.public_url, page.lang.prefix(), token.as_str());
    render(&InvitationMade { page, office, login, address })
}

pub async fn disable(state: State<App>, page: Page, office: Office, id: Path<String>) -> Result<Response, Problem> {
    set_disabled(state, page, office, id, true).await
}

pub async fn enable(state: State<App>, page: Page, office: Office, id: Path<String>) -> Result<Response, Problem> {
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
