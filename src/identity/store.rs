//! Every statement on users and their roles; sessions and invitations have files of their own.

pub mod invitations;
pub mod saved;
pub mod scopes;
pub mod sessions;

use super::model::{
    Credentials, Filter, Held, NewUser, Row,
    role::{Role, Scope},
};
use crate::values::{facet::FacetCount, ids::UserId};
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// What a role's column says; the database knows the same words.
fn role(code: &str) -> sqlx::Result<Role> {
    code.parse().map_err(|()| sqlx::Error::Decode(format!("no role {code}").into()))
}

pub async fn insert(
    connection: &mut PgConnection,
    user: &NewUser,
    password_hash: Option<&str>,
) -> sqlx::Result<UserId> {
    let id = query_scalar!(
        "insert into users (login, name, password_hash) values ($1, $2, $3) returning id",
        user.login,
        user.name,
        password_hash
    )
    .fetch_one(&mut *connection)
    .await?;
    query!(
        "insert into user_roles (user_id, role, organisation_id, village_code, banner_code) values ($1, $2, $3, $4, $5)",
        id,
        user.role.code(),
        user.scope.organisation().map(|id| id.0),
        user.scope.village().map(|code| code.as_str()),
        user.scope.banner().map(|code| code.as_str())
    )
    .execute(connection)
    .await?;
    Ok(UserId(id))
}

/// By the login as it is kept: lower case.
pub async fn credentials(
    db: impl PgExecutor<'_>,
    login: &str,
) -> sqlx::Result<Option<Credentials>> {
    let found = query!(
        "select u.id, u.login, u.password_hash, u.totp_secret, u.disabled_at is not null as \"is_disabled!\", r.role
         from users u join user_roles r on r.user_id = u.id where u.login = $1",
        login
    )
    .fetch_optional(db)
    .await?;
    found
        .map(|row| {
            Ok(Credentials {
                id: UserId(row.id),
                login: row.login,
                role: role(&row.role)?,
                password_hash: row.password_hash,
                totp_secret: row.totp_secret,
                is_disabled: row.is_disabled,
            })
        })
        .transpose()
}

pub async fn login_of(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<String>> {
    query_scalar!("select login from users where id = $1", id.0).fetch_optional(db).await
}

macro_rules! matching {
    ($head:literal, $tail:literal, $filter:expr $(, $more:expr)*) => {
        query!(
            $head
                + " from users u
                    join user_roles r on r.user_id = u.id
                    left join organisations o on o.id = r.organisation_id
                    left join divisions d on d.code = coalesce(r.village_code, r.banner_code),
                    lateral (select case when u.disabled_at is not null then 'disabled' when u.password_hash is null then 'invited' else 'active' end as state) s
                    where ($1::text is null or position(lower($1) in lower(concat_ws(' ', u.login, u.name, o.name, d.full_name))) > 0)
                      and ($2::bigint is null or u.id = $2) "
                + $tail,
            $filter.typed,
            $filter.id.map(|id| id.0)
            $(, $more)*
        )
    };
}

pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Row>> {
    let rows = matching!(
        r#"select u.id, u.login, u.name, r.role, coalesce(o.name, d.full_name) as scope, coalesce(o.name, d.full_name_en) as scope_en,
                  u.password_hash is not null as "is_active!", u.disabled_at is not null as "is_disabled!",
                  u.totp_secret is not null as "has_second_factor!", (select max(seen_at) from sessions where user_id = u.id) as seen_at"#,
        "and ($3::text is null or r.role = $3) and ($4::text is null or s.state = $4) order by r.role, u.login limit $5 offset $6",
        filter,
        filter.role.map(|role| role.code()),
        filter.state.map(|state| state.code()),
        limit,
        offset
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Row {
                id: UserId(row.id),
                login: row.login,
                name: row.name,
                role: role(&row.role)?,
                scope: row.scope,
                scope_en: row.scope_en,
                is_active: row.is_active,
                is_disabled: row.is_disabled,
                has_second_factor: row.has_second_factor,
                seen_at: row.seen_at,
            })
        })
        .collect()
}

/// One of them.
pub async fn find(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<Row>> {
    let filter = Filter { id: Some(id), ..Filter::default() };
    Ok(list(db, &filter, 1, 0).await?.into_iter().next())
}

macro_rules! rights {
    ($db:expr, $id:expr, $tail:literal) => {{
        let found = query!(
            r#"select u.login, u.name, u.version, r.role, r.organisation_id, r.village_code as "village_code: crate::values::place_code::PlaceCode",
                      r.banner_code as "banner_code: crate::values::place_code::PlaceCode"
               from users u join user_roles r on r.user_id = u.id where u.id = $1 "#
                + $tail,
            $id.0
        );
        let Some(row) = found.fetch_optional($db).await? else { return Ok(None) };
        let scope = Scope::from_columns(row.organisation_id, row.village_code, row.banner_code);
        Ok(Some(Held { role: role(&row.role)?, scope, version: row.version, login: row.login, name: row.name }))
    }};
}

/// What somebody may do.
pub async fn find_rights(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<Held>> {
    rights!(db, id, "")
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn lock_rights(connection: &mut PgConnection, id: UserId) -> sqlx::Result<Option<Held>> {
    rights!(connection, id, "for update of u")
}

pub async fn set_role(
    connection: &mut PgConnection,
    id: UserId,
    role: Role,
    scope: &Scope,
) -> sqlx::Result<()> {
    query!(
        "update user_roles set role = $2, organisation_id = $3, village_code = $4, banner_code = $5, granted_at = now() where user_id = $1",
        id.0,
        role.code(),
        scope.organisation().map(|id| id.0),
        scope.village().map(|code| code.as_str()),
        scope.banner().map(|code| code.as_str())
    )
    .execute(&mut *connection)
    .await?;
    query!("update users set version = version + 1 where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// What was good enough for one role need not be for another.
pub async fn forget_password(connection: &mut PgConnection, id: UserId) -> sqlx::Result<()> {
    query!("update users set password_hash = null where id = $1", id.0).execute(connection).await?;
    Ok(())
}

pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    let rows = matching!(
        r#"select r.role, s.state as "state!", count(*) as "n!""#,
        "group by 1, 2",
        filter
    )
    .fetch_all(db)
    .await?;
    let is_of_role = |role: &str| filter.role.is_none_or(|chosen| chosen.code() == role);
    let is_in_state = |state: &str| filter.state.is_none_or(|chosen| chosen.code() == state);
    let count = |facet: &str, value: &str, count| FacetCount {
        facet: facet.into(),
        value: value.into(),
        count,
    };
    let mut counts = Vec::new();
    for role in Role::ALL.iter().map(|role| role.code()) {
        let n = rows
            .iter()
            .filter(|row| row.role == role && is_in_state(&row.state))
            .map(|row| row.n)
            .sum();
        counts.push(count("role", role, n));
    }
    for state in super::model::State::ALL.map(|state| state.code()) {
        let n = rows
            .iter()
            .filter(|row| row.state == state && is_of_role(&row.role))
            .map(|row| row.n)
            .sum();
        counts.push(count("state", state, n));
    }
    counts.push(count(
        "total",
        "",
        rows.iter()
            .filter(|row| is_of_role(&row.role) && is_in_state(&row.state))
            .map(|row| row.n)
            .sum(),
    ));
    Ok(counts)
}

/// What somebody is called, and signs in by.
pub async fn rename(
    connection: &mut PgConnection,
    id: UserId,
    login: &str,
    name: &str,
) -> sqlx::Result<()> {
    query!(
        "update users set login = $2, name = $3, version = version + 1 where id = $1",
        id.0,
        login,
        name
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose invitation a form made already.
pub async fn of_form(db: impl PgExecutor<'_>, form: &str) -> sqlx::Result<Option<UserId>> {
    query_scalar!(r#"select id as "id: UserId" from users where form_code = $1"#, form)
        .fetch_optional(db)
        .await
}

pub async fn note_form(connection: &mut PgConnection, id: UserId, form: &str) -> sqlx::Result<()> {
    query!("update users set form_code = $2 where id = $1", id.0, form).execute(connection).await?;
    Ok(())
}

pub async fn set_password(
    connection: &mut PgConnection,
    id: UserId,
    hash: &str,
) -> sqlx::Result<()> {
    query!("update users set password_hash = $2, version = version + 1 where id = $1", id.0, hash)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn email_of(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<String>> {
    Ok(query_scalar!("select email from users where id = $1", id.0)
        .fetch_optional(db)
        .await?
        .flatten())
}

/// Only one's own: of two at once the later one holds.
pub async fn set_email(
    connection: &mut PgConnection,
    id: UserId,
    email: Option<&str>,
) -> sqlx::Result<()> {
    query!("update users set email = $2, version = version + 1 where id = $1", id.0, email)
        .execute(connection)
        .await?;
    Ok(())
}

/// `None` takes the second factor away.
pub async fn set_totp_secret(
    connection: &mut PgConnection,
    id: UserId,
    secret: Option<&str>,
    step: Option<i64>,
) -> sqlx::Result<()> {
    query!("update users set totp_secret = $2, totp_last_step = $3, version = version + 1 where id = $1", id.0, secret, step)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether the step was not taken before: of two requests with one code the second is refused.
pub async fn take_totp_step(
    connection: &mut PgConnection,
    id: UserId,
    step: i64,
) -> sqlx::Result<bool> {
    let taken = query!(
        "update users set totp_last_step = $2 where id = $1 and coalesce(totp_last_step, -1) < $2",
        id.0,
        step
    );
    Ok(taken.execute(connection).await?.rows_affected() == 1)
}

/// Whether it changed anything.
pub async fn set_disabled(
    connection: &mut PgConnection,
    id: UserId,
    is_disabled: bool,
) -> sqlx::Result<bool> {
    let changed = query!(
        "update users set disabled_at = case when $2 then now() end, version = version + 1 where id = $1 and (disabled_at is not null) <> $2",
        id.0,
        is_disabled
    );
    Ok(changed.execute(connection).await?.rows_affected() == 1)
}

/// Of two who disable each other, the later one sees what the earlier one did.
pub async fn lock_administrators(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(hashtext('administrators'))").execute(connection).await?;
    Ok(())
}

/// Whether an administrator other than `id` could still sign in.
pub async fn has_other_administrator(
    connection: &mut PgConnection,
    id: UserId,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from users u join user_roles r on r.user_id = u.id
                          where r.role = 'administrator' and u.id <> $1 and u.disabled_at is null and u.password_hash is not null) as "is!""#,
        id.0
    )
    .fetch_one(connection)
    .await
}

/// Whether there is an organisation, village or banner for the scope of a role to be given.
pub async fn scope_exists(
    connection: &mut PgConnection,
    scope: &super::model::role::Scope,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select ($1::bigint is null or exists (select from organisations where id = $1))
              and ($2::text is null or exists (select from divisions where code = $2 and level = 'village'))
              and ($3::text is null or exists (select from divisions where code = $3 and level = 'banner')) as "is!""#,
        scope.organisation().map(|id| id.0),
        scope.village().map(|code| code.as_str()),
        scope.banner().map(|code| code.as_str())
    )
    .fetch_one(connection)
    .await
}
