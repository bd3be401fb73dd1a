//! Who may sign in, and what for.

use super::desk;
use crate::{
    identity::{
        actions::users::{self, Refusal},
        forms::UserForm,
        model::{Filter, token::Token},
        store,
        views::{self, InvitationMade, NewUserPage, Users},
    },
    kit::{
        forms::Errors,
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
    },
    values::{facet::FacetCounts, ids::UserId},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use axum_extra::extract::Form;

pub async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let typed = page.query.typed()?.map(str::to_string);
    let filter = Filter { typed, role: page.query.read("role")?, state: page.query.read("state")? };
    let position = Position::read(&page.query, 50)?;
    let users = store::list(app.pool(), &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list = Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    render(&Users { page, office, list, users })
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
