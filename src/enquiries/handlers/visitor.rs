//! Enquiries without an account. No proxy or browser caches these pages, and the private link is
//! never passed on.

use super::desk;
use crate::{
    enquiries::{
        actions::{self, Refusal},
        forms::{AskForm, MessageForm},
        model::Recipient,
        store,
        views::{Ask, Thread},
    },
    http::{
        problem::Problem,
        state::App,
        throttle::{ClientAddress, Throttle},
    },
    identity::model::token::Token,
    web::{
        body::Form,
        forms::{Errors, form_code, new_form_code},
        page::{Page, refused, render, too_often},
    },
};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header::REFERRER_POLICY},
    response::{IntoResponse, Redirect, Response},
};
use chrono::Duration;
use std::{sync::Arc, time::Instant};

pub async fn ask(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let to = recipient(&app, &page, &id).await?;
    let product = page.query.get("product").unwrap_or_default();
    let product = to
        .products
        .iter()
        .find(|(id, _)| id.to_string() == product)
        .map(|(id, _)| id.to_string())
        .unwrap_or_default();
    let form = AskForm { form: new_form_code()?, product, ..AskForm::default() };
    render(&Ask { page, to, form, errors: Errors::default() })
}

/// Of the current edition, or of a future one.
async fn recipient(app: &App, page: &Page, id: &str) -> Result<Recipient, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let edition = page.edition().ok_or(Problem::NotFound)?;
    store::recipient(app.pool(), id, edition.ordinal).await?.ok_or(Problem::NotFound)
}

pub async fn send(
    throttle: Arc<Throttle>,
    State(app): State<App>,
    (page, client): (Page, ClientAddress),
    Path(id): Path<String>,
    Form(form): Form<AskForm>,
) -> Result<Response, Problem> {
    let to = recipient(&app, &page, &id).await?;
    let enquiry = match form.parse(&page, &to) {
        Ok(enquiry) => enquiry,
        Err(errors) => return refused(&Ask { page, to, form, errors }),
    };
    let code = form_code(&form.form)?;
    let sent = match allowed(&throttle, client) {
        // A program gets the same answer as a person.
        Ok(()) if form.is_of_a_program() => Ok(()),
        Ok(()) => actions::send(desk(&app), &to, &enquiry, &code).await,
        Err(refusal) => Err(refusal),
    };
    match sent {
        Ok(()) => Ok(to_thread(&page, &code)),
        Err(Refusal::Wait(wait)) => {
            too_often(&Ask { to, form, errors: waits(&page, wait), page }, wait)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn allowed(throttle: &Throttle, client: ClientAddress) -> Result<(), Refusal> {
    let seconds =
        |wait: std::time::Duration| i64::try_from(wait.as_secs()).unwrap_or(i64::MAX / 2000) + 1;
    throttle
        .admit(client, Instant::now())
        .map_err(|wait| Refusal::Wait(Duration::seconds(seconds(wait))))
}

/// The typed values stay, to be sent again.
fn waits(page: &Page, wait: Duration) -> Errors {
    let minutes = wait.num_minutes() + 1;
    let message = if page.zh() {
        format!("发送过于频繁，请 {minutes} 分钟后再发；您填写的内容仍在")
    } else {
        format!("Too many enquiries: try again in {minutes} min; what you entered is still here")
    };
    Errors::one("text", page.t("内容", "Message"), message)
}

fn to_thread(page: &Page, code: &Token) -> Response {
    secret(Redirect::to(&page.href(format!("/enquiries/{}", code.as_str()))).into_response())
}

/// Other sites never see the address. `no-referrer` would also hide the origin of our own forms.
fn secret(mut response: Response) -> Response {
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = read(&code)?;
    let view = thread(
        &app,
        page,
        &code,
        MessageForm { form: new_form_code()?, text: String::new() },
        Errors::default(),
    )
    .await?;
    Ok(secret(render(&view)?))
}

/// An invalid code does not exist either.
fn read(code: &str) -> Result<Token, Problem> {
    Token::read(code).ok_or(Problem::NotFound)
}

async fn thread(
    app: &App,
    page: Page,
    code: &Token,
    form: MessageForm,
    errors: Errors,
) -> Result<Thread, Problem> {
    let enquiry = store::of_visitor(app.pool(), code).await?.ok_or(Problem::NotFound)?;
    let messages = store::messages(app.pool(), enquiry.id).await?;
    let MessageForm { form, text } = form;
    Ok(Thread { page, code: code.as_str().to_string(), enquiry, messages, form, text, errors })
}

pub async fn write(
    throttle: Arc<Throttle>,
    State(app): State<App>,
    (page, client): (Page, ClientAddress),
    Path(code): Path<String>,
    Form(form): Form<MessageForm>,
) -> Result<Response, Problem> {
    let code = read(&code)?;
    let text = match form.parse(&page) {
        Ok(text) => text,
        Err(errors) => {
            return Ok(secret(refused(&thread(&app, page, &code, form, errors).await?)?));
        }
    };
    let of_form = form_code(&form.form)?;
    let written = match allowed(&throttle, client) {
        Ok(()) => actions::write_again(desk(&app), &code, &text, &of_form).await,
        Err(refusal) => Err(refusal),
    };
    match written {
        Ok(()) => Ok(to_thread(&page, &code)),
        Err(refusal) => refuse(&app, page, &code, form, refusal).await,
    }
}

/// The typed values are kept, whatever the reason of the refusal.
async fn refuse(
    app: &App,
    page: Page,
    code: &Token,
    form: MessageForm,
    refusal: Refusal,
) -> Result<Response, Problem> {
    let answer = match refusal {
        Refusal::Wait(wait) => {
            let errors = waits(&page, wait);
            too_often(&thread(app, page, code, form, errors).await?, wait)?
        }
        Refusal::Over => (
            StatusCode::CONFLICT,
            render(&thread(app, page, code, form, Errors::default()).await?)?,
        )
            .into_response(),
        other => return Err(other.into()),
    };
    Ok(secret(answer))
}

pub async fn close(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = read(&code)?;
    match actions::close(desk(&app), &code).await {
        // Closed by the other side meanwhile: the page says so.
        Ok(()) | Err(Refusal::Over) => Ok(to_thread(&page, &code)),
        Err(refusal) => Err(refusal.into()),
    }
}

pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = read(&code)?;
    actions::withdraw(desk(&app), &code).await?;
    Ok(to_thread(&page, &code))
}
