//! The site map: the routes of every noun, and the layers that each request passes.

use crate::{
    about, agreements, applications, brands, certifications, contracts, deliveries, desk,
    enquiries, exchange, exhibitors, fairs, files, hall, home, identity, imports,
    kit::{
        assets,
        cache::{self, AsPacked, Cache, LONGEST_REQUEST, Plan},
        gate::{self, Gate},
        guard::{self, Guard},
        headers,
        panics::{self, During},
        problem::Problem,
        problem_page,
        routes::Routes,
        sharing,
        state::App,
    },
    messages, operations, organisations, payments, photos, places, products, projects,
    registrations, search, statistics, trademarks,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{Extensions, HeaderMap, StatusCode, Version},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use std::{any::Any, collections::HashSet, sync::Arc, time::Duration};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, Predicate},
    },
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::RequestBodyTimeoutLayer,
    trace::TraceLayer,
};

/// Requests mostly read pages; nothing large is sent to the site except uploads
/// (`Routes::upload_for`).
const LARGEST_BODY: usize = 64 * 1024;
/// Eight photos over a line of 150 kilobytes a second; an export of everything.
const LONGEST_FILE: Duration = Duration::from_secs(300);

mod reads;

pub use reads::{NOUNS, reads};

pub fn routes() -> Routes {
    Routes::new()
        .merge(home::routes())
        .merge(fairs::routes())
        .merge(exhibitors::routes())
        .merge(applications::routes())
        .merge(hall::routes())
        .merge(enquiries::routes())
        .merge(products::routes())
        .merge(photos::routes())
        .merge(certifications::routes())
        .merge(brands::routes())
        .merge(trademarks::routes())
        .merge(projects::routes())
        .merge(agreements::routes())
        .merge(contracts::routes())
        .merge(deliveries::routes())
        .merge(payments::routes())
        .merge(organisations::routes())
        .merge(registrations::routes())
        .merge(places::routes())
        .merge(imports::routes())
        .merge(statistics::routes())
        .merge(search::routes())
        .merge(about::routes())
        .merge(exchange::routes())
        .merge(identity::routes())
        .merge(messages::routes())
        .merge(desk::routes())
        .merge(files::routes())
        .merge(operations::routes())
        .plain("/static/{fingerprint}/{*name}", assets::show)
}

/// The whole site as a service. `page_cache`: megabytes of pages to cache; `None` renders every
/// page again.
pub fn router(app: App, page_cache: u64) -> Router {
    router_of(routes(), app, page_cache)
}

/// The same with other routes: a test adds some that fail.
pub fn router_of(routes: Routes, app: App, page_cache: u64) -> Router {
    let plan =
        if page_cache == 0 { Plan::default() } else { reads::plan(routes.list(), app.changes()) };
    let cache = Cache::new(app.clone(), plan, page_cache);
    let long = Arc::new(gate::long(routes.list()));
    let guard = Guard::new(app.clone(), routes.list());
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().on_failure(()))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(middleware::from_fn(operations::measure))
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn(sharing::open))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(DefaultPredicate::new().and(is_unpacked)),
        )
        .layer(middleware::from_fn_with_state(app.clone(), problem_page::draw))
        .layer(middleware::from_fn_with_state(cache, cache::keep))
        .layer(middleware::from_fn(panics::watch))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn_with_state(long, limit_time))
        .layer(middleware::from_fn_with_state(
            Gate::new(routes.list(), search::OWN_TURNS),
            gate::pass,
        ))
        .layer(middleware::from_fn_with_state(guard, guard::admit))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(20)))
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    routes
        .into_router()
        .fallback(|| async { Problem::NotFound })
        .layer(CsrfLayer::new())
        .layer(layers)
        .with_state(app)
}

/// Cached pages are compressed already.
fn is_unpacked(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<AsPacked>().is_none()
}

/// A panic costs one request.
fn after_panic(cause: Box<dyn Any + Send>) -> Response {
    panics::note(&*cause, During::Request);
    Problem::Internal.into_response()
}

async fn limit_time(
    State(long): State<Arc<HashSet<(&'static str, String)>>>,
    request: Request,
    next: Next,
) -> Response {
    let is_long = |path: &MatchedPath| gate::is_long(&long, request.method(), path.as_str());
    let longest = if request.extensions().get().is_some_and(is_long) {
        LONGEST_FILE
    } else {
        LONGEST_REQUEST
    };
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::Unavailable.into_response(),
    }
}
