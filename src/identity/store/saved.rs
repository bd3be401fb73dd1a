//! Saved filters.

use crate::{
    identity::model::saved::SavedFilter,
    values::ids::{SavedFilterId, UserId},
};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

pub async fn of_list(
    db: impl PgExecutor<'_>,
    user: UserId,
    list: &str,
) -> sqlx::Result<Vec<SavedFilter>> {
    query_as!(
        SavedFilter,
        r#"select id as "id: _", list, name, query from saved_filters
           where user_id = $1 and list = $2 order by name"#,
        user.0,
        list
    )
    .fetch_all(db)
    .await
}

pub async fn of_user(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<SavedFilter>> {
    query_as!(
        SavedFilter,
        r#"select id as "id: _", list, name, query from saved_filters where user_id = $1
           order by list, name"#,
        user.0
    )
    .fetch_all(db)
    .await
}

/// `None`: the same filter is saved under this name already.
pub async fn keep(
    connection: &mut PgConnection,
    user: UserId,
    list: &str,
    name: &str,
    kept: &str,
) -> sqlx::Result<Option<SavedFilterId>> {
    query_scalar!(
        r#"insert into saved_filters (user_id, list, name, query) values ($1, $2, $3, $4)
           on conflict on constraint saved_filters_are_named_once do update set
               query = excluded.query, saved_at = now()
           where saved_filters.query <> excluded.query
           returning id as "id: _""#,
        user.0,
        list,
        name,
        kept
    )
    .fetch_optional(connection)
    .await
}

/// Only the user's own; returns its name, if there was one.
pub async fn remove(
    connection: &mut PgConnection,
    user: UserId,
    id: SavedFilterId,
) -> sqlx::Result<Option<SavedFilter>> {
    query_as!(
        SavedFilter,
        r#"delete from saved_filters where id = $1 and user_id = $2
           returning id as "id: _", list, name, query"#,
        id.0,
        user.0
    )
    .fetch_optional(connection)
    .await
}

/// The number of saved filters of a user, locked until the transaction ends.
pub async fn count(connection: &mut PgConnection, user: UserId) -> sqlx::Result<i64> {
    query!("select from users where id = $1 for update", user.0)
        .fetch_optional(&mut *connection)
        .await?;
    query_scalar!(r#"select count(*) as "n!" from saved_filters where user_id = $1"#, user.0)
        .fetch_one(connection)
        .await
}
