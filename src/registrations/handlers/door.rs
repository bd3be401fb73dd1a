//! Registration of an organisation without an account, and its progress under the private link.

use crate::{
    http::{
        problem::Problem,
        session,
        state::App,
        throttle::{ClientAddress, Throttle},
    },
    identity::model::token::Token,
    places::{self, model::Named},
    registrations::{
        actions::{self, Door, Refusal, WINDOW},
        forms::RegisterForm,
        model::{Registration, State},
        store,
        views::{New, Sent},
    },
    web::{
        body::Form,
        forms::{Errors, form_code, new_form_code},
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{FromRequestParts, Path},
    http::{HeaderMap, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use std::{sync::Arc, time::Instant};

/// The limit of forms per address, valid or not: each costs queries, and a valid one a hash.
pub const BURST: u32 = 40;
pub const PER_SECOND: u32 = 1;

/// The context of a request without an account.
pub struct Asked {
    app: App,
    page: Page,
    client: ClientAddress,
    /// Whether the connection is private enough for a password.
    is_private: bool,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let page = Page::from_request_parts(parts, app).await?;
        let headers: &HeaderMap = &parts.headers;
        let is_private = session::is_private(app.public_url(), headers);
        let Ok(client) = ClientAddress::from_request_parts(parts, app).await;
        Ok(Self { app: app.clone(), page, client, is_private })
    }
}

impl Asked {
    async fn places(&self, form: &RegisterForm) -> Result<Vec<Named>, Problem> {
        Ok(places::store::meant(self.app.pool(), &form.place, &form.place_code).await?)
    }

    fn admit(&self, throttle: &Throttle) -> Result<(), Problem> {
        if !self.is_private {
            return Err(Problem::Unencrypted);
        }
        throttle
            .admit(self.client, Instant::now())
            .map_err(|wait| Problem::TooOften(wait.as_secs() + 1))
    }
}

pub async fn new(asked: Asked) -> Result<Response, Problem> {
    let form = new_form_code()?;
    let form = RegisterForm { form, ..RegisterForm::default() };
    render(&New {
        page: asked.page,
        is_private: asked.is_private,
        form,
        places: Vec::new(),
        errors: Errors::default(),
    })
}

pub async fn create(
    asked: Asked,
    Form(form): Form<RegisterForm>,
    throttle: Arc<Throttle>,
) -> Result<Response, Problem> {
    asked.admit(&throttle)?;
    let code = form_code(&form.form)?;
    let places = asked.places(&form).await?;
    let (application, mut errors) = match form.parse(&asked.page, &places) {
        Ok(application) => (Some(application), Errors::default()),
        Err(errors) => (None, errors),
    };
    form.check_password(&asked.page, &mut errors);
    let Some(application) = application.filter(|_| errors.is_empty()) else {
        return refused(&New { page: asked.page, is_private: true, form, places, errors });
    };
    let address = asked.client.to_string();
    let door = Door { pool: asked.app.pool(), address: &address, now: asked.app.now() };
    answered(&asked, &code, actions::register(door, &application, &code, &form.password).await)
}

/// Redirects to the private link, even if the registration was decided or resubmitted.
fn answered(
    asked: &Asked,
    code: &Token,
    outcome: Result<(), Refusal>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) | Err(Refusal::WrongState) => {
            Ok(Redirect::to(&asked.page.href(format!("/register/{}", code.as_str())))
                .into_response())
        }
        Err(Refusal::TooMany) => Err(Problem::TooOften(WINDOW.num_seconds().unsigned_abs() / 4)),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn load(asked: &Asked, code: &str) -> Result<(Token, Registration), Problem> {
    let code = Token::read(code).ok_or(Problem::NotFound)?;
    let registration = store::of_code(asked.app.pool(), &code).await?.ok_or(Problem::NotFound)?;
    Ok((code, registration))
}

pub async fn show(asked: Asked, Path(code): Path<String>) -> Result<Response, Problem> {
    let (code, registration) = load(&asked, &code).await?;
    let form = RegisterForm::of(&registration, &asked.page);
    let code = code.as_str().to_string();
    render(&Sent {
        page: asked.page,
        code,
        registration,
        form,
        places: Vec::new(),
        errors: Errors::default(),
    })
}

/// The password stays unchanged.
pub async fn update(
    asked: Asked,
    Path(code): Path<String>,
    Form(form): Form<RegisterForm>,
    throttle: Arc<Throttle>,
) -> Result<Response, Problem> {
    asked.admit(&throttle)?;
    let (code, registration) = load(&asked, &code).await?;
    if registration.state != State::Returned {
        return answered(&asked, &code, Err(Refusal::WrongState));
    }
    let places = asked.places(&form).await?;
    let application = match form.parse(&asked.page, &places) {
        Ok(application) => application,
        Err(errors) => {
            let code = code.as_str().to_string();
            return refused(&Sent { page: asked.page, code, registration, form, places, errors });
        }
    };
    let address = asked.client.to_string();
    let door = Door { pool: asked.app.pool(), address: &address, now: asked.app.now() };
    answered(&asked, &code, actions::send_again(door, &application, &code).await)
}
