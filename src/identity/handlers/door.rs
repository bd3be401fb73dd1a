//! Signing in: a password, a code, an invitation.

use super::desk;
use crate::{
    http::{problem::Problem, session, state::App, throttle::ClientAddress},
    identity::{
        actions::{second_factor, sign_in, users},
        forms::{CodeForm, PasswordForm, SignInForm},
        model::{Lifetime, Viewer, password, token::Token},
        store::{self, invitations::Invitation},
        views::{Code, Invited, Login},
    },
    web::{
        body::Form,
        forms::{Errors, local},
        page::{Page, refused, render, too_often},
    },
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

pub async fn show(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(held) = held(&app, &headers).await?.filter(|held| !held.awaits_code) {
        return Ok(Redirect::to(&page.href(held.viewer.home())).into_response());
    }
    let next = local(page.query.get("next")).unwrap_or_default().to_string();
    let is_private = session::is_private(app.public_url(), &headers);
    render(&Login { page, is_private, login: String::new(), next, errors: Errors::default() })
}

pub async fn sign_in(
    State(app): State<App>,
    page: Page,
    client: ClientAddress,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response, Problem> {
    if !session::is_private(app.public_url(), &headers) {
        return Err(Problem::Unencrypted);
    }
    let stays = form.stays.is_some();
    let address = client.to_string();
    let attempt = sign_in::Attempt {
        login: &form.login,
        password: &form.password,
        stays,
        address: &address,
        user_agent: user_agent(&headers),
    };
    let next = local(form.next.as_deref());
    match sign_in::sign_in(desk(&app), &attempt).await? {
        sign_in::Outcome::SignedIn { token, role } => {
            let home = Viewer::home_of(role);
            Ok(come_in(&page.href(next.unwrap_or(home)), &token, Lifetime::of(role, stays)))
        }
        sign_in::Outcome::AwaitsCode { token } => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(next.map(|next| ("next", next)));
            query.extend_pairs(stays.then_some(("stays", "1")));
            Ok(come_in(
                &page.href(format!("/login/code?{}", query.finish())),
                &token,
                Lifetime::Code,
            ))
        }
        sign_in::Outcome::Wrong => {
            let message = page.t("账号或密码不对", "Wrong account or password");
            let errors = Errors::one("login", page.t("登录失败", "Sign-in failed"), message);
            let next = next.unwrap_or_default().to_string();
            refused(&Login {
                is_private: true,
                login: form.login.chars().take(64).collect(),
                next,
                errors,
                page,
            })
        }
        sign_in::Outcome::Wait(left) => {
            let errors = Errors::one("login", page.t("登录", "Sign in"), waits(&page, left));
            let next = next.unwrap_or_default().to_string();
            let view = Login {
                is_private: true,
                login: form.login.chars().take(64).collect(),
                next,
                errors,
                page,
            };
            too_often(&view, left)
        }
    }
}

pub async fn show_code(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(held) = held(&app, &headers).await?.filter(|held| held.awaits_code) else {
        return Ok(Redirect::to(&page.href("/login")).into_response());
    };
    let next = local(page.query.get("next")).unwrap_or_default().to_string();
    let stays = page.query.get("stays").is_some();
    render(&Code {
        may_stay: !held.viewer.role.is_staff(),
        stays,
        next,
        errors: Errors::default(),
        page,
    })
}

pub async fn enter_code(
    State(app): State<App>,
    page: Page,
    client: ClientAddress,
    headers: HeaderMap,
    Form(form): Form<CodeForm>,
) -> Result<Response, Problem> {
    let Some(held) = held(&app, &headers).await?.filter(|held| held.awaits_code) else {
        return Ok(Redirect::to(&page.href("/login")).into_response());
    };
    let viewer = Viewer { address: client.to_string(), ..held.viewer };
    let next = local(form.next.as_deref()).unwrap_or_default().to_string();
    let stays = form.stays.is_some();
    let label = page.t("验证码", "Code").to_string();
    let view = |page: Page, message: String| Code {
        may_stay: !viewer.role.is_staff(),
        stays,
        next: next.clone(),
        errors: Errors::one("code", label.clone(), message),
        page,
    };
    match second_factor::sign_in(desk(&app), &viewer, &form.code, stays, user_agent(&headers))
        .await?
    {
        second_factor::Outcome::SignedIn(token) => {
            let target = if next.is_empty() { viewer.home() } else { &next };
            Ok(come_in(&page.href(target), &token, Lifetime::of(viewer.role, stays)))
        }
        second_factor::Outcome::Wrong => {
            let message = page
                .t(
                    "验证码不对或已使用：请等待下一个",
                    "The code is wrong or was already used: wait for the next one",
                )
                .to_string();
            refused(&view(page, message))
        }
        second_factor::Outcome::Wait(left) => {
            let message = waits(&page, left);
            too_often(&view(page, message), left)
        }
    }
}

pub async fn show_invitation(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let invitation = invitation(&app, &code).await?;
    let is_there = invitation.is_some();
    let response = render(&invited(page, invitation.as_ref(), Errors::default()))?;
    Ok(if is_there { response } else { (StatusCode::GONE, response).into_response() })
}

pub async fn take_up(
    State(app): State<App>,
    page: Page,
    client: ClientAddress,
    Path(code): Path<String>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Problem> {
    let Some(invitation) = invitation(&app, &code).await? else {
        return Ok(
            (StatusCode::GONE, render(&invited(page, None, Errors::default()))?).into_response()
        );
    };
    let password = match form.check(&page, invitation.role, &invitation.login, &invitation.name) {
        Ok(password) => password,
        Err(errors) => return refused(&invited(page, Some(&invitation), errors)),
    };
    if !users::take_up(desk(&app), &invitation, password, &client.to_string()).await? {
        return Ok(
            (StatusCode::GONE, render(&invited(page, None, Errors::default()))?).into_response()
        );
    }
    Ok(Redirect::to(&page.href("/login")).into_response())
}

fn invited(page: Page, invitation: Option<&Invitation>, errors: Errors) -> Invited {
    let least = invitation.map_or(0, |invitation| password::least(invitation.role));
    Invited {
        page,
        who: invitation.map(|invitation| (invitation.name.clone(), invitation.login.clone())),
        least,
        errors,
    }
}

async fn invitation(app: &App, code: &str) -> Result<Option<Invitation>, Problem> {
    let Some(token) = Token::read(code) else { return Ok(None) };
    Ok(store::invitations::find(app.pool(), &token, app.now()).await?)
}

async fn held(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<store::sessions::LiveSession>, Problem> {
    let Some(token) = session::token(headers) else { return Ok(None) };
    Ok(store::sessions::held(app.pool(), &token, app.now()).await?)
}

fn come_in(address: &str, token: &Token, lifetime: Lifetime) -> Response {
    let mut response = Redirect::to(address).into_response();
    session::begin(&mut response, token, lifetime);
    response
}

fn waits(page: &Page, left: chrono::Duration) -> String {
    let seconds = left.num_seconds().max(1);
    if page.zh() {
        format!("尝试次数过多，请 {seconds} 秒后再试")
    } else {
        format!("Too many attempts: try again in {seconds} seconds")
    }
}

fn user_agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}
