//! Access control. The guard checks each request against the rule of its route before the handler
//! runs. Visitors who are not signed in go to the sign-in page. A request without the right is
//! refused and recorded in the trail, and so is a form that another site made the browser send.
//! Everyone admitted is passed on as `Viewer`.

use super::{
    problem::Problem,
    routes::{Access, Route},
    session,
    state::App,
    throttle::ClientAddress,
};
use crate::{
    identity::{
        actions::{self, Context},
        model::{
            Viewer,
            permissions::{OWN_ACCOUNT, Right},
        },
        store::sessions,
    },
    web::{flash::Flash, office::Office, page::language},
};
use axum::{
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{HeaderValue, Method, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use chrono::Duration;
use std::{collections::HashMap, sync::Arc};

#[derive(Clone)]
pub struct Guard {
    app: App,
    rules: Arc<HashMap<(&'static str, String), Access>>,
}

impl Guard {
    pub fn new(app: App, routes: &[Route]) -> Self {
        let rules =
            routes.iter().map(|route| ((route.method, route.path.clone()), route.rule)).collect();
        Self { app, rules: Arc::new(rules) }
    }

    fn rule(&self, request: &Request) -> Option<Access> {
        let method = if *request.method() == Method::POST { "POST" } else { "GET" };
        let path = request.extensions().get::<MatchedPath>()?.as_str();
        self.rules.get(&(method, path.to_string())).copied()
    }
}

/// The layer.
pub async fn admit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let action = match guard.rule(&request) {
        // The router itself answers unknown paths and methods.
        None | Some(Access::Public) => return next.run(request).await,
        Some(Access::PublicUncached) => return unkept(next.run(request).await),
        Some(Access::Requires(action)) => action,
    };
    let (mut parts, body) = request.into_parts();
    let viewer = match viewer(&guard.app, &parts).await {
        Ok(Some(viewer)) => viewer,
        Ok(None) => return unkept(to_sign_in(&parts)),
        Err(problem) => return problem.into_response(),
    };
    if let Some(refusal) = refuse(&guard.app, &viewer, action, &parts).await {
        return unkept(refusal);
    }
    let said = Flash::read(&parts.headers).and_then(|code| guard.app.declarations().flash(&code));
    let what = what(&parts);
    parts.extensions.insert(Office { viewer: viewer.clone(), said });
    let is_page = parts.method == Method::GET;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if Problem::of(&response) == Some(Problem::Foreign)
        && let Err(error) = actions::note_refusal(desk(&guard.app), &viewer, what, true).await
    {
        return unkept(Problem::from(error).into_response());
    }
    if said.is_some() && is_page {
        Flash::forget(response.headers_mut());
    }
    unkept(response)
}

fn desk(app: &App) -> Context<'_> {
    Context { pool: app.pool(), now: app.now() }
}

/// The requested page, as the trail records it.
fn what(request: &Parts) -> String {
    let path: String = request.uri.path().chars().take(200).collect();
    format!("{} {path}", request.method)
}

/// The user of the request's session.
async fn viewer(app: &App, request: &Parts) -> Result<Option<Viewer>, Problem> {
    let Some(token) = session::token(&request.headers) else { return Ok(None) };
    let now = app.now();
    let held = sessions::held(app.pool(), &token, now).await?;
    let Some(held) = held.filter(|held| !held.awaits_code) else { return Ok(None) };
    if now - held.seen_at > Duration::minutes(1) {
        sessions::touch(app.pool(), held.viewer.session, now).await?;
    }
    let address = request.extensions.get::<ClientAddress>().map(ToString::to_string);
    Ok(Some(Viewer { address: address.unwrap_or(held.viewer.address), ..held.viewer }))
}

/// `None`: admitted.
async fn refuse(app: &App, viewer: &Viewer, action: Right, request: &Parts) -> Option<Response> {
    if !viewer.may(action) {
        let recorded = actions::note_refusal(desk(app), viewer, what(request), false).await;
        return Some(recorded.map_or_else(
            |error| Problem::from(error).into_response(),
            |()| Problem::Forbidden.into_response(),
        ));
    }
    let must_have_one =
        app.requires_second_factor() && viewer.role.is_staff() && !viewer.has_second_factor;
    if must_have_one && action != OWN_ACCOUNT {
        let (lang, _) = language(&request.uri);
        return Some(
            Redirect::to(&format!("{}/account/second-factor", lang.prefix())).into_response(),
        );
    }
    None
}

/// Back to the requested page after signing in.
fn to_sign_in(request: &Parts) -> Response {
    let (lang, _) = language(&request.uri);
    let door = format!("{}/login", lang.prefix());
    let asked =
        if request.method == Method::GET { Some(request.uri.clone()) } else { page_of(request) };
    let Some(asked) = asked else { return Redirect::to(&door).into_response() };
    let (_, path) = language(&asked);
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    let next: String =
        form_urlencoded::byte_serialize(format!("{path}{query}").as_bytes()).collect();
    Redirect::to(&format!("{door}?next={next}")).into_response()
}

/// The page of this site on which the form was filled in, if the browser says so: typed values are
/// kept there.
fn page_of(request: &Parts) -> Option<Uri> {
    let referer: Uri = request.headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = request.headers.get(header::HOST)?.to_str().ok()?;
    (referer.authority()?.as_str() == host).then_some(referer)
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What the guard recorded of an admitted user.
impl FromRequestParts<App> for Office {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        // A handler that asks for it on a route without a rule is a bug.
        parts.extensions.get().cloned().ok_or(Problem::Internal)
    }
}
