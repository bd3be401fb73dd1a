//! Signed-in users. An actor is a user with a session; it sends requests like a browser, with its
//! cookie and from the site's own pages.

use super::site::{Answer, PUBLIC_URL, TestApp};
use axum::{
    body::Body,
    http::{Request, header},
};
use farmfair::{
    identity::{
        actions,
        model::{
            Lifetime, NewUser,
            role::{Role, Scope, ScopeKind},
            token::Token,
        },
        store::{self, sessions::NewSession},
    },
    values::{
        clock::Clock,
        ids::{OrganisationId, UserId},
    },
};
use sqlx::{AssertSqlSafe, query_scalar};
use tokio::sync::OnceCell;

/// A form without files, as a browser sends it.
pub const FORM: &str = "application/x-www-form-urlencoded";
pub const PASSWORD: &str = "seven white sheep went up";

/// Made once: hashing is slow on purpose.
async fn password_hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async { actions::hash(PASSWORD).await.unwrap() }).await
}

#[derive(Clone)]
pub struct Person {
    pub app: TestApp,
    pub id: UserId,
    pub login: String,
    pub cookie: String,
}

impl TestApp {
    /// A new user of a role, for the first matching organisation or place, with a session.
    pub async fn someone(&self, role: Role) -> Person {
        let mut connection = self.pool.acquire().await.unwrap();
        let first =
            |sql: &'static str| query_scalar::<_, String>(AssertSqlSafe(sql)).fetch_one(&self.pool);
        let scope = match role.scope_kind() {
            ScopeKind::Organisation if role == Role::Buyer => Scope::Organisation(OrganisationId(
                first("select min(buyer_id)::text from contracts").await.unwrap().parse().unwrap(),
            )),
            ScopeKind::Organisation => Scope::Organisation(OrganisationId(
                first("select min(supplier_id)::text from contracts")
                    .await
                    .unwrap()
                    .parse()
                    .unwrap(),
            )),
            ScopeKind::Village => Scope::Village(
                first("select min(village_code) from contract_villages")
                    .await
                    .unwrap()
                    .parse()
                    .unwrap(),
            ),
            ScopeKind::Banner => Scope::Banner(
                first("select min(code) from divisions where level = 'banner'")
                    .await
                    .unwrap()
                    .parse()
                    .unwrap(),
            ),
            ScopeKind::All => Scope::All,
        };
        let token = Token::random().unwrap();
        // Logins are unique in a test run.
        let login = format!("{}-{}", role.code(), &token.as_str()[..8]).to_lowercase();
        let user = NewUser { login: login.clone(), name: role.code().into(), role, scope };
        let id = store::insert(&mut connection, &user, Some(password_hash().await)).await.unwrap();
        let session = NewSession {
            token: &token,
            user: id,
            awaits_code: false,
            now: Clock::new(None).now(),
            lifetime: Lifetime::Day,
            address: "test",
            user_agent: "test",
        };
        store::sessions::insert(&mut connection, &session).await.unwrap();
        Person {
            app: self.clone(),
            id,
            login,
            cookie: format!("__Host-farmfair={}", token.as_str()),
        }
    }

    /// A request of a browser from a page of this site.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
        self.post_body(path, (FORM, encoded(fields).as_bytes()), cookie).await
    }

    /// As `post`, and the answer is what a busy site says.
    pub async fn post_once(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
        self.send(posted(path, (FORM, encoded(fields).as_bytes()), cookie)).await
    }

    /// An unusual request, as if from a page of this site: a content type and bytes.
    pub async fn post_body(&self, path: &str, (kind, body): (&str, &[u8]), cookie: &str) -> Answer {
        self.in_turn(|| posted(path, (kind, body), cookie)).await
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn posted(path: &str, (kind, body): (&str, &[u8]), cookie: &str) -> Request<Body> {
    let head = Request::post(path)
        .header(header::HOST, PUBLIC_URL.trim_start_matches("https://"))
        .header(header::ORIGIN, PUBLIC_URL)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind)
        .header(header::COOKIE, cookie);
    head.body(Body::from(body.to_vec())).unwrap()
}

impl Person {
    pub async fn get(&self, path: &str) -> Answer {
        let request = || {
            let head = Request::get(path).header(header::COOKIE, &self.cookie);
            head.body(Body::empty()).unwrap()
        };
        self.app.in_turn(request).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.app.post(path, fields, &self.cookie).await
    }
}

impl Answer {
    /// The session that an answer begins, as the browser sends it back.
    pub fn session(&self) -> Option<String> {
        let cookies = self
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok());
        cookies
            .filter_map(|cookie| cookie.split(';').next())
            .find(|cookie| {
                cookie.len() > "__Host-farmfair=".len() && cookie.starts_with("__Host-farmfair=")
            })
            .map(str::to_string)
    }
}
