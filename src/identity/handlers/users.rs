//! The list of users.

mod inviting;
mod rights;

pub use inviting::{create, invite_again, new};
pub use rights::{change_role, disable, enable, remove_second_factor, rename};

use crate::{
    audit::{self, model::records::Record},
    http::{problem::Problem, state::App},
    identity::{
        actions::Refusal,
        forms::UserForm,
        model::{Filter, Row, permissions::READ_TRAIL, role::Candidate, trail::USERS},
        store,
        views::{self, User, Users},
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, ids::UserId},
    web::{
        forms::Errors,
        office::Office,
        page::{Page, render},
    },
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
    const LISTS: &'static Record = &USERS;
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

/// The scopes that the typed text may mean, for the chosen role.
async fn scopes(app: &App, form: &UserForm) -> Result<Vec<Candidate>, Problem> {
    Ok(store::scopes::meant(app.pool(), form.scope_kind(), &form.scope).await?)
}

fn why(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    Ok(match refusal {
        Refusal::NoSuchScope => Errors::one(
            "scope",
            page.t("范围", "Scope"),
            page.t("没有这个主体、村或旗区", "No such organisation, village or banner"),
        ),
        Refusal::Same => {
            Errors::one("role", page.t("角色", "Role"), page.t("与当前一致，无需修改", "No change"))
        }
        Refusal::LoginIsTaken | Refusal::NotFound => Errors::one(
            "login",
            page.t("账号", "Account"),
            page.t("该账号已被使用", "This account is already in use"),
        ),
        other => return Err(other.into()),
    })
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
    let history = match office.may(READ_TRAIL) {
        true => audit::history(app, &page, &USERS, id).await?,
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
