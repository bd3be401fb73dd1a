//! Sessions and failed sign-ins.

use super::role;
use crate::{
    identity::model::{
        Lifetime, OwnSession, Viewer,
        role::Scope,
        throttle::{Failures, WINDOW},
        token::Token,
    },
    values::ids::{SessionId, UserId},
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// A session to be created.
pub struct NewSession<'a> {
    pub token: &'a Token,
    pub user: UserId,
    pub awaits_code: bool,
    pub now: DateTime<Utc>,
    pub lifetime: Lifetime,
    pub address: &'a str,
    pub user_agent: &'a str,
}

pub async fn insert(connection: &mut PgConnection, session: &NewSession<'_>) -> sqlx::Result<()> {
    query!(
        "insert into sessions (token_hash, user_id, awaits_code, created_at, seen_at, expires_at,
             idle_seconds, address, user_agent)
         values ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
        session.token.hash(),
        session.user.0,
        session.awaits_code,
        session.now,
        session.now + session.lifetime.absolute(),
        i32::try_from(session.lifetime.idle().num_seconds()).unwrap_or(i32::MAX),
        session.address,
        session.user_agent
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A session that has neither expired nor idled out, of an enabled user.
pub struct LiveSession {
    pub viewer: Viewer,
    /// The second factor is still missing: the user is not signed in.
    pub awaits_code: bool,
    pub seen_at: DateTime<Utc>,
}

pub async fn held(
    db: impl PgExecutor<'_>,
    token: &Token,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<LiveSession>> {
    let found = query!(
        r#"select s.id, s.user_id, s.awaits_code, s.seen_at, s.address, u.login, u.name,
                  u.totp_secret is not null as "has_second_factor!",
                  r.role, r.organisation_id, r.village_code as
                      "village_code: crate::values::place_code::PlaceCode",
                  r.banner_code as "banner_code: crate::values::place_code::PlaceCode",
                  coalesce(o.name, d.full_name, '') as "scope_name!",
                  coalesce(o.name, d.full_name_en, '') as "scope_name_en!"
           from sessions s
           join users u on u.id = s.user_id and u.disabled_at is null
           join user_roles r on r.user_id = u.id
           left join organisations o on o.id = r.organisation_id
           left join divisions d on d.code = coalesce(r.village_code, r.banner_code)
           where s.token_hash = $1 and s.expires_at > $2
             and s.seen_at + make_interval(secs => s.idle_seconds) > $2"#,
        token.hash(),
        now
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let viewer = Viewer {
        user: UserId(row.user_id),
        session: SessionId(row.id),
        login: row.login,
        name: row.name,
        role: role(&row.role)?,
        scope: Scope::from_columns(row.organisation_id, row.village_code, row.banner_code),
        scope_name: (row.scope_name, row.scope_name_en),
        has_second_factor: row.has_second_factor,
        address: row.address,
    };
    Ok(Some(LiveSession { viewer, awaits_code: row.awaits_code, seen_at: row.seen_at }))
}

pub async fn touch(db: impl PgExecutor<'_>, id: SessionId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update sessions set seen_at = $2 where id = $1", id.0, now).execute(db).await?;
    Ok(())
}

/// The latest first.
pub async fn of_user(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<OwnSession>> {
    query_as!(
        OwnSession,
        r#"select id as "id: _", created_at, seen_at, address, user_agent from sessions
           where user_id = $1 and expires_at > $2 and seen_at +
               make_interval(secs => idle_seconds) > $2 and not awaits_code
               order by seen_at desc, id desc limit 100"#,
        user.0,
        now
    )
    .fetch_all(db)
    .await
}

/// Whether there was one of that user, so that nobody ends another's session.
pub async fn end(connection: &mut PgConnection, user: UserId, id: SessionId) -> sqlx::Result<bool> {
    Ok(query!("delete from sessions where id = $1 and user_id = $2", id.0, user.0)
        .execute(connection)
        .await?
        .rows_affected()
        == 1)
}

/// All of a user, except the current one.
pub async fn end_all(
    connection: &mut PgConnection,
    user: UserId,
    except: Option<SessionId>,
) -> sqlx::Result<()> {
    query!(
        "delete from sessions where user_id = $1 and id is distinct from $2",
        user.0,
        except.map(|id| id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Expired sessions.
pub async fn sweep(connection: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("delete from sessions where expires_at <= $1", now).execute(&mut *connection).await?;
    query!("delete from failed_sign_ins where at <= $1", now - WINDOW).execute(connection).await?;
    Ok(())
}

pub async fn failures(
    db: impl PgExecutor<'_>,
    login: &str,
    address: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Failures> {
    query_as!(
        Failures,
        r#"select (select count(*) from failed_sign_ins
               where login = $1 and at > $3) as "of_login!",
                  (select count(*) from failed_sign_ins
                      where address = $2 and at > $3) as "of_address!",
                  (select max(at) from failed_sign_ins
                      where (login = $1 or address = $2) and at > $3) as last_at"#,
        login,
        address,
        now - WINDOW
    )
    .fetch_one(db)
    .await
}

pub async fn note_failure(
    connection: &mut PgConnection,
    login: &str,
    address: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into failed_sign_ins (login, address, at) values ($1, $2, $3)",
        login,
        address,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A successful sign-in removes the failures of the user.
pub async fn forget_failures(connection: &mut PgConnection, login: &str) -> sqlx::Result<()> {
    query!("delete from failed_sign_ins where login = $1", login).execute(connection).await?;
    Ok(())
}

/// The second factor's secret; `None` where there is none.
pub async fn secret_of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<String>> {
    query_scalar!("select totp_secret from users where id = $1", user.0).fetch_one(db).await
}

/// Concurrent attempts at one account wait for each other until the transaction ends.
pub async fn one_at_a_time(connection: &mut PgConnection, login: &str) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(hashtext('sign in'), hashtext($1))", login)
        .execute(connection)
        .await?;
    Ok(())
}
