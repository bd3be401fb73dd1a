//! One's own account.

use super::{desk, flashes};
use crate::{
    http::{problem::Problem, session, state::App},
    identity::{
        actions::{Refusal, second_factor, sign_in, users},
        forms::{EmailForm, PasswordForm, SecondFactorForm},
        model::password,
        store,
        views::{Account, SecondFactor},
    },
    web::{
        body::Form,
        forms::Errors,
        office::Office,
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

pub async fn sign_out(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    sign_in::sign_out(desk(&app), &office.viewer).await?;
    let mut response = Redirect::to(&page.href("/login")).into_response();
    session::end(&mut response);
    Ok(response)
}

pub async fn show(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    render(&account(&app, page, office, Errors::default()).await?)
}

async fn account(
    app: &App,
    page: Page,
    office: Office,
    errors: Errors,
) -> Result<Account, Problem> {
    let sessions = store::sessions::of_user(app.pool(), office.viewer.user, app.now()).await?;
    let email = store::email_of(app.pool(), office.viewer.user).await?.unwrap_or_default();
    Ok(Account {
        least: password::least(office.viewer.role),
        by_mail: app.sends_mail(),
        page,
        office,
        sessions,
        email,
        errors,
    })
}

pub async fn change_email(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<EmailForm>,
) -> Result<Response, Problem> {
    let email = match form.parse(&page) {
        Ok(email) => email,
        Err(errors) => {
            let view = account(&app, page, office, errors).await?;
            return refused(&Account { email: form.email, ..view });
        }
    };
    users::change_email(desk(&app), &office.viewer, email.as_deref()).await?;
    Ok(flashes::EMAIL_SAVED.at(&page.href("/account")))
}

pub async fn change_password(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Problem> {
    let viewer = office.viewer.clone();
    let new = match form.check(&page, viewer.role, &viewer.login, &viewer.name) {
        Ok(new) => new,
        Err(errors) => return refused(&account(&app, page, office, errors).await?),
    };
    if !users::change_password(desk(&app), &viewer, &form.old, new).await? {
        let errors = Errors::one(
            "old",
            page.t("当前密码", "Current password"),
            page.t("密码不对，或尝试次数过多", "Wrong password, or too many attempts"),
        );
        return refused(&account(&app, page, office, errors).await?);
    }
    Ok(flashes::PASSWORD_SET.at(&page.href("/account")))
}

pub async fn end_session(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    if !users::end_session(desk(&app), &office.viewer, id).await? {
        return Err(Problem::NotFound);
    }
    Ok(flashes::SESSION_ENDED.at(&page.href("/account")))
}

pub async fn show_second_factor(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    render(&factor(&app, page, office, second_factor::new_secret(), Errors::default()))
}

fn factor(app: &App, page: Page, office: Office, secret: String, errors: Errors) -> SecondFactor {
    let is_required = app.requires_second_factor() && office.viewer.role.is_staff();
    SecondFactor { page, office, secret, is_required, errors }
}

pub async fn enable_second_factor(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<SecondFactorForm>,
) -> Result<Response, Problem> {
    match second_factor::enable(
        desk(&app),
        &office.viewer,
        &form.password,
        &form.secret,
        &form.code,
    )
    .await
    {
        Ok(()) => Ok(flashes::SECOND_FACTOR_ON.at(&page.href("/account"))),
        Err(refusal) => {
            let errors = why(&page, refusal)?;
            // The current secret on the phone; a manipulated one is not ours.
            let is_secret = second_factor::address(&form.secret, "x").is_some();
            let secret = if is_secret { form.secret } else { second_factor::new_secret() };
            refused(&factor(&app, page, office, secret, errors))
        }
    }
}

pub async fn disable_second_factor(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<SecondFactorForm>,
) -> Result<Response, Problem> {
    match second_factor::disable(desk(&app), &office.viewer, &form.password).await {
        Ok(()) => Ok(flashes::SECOND_FACTOR_OFF.at(&page.href("/account"))),
        Err(refusal) => {
            let errors = why(&page, refusal)?;
            refused(&factor(&app, page, office, second_factor::new_secret(), errors))
        }
    }
}

fn why(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    Ok(match refusal {
        Refusal::WrongPassword => Errors::one(
            "password",
            page.t("密码", "Password"),
            page.t("密码不对，或尝试次数过多", "Wrong password, or too many attempts"),
        ),
        Refusal::WrongCode => {
            let message = page.t(
                "验证码不对：请输入手机上当前显示的六位数字",
                "Wrong code: enter the six digits your phone shows now",
            );
            Errors::one("code", page.t("验证码", "Code"), message)
        }
        other => return Err(other.into()),
    })
}
