//! The site as a service, called without a socket.

use super::{
    html::Html,
    server::{Template, Urls, server},
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, Response, StatusCode},
};
use farmfair::{
    app,
    database::{connection, objects::Objects},
    http::state::{App, Settings},
    serving,
    web::noun::Noun,
};
use http_body_util::BodyExt;
use sqlx::{AssertSqlSafe, PgPool, query_scalar};
use std::time::Duration;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The base of canonical links in tests.
pub const PUBLIC_URL: &str = "https://fair.example";

fn settings() -> Settings {
    Settings { public_url: PUBLIC_URL.to_string(), ..Settings::default() }
}

/// As the server's, but a test waits longer for a connection than a visitor would.
fn patient_pool(urls: &Urls) -> PgPool {
    let pool = connection::pool(&urls.server).unwrap();
    let options = pool.options().clone().acquire_timeout(Duration::from_secs(20));
    options.connect_lazy_with(pool.connect_options().as_ref().clone())
}

/// A site on a database, with its own pool: a pool must not outlive the runtime of its test.
#[derive(Clone)]
pub struct TestApp {
    pub pool: PgPool,
    pub urls: Urls,
    /// Photos and scans are stored in memory.
    pub objects: Objects,
    router: Router,
}

pub struct Answer {
    pub path: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The same, for other content than text.
    pub bytes: Vec<u8>,
}

impl TestApp {
    /// The demonstration, shared by the tests of this process: read only.
    pub async fn fair() -> Self {
        static SHARED: OnceCell<Urls> = OnceCell::const_new();
        let make = || async { server().await.clone_of(Template::Demonstration).await };
        Self::on(SHARED.get_or_init(make).await)
    }

    /// A separate demonstration that a test may change.
    pub async fn own_fair() -> Self {
        Self::on(&server().await.clone_of(Template::Demonstration).await)
    }

    /// Reference data only, on the first day of a city. Also separate.
    pub async fn empty() -> Self {
        Self::on(&server().await.clone_of(Template::Reference).await)
    }

    pub fn on(urls: &Urls) -> Self {
        Self::with_pool(urls, patient_pool(urls))
    }

    pub fn with_pool(urls: &Urls, pool: PgPool) -> Self {
        let settings = settings();
        let objects = settings.objects.clone();
        let app = App::new(
            app::declarations(app::NOUNS),
            pool.clone(),
            settings,
            serving::metrics().unwrap(),
        );
        Self { pool, urls: urls.clone(), objects, router: app::router(app, 0) }
    }

    /// A site that requires a second factor of staff.
    pub async fn requiring_second_factor() -> Self {
        Self::set(Settings { requires_second_factor: true, ..settings() }).await
    }

    /// A site without https.
    pub async fn unencrypted() -> Self {
        Self::set(Settings { public_url: "http://fair.example".into(), ..settings() }).await
    }

    /// A separate site that stores photos and scans there.
    #[cfg(feature = "s3")]
    pub async fn keeping_files_in(objects: Objects) -> Self {
        Self::set(Settings { objects, ..settings() }).await
    }

    async fn set(settings: Settings) -> Self {
        let app = Self::own_fair().await;
        let objects = settings.objects.clone();
        let router = app::router(
            App::new(
                app::declarations(app::NOUNS),
                app.pool.clone(),
                settings,
                serving::metrics().unwrap(),
            ),
            0,
        );
        Self { router, objects, ..app }
    }

    /// One that caches its pages and listens for changes, like a real server; until the runtime
    /// ends.
    pub fn keeping(urls: &Urls) -> Self {
        Self::keeping_nouns(urls, app::NOUNS)
    }

    /// The same with other nouns.
    pub fn keeping_nouns(urls: &Urls, nouns: &[Noun]) -> Self {
        let pool = connection::pool(&urls.server).unwrap();
        let settings = settings();
        let objects = settings.objects.clone();
        let app =
            App::new(app::declarations(nouns), pool.clone(), settings, serving::metrics().unwrap());
        serving::follow_changes(&app, &urls.server);
        Self {
            pool,
            urls: urls.clone(),
            objects,
            router: app::router_of(app::routes(nouns), app, 8),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_in_turn(&self, path: &str) -> Answer {
        self.in_turn(|| Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A request beyond a limit is repeated, as a browser does after `Retry-After`: on a machine
    /// with other work a few are. Such an answer says that nothing was done.
    pub async fn in_turn(&self, request: impl Fn() -> Request<Body>) -> Answer {
        for _ in 0..20 {
            let answer = self.send(request()).await;
            if answer.status != StatusCode::SERVICE_UNAVAILABLE {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.send(request()).await
    }

    /// A page that must exist.
    pub async fn page(&self, path: &str) -> Html {
        let answer = self.get_in_turn(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.html()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        let (head, body) = self.request(request).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            path,
            status: head.status,
            headers: head.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    /// An answer whose body is still to be read.
    pub async fn open(&self, path: &str) -> Response<Body> {
        self.request(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn request(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// The rows of one text column; nulls, such as the minimum of nothing, are skipped.
    pub async fn texts(&self, sql: &'static str) -> Vec<String> {
        let rows: Vec<Option<String>> = query_scalar(sql)
            .fetch_all(&self.pool)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.into_iter().flatten().collect()
    }

    pub async fn text(&self, sql: &'static str) -> String {
        self.texts(sql).await.into_iter().next().unwrap_or_else(|| panic!("no row: {sql}"))
    }

    /// Waits until the frame of pages, at most a second old, shows a change made outside the site.
    pub async fn settle(&self) {
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    }

    /// As the role that owns the tables.
    pub async fn as_owner(&self, sql: &'static str) {
        let mut owner = self.urls.owner().await;
        sqlx::raw_sql(sql)
            .execute(&mut owner)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The same for one record: `$key` becomes its key.
    pub async fn as_owner_with(&self, sql: &'static str, key: &str) {
        let mut owner = self.urls.owner().await;
        let written =
            sqlx::raw_sql(AssertSqlSafe(sql.replace("$key", key))).execute(&mut owner).await;
        assert_eq!(
            written.unwrap_or_else(|error| panic!("{sql}: {error}")).rows_affected(),
            1,
            "{sql}"
        );
    }
}

impl Answer {
    pub fn html(&self) -> Html {
        Html::new(&self.body)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
