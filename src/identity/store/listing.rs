//! The list of users, its facets, and one of its rows.

use super::role;
use crate::{
    identity::model::{Filter, Row, State, role::Role},
    values::{facet::FacetCount, ids::UserId},
};
use sqlx::{PgExecutor, query};

macro_rules! matching {
    ($head:literal, $tail:literal, $filter:expr $(, $more:expr)*) => {
        query!(
            $head
                + " from users u
                    join user_roles r on r.user_id = u.id
                    left join organisations o on o.id = r.organisation_id
                    left join divisions d on d.code = coalesce(r.village_code, r.banner_code),
                    lateral (select case when u.disabled_at is not null then 'disabled'
                        when u.password_hash is null then 'invited' else 'active' end as state) s
                    where ($1::text is null or position(lower($1) in
                        lower(concat_ws(' ', u.login, u.name, o.name, d.full_name))) > 0)
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
        r#"select u.id, u.login, u.name, r.role, coalesce(o.name, d.full_name) as scope,
                  coalesce(o.name, d.full_name_en) as scope_en,
                  u.password_hash is not null as "is_active!",
                  u.disabled_at is not null as "is_disabled!",
                  u.totp_secret is not null as "has_second_factor!",
                  (select max(seen_at) from sessions where user_id = u.id) as seen_at"#,
        "and ($3::text is null or r.role = $3) and ($4::text is null or s.state = $4)
         order by r.role, u.login limit $5 offset $6",
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
    for state in State::ALL.map(|state| state.code()) {
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
