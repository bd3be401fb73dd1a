//! Every statement on the trail: added to and read.

pub mod own;

use super::model::{Event, Filter, NewEvent};
use futures_util::stream::BoxStream;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// Inside the caller's transaction: what is not recorded is not done.
pub async fn record(connection: &mut PgConnection, event: &NewEvent<'_>) -> sqlx::Result<()> {
    query!(
        "insert into audit_events (user_id, actor, role, address, on_behalf_of, action, noun, record_id, label, changes, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        event.actor.user.map(|id| id.0),
        event.actor.login,
        event.actor.role,
        event.actor.address,
        event.on_behalf_of.map(|id| id.0),
        event.act.code(),
        event.noun,
        event.record,
        event.label,
        event.changes.json(),
        event.note
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The same of many acts with one statement, in their order.
pub async fn record_many(connection: &mut PgConnection, events: &[NewEvent<'_>]) -> sqlx::Result<()> {
    let row = |event: &NewEvent<'_>| {
        json!({
            "user_id": event.actor.user,
            "actor": event.actor.login,
            "role": event.actor.role,
            "address": event.actor.address,
            "on_behalf_of": event.on_behalf_of,
            "action": event.act.code(),
            "noun": event.noun,
            "record_id": event.record,
            "label": event.label,
            "changes": event.changes.json(),
            "note": event.note,
        })
    };
    query!(
        "insert into audit_events (user_id, actor, role, address, on_behalf_of, action, noun, record_id, label, changes, note)
         select user_id, actor, role, address, on_behalf_of, action, noun, record_id, label, changes, note
         from jsonb_to_recordset($1) as r (user_id bigint, actor text, role text, address text, on_behalf_of bigint, action text, noun text,
                                           record_id text, label text, changes jsonb, note text)",
        events.iter().map(row).collect::<Value>()
    )
    .execute(connection)
    .await?;
    Ok(())
}

macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            $head
                + " from audit_events e left join organisations o on o.id = e.on_behalf_of
                   where ($1::text is null or e.actor = $1) and ($2::text is null or e.action = $2)
                     and ($3::text is null or e.noun = $3) and ($4::text is null or e.record_id = $4)
                     and ($5::date is null or e.at >= $5::date::timestamp at time zone 'Asia/Shanghai')
                     and ($6::date is null or e.at < ($6::date + 1)::timestamp at time zone 'Asia/Shanghai')
                     and ($7::bigint is null or e.id < $7) "
                + $tail,
            $filter.actor,
            $filter.action.map(|act| act.code()),
            $filter.noun,
            $filter.record,
            $filter.from,
            $filter.to,
            $filter.before
            $(, $more)*
        )
    };
}

/// The latest first.
pub async fn list(db: impl PgExecutor<'_>, filter: &Filter, limit: i64, offset: i64) -> sqlx::Result<Vec<Event>> {
    matching!(
        Event,
        r#"select e.id, e.at, e.actor, e.role, e.address, o.name as "on_behalf_of?", e.action, e.noun, e.record_id, e.label, e.changes, e.note"#,
        "order by e.id desc limit $8 offset $9",
        filter,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

/// All of them, the latest first, as the database sends them.
pub fn all<'c>(db: impl PgExecutor<'c> + 'c, filter: &Filter) -> BoxStream<'c, sqlx::Result<Event>> {
    matching!(
        Event,
        r#"select e.id, e.at, e.actor, e.role, e.address, o.name as "on_behalf_of?", e.action, e.noun, e.record_id, e.label, e.changes, e.note"#,
        "order by e.id desc",
        filter
    )
    .fetch(db)
}

struct Counted {
    n: i64,
}

/// What was done to one record, the latest first.
pub async fn of_record(db: impl PgExecutor<'_>, noun: &str, record: impl ToString) -> sqlx::Result<Vec<Event>> {
    let filter = Filter { noun: Some(noun.to_string()), record: Some(record.to_string()), ..Filter::default() };
    list(db, &filter, 50, 0).await
}

/// How many there are, up to `most` and one: a trail of years is not counted for a page.
pub async fn count(db: impl PgExecutor<'_>, filter: &Filter, most: i64) -> sqlx::Result<i64> {
    let counted = matching!(Counted, "select count(*) as \"n!\" from (select 1 as one", "limit $8) capped", filter, most + 1);
    Ok(counted.fetch_one(db).await?.n)
}
