//! /files, /my/files, /admin/files: one object of a file, for those who may see it.

use super::{
    model::{FileCode, Sight, scan},
    store,
};
use crate::{
    http::{
        headers,
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::model::{permissions::SEE_OWN_HOME, role::Scope},
    products::model::rights::SEE_PRODUCTS,
    web::office::Office,
};
use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};

/// The content of an address never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub fn routes() -> Routes {
    Routes::new()
        .plain("/files/{code}/{name}", public)
        .plain_for(Access::Requires(SEE_OWN_HOME), "/my/files/{code}/{name}", own)
        .plain_for(Access::Requires(SEE_PRODUCTS), "/admin/files/{code}/{name}", office)
}

async fn public(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let mut response = show(&app, &Sight::Public, &path).await?;
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_EVER);
    Ok(response)
}

async fn own(
    State(app): State<App>,
    office: Office,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let sight = match &office.viewer.scope {
        Scope::Organisation(id) => Sight::Own(*id),
        Scope::Village(code) => Sight::Village(code.clone()),
        Scope::Banner(_) | Scope::All => return Err(Problem::NotFound),
    };
    show(&app, &sight, &path).await
}

async fn office(
    State(app): State<App>,
    office: Office,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    show(&app, &Sight::Office(office.viewer.scope.banner().cloned()), &path).await
}

/// A PDF is downloaded, never opened in place of the page.
async fn show(
    app: &App,
    sight: &Sight,
    (code, name): &(String, String),
) -> Result<Response, Problem> {
    let code = FileCode::read(code).ok_or(Problem::NotFound)?;
    let content_type = store::seen(app.pool(), &code, sight).await?.ok_or(Problem::NotFound)?;
    let found = app.objects().get(&code.object(name)).await.map_err(|error| {
        tracing::error!(%error, "a file cannot be read");
        Problem::Unavailable
    })?;
    let mut response = found.ok_or(Problem::NotFound)?.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(&content_type).map_err(|_| Problem::Internal)?,
    );
    headers.insert(
        HeaderName::from_static(headers::UPLOADED.0),
        HeaderValue::from_static(headers::UPLOADED.1),
    );
    if name == scan::PDF {
        let saved = HeaderValue::from_str(&format!("attachment; filename=\"{code}.pdf\""))
            .map_err(|_| Problem::Internal)?;
        headers.insert(header::CONTENT_DISPOSITION, saved);
    }
    Ok(response)
}
