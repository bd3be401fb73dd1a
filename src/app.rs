//! The site map: the routes of every noun, and the layers that each request passes.

use crate::{
    about, agreements, applications, brands, certifications, contracts, deliveries, desk,
    enquiries, exchange, exhibitors, fairs, files, hall, home,
    http::{
        assets,
        cache::{self, AsPacked, Cache, LONGEST_REQUEST, Plan},
        deadlocks,
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
    identity, imports, indicators, journal, messages, operations, organisations, payments, photos,
    places, products, projects, promises, reference, registrations, sales, screen, search, signing,
    site, statistics, trademarks,
    web::{declaration::Declarations, noun::Noun},
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

/// All nouns, in the order in which navigation and desk show them.
pub const NOUNS: &[Noun] = &[
    home::NOUN,
    exhibitors::NOUN,
    applications::NOUN,
    hall::NOUN,
    enquiries::NOUN,
    products::NOUN,
    photos::NOUN,
    certifications::NOUN,
    brands::NOUN,
    trademarks::NOUN,
    projects::NOUN,
    signing::NOUN,
    promises::NOUN,
    agreements::NOUN,
    contracts::NOUN,
    deliveries::NOUN,
    payments::NOUN,
    sales::NOUN,
    organisations::NOUN,
    registrations::NOUN,
    places::NOUN,
    fairs::NOUN,
    imports::NOUN,
    statistics::NOUN,
    screen::NOUN,
    search::NOUN,
    about::NOUN,
    exchange::NOUN,
    identity::NOUN,
    messages::NOUN,
    desk::NOUN,
    files::NOUN,
    operations::NOUN,
    site::NOUN,
    journal::NOUN,
    indicators::NOUN,
    reference::NOUN,
];

pub fn declarations(nouns: &[Noun]) -> Declarations {
    Declarations::new(nouns.iter().map(|noun| noun.declaration))
}

/// The routes of all nouns, and those of none.
pub fn routes(nouns: &[Noun]) -> Routes {
    nouns
        .iter()
        .fold(Routes::new(), |routes, noun| routes.merge((noun.routes)()))
        .plain("/static/{fingerprint}/{*name}", assets::show)
}

/// The whole site as a service. `page_cache`: megabytes of pages to cache; `None` renders every
/// page again.
pub fn router(app: App, page_cache: u64) -> Router {
    router_of(routes(NOUNS), app, page_cache)
}

/// The same with other routes: a test adds some that fail.
pub fn router_of(routes: Routes, app: App, page_cache: u64) -> Router {
    let plan = if page_cache == 0 { Plan::default() } else { cache::plan(&app, routes.list()) };
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
        .layer(middleware::from_fn(deadlocks::retry))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{model::records::Reads, store::names::NAMED},
        http::routes::Access,
        identity::model::{
            permissions::{OWN_ACCOUNT, SEE_DESK},
            role::Role,
        },
        values::vocabulary,
        web::flash::shared,
    };
    use std::fmt::Debug;

    fn each_once<T: Ord + Debug>(mut names: Vec<T>) {
        names.sort();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "one stands twice: {names:?}");
    }

    #[test]
    fn no_two_nouns_declare_the_same() {
        let declared = declarations(NOUNS);
        let all = || declared.iter();
        let flashes = all().flat_map(|noun| noun.flashes).chain(shared::ALL);
        each_once(flashes.map(|flash| flash.code).collect());
        each_once(all().flat_map(|noun| noun.filters).map(|filter| filter.0).collect());
        each_once(all().flat_map(|noun| noun.public_lists).map(|list| list.sheet).collect());
        each_once(all().flat_map(|noun| noun.reads).map(|reads| reads.0).collect());
        each_once(all().flat_map(|noun| noun.records).map(|kind| kind.code).collect());
        each_once(all().flat_map(|noun| noun.rail).map(|link| link.place).collect());
        let tasks = all().filter_map(|noun| noun.waits).flat_map(|waits| waits.tasks);
        each_once(tasks.map(|task| task.place).collect());
        each_once(all().filter_map(|noun| noun.finds).map(|finds| finds.place).collect());
        each_once(declared.announced());
        assert!(declared.announced().len() <= 64, "http::changes has a bit for each");
    }

    #[test]
    fn each_field_of_the_trail_stands_once_and_its_vocabulary_is_there() {
        for kind in declarations(NOUNS).records().iter() {
            each_once(kind.fields.iter().map(|field| field.code).collect());
            for field in kind.fields {
                if let Reads::Term(of) = field.reads {
                    assert!(vocabulary::size(of) > 0, "{} {}", kind.code, field.code);
                }
            }
        }
    }

    #[test]
    fn a_record_that_is_shown_by_its_name_has_one() {
        for kind in declarations(NOUNS).records().iter() {
            assert!(!kind.needs_name() || NAMED.contains(&kind.code), "{}", kind.code);
            for field in kind.fields {
                if let Reads::Record(of) | Reads::Records(of) = field.reads {
                    assert!(NAMED.contains(&of), "{} {}", kind.code, field.code);
                }
            }
        }
    }

    #[test]
    fn an_auditor_changes_only_their_account_and_filters() {
        let changes = |access| match access {
            Access::Requires(right) => {
                right.is_of(Role::Auditor) && right != OWN_ACCOUNT && right != SEE_DESK
            }
            Access::Public | Access::PublicUncached => false,
        };
        let routes = routes(NOUNS);
        let found: Vec<&str> = routes
            .list()
            .iter()
            .filter(|route| route.method == "POST" && changes(route.rule))
            .map(|route| route.path.as_str())
            .collect();
        assert_eq!(found, Vec::<&str>::new());
    }
}
