//! A new user, and the link with which they set their password.

use super::{scopes, why};
use crate::{
    http::{problem::Problem, state::App},
    identity::{
        actions::users::{self, Invited},
        forms::UserForm,
        handlers::desk,
        views::{InvitationMade, NewUserPage},
    },
    submissions,
    values::ids::UserId,
    web::{
        body::Form,
        forms::{Errors, new_form_code},
        office::Office,
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn new(page: Page, office: Office) -> Result<Response, Problem> {
    let form = UserForm { form: new_form_code()?, ..UserForm::default() };
    render(&NewUserPage { page, office, form, scopes: Vec::new(), errors: Errors::default() })
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
    let sent = submissions::forms::read(&form.form, &office.viewer)?;
    match users::invite(desk(&app), &office.viewer.actor(), &user, Some(&sent)).await {
        Ok(invited) => made(page, office, invited),
        Err(refusal) => {
            let errors = why(&page, refusal)?;
            refused(&NewUserPage { page, office, form, scopes, errors })
        }
    }
}

pub async fn invite_again(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: UserId = id.parse().map_err(|()| Problem::NotFound)?;
    let invited = users::invite_again(desk(&app), &office.viewer.actor(), id).await?;
    made(page, office, invited)
}

pub(super) fn made(page: Page, office: Office, invited: Invited) -> Result<Response, Problem> {
    let Invited { login, token } = invited;
    let address =
        format!("{}{}/invitations/{}", page.public_url, page.lang.prefix(), token.as_str());
    render(&InvitationMade { page, office, login, address })
}
