//! All statements on the trail.

pub mod facets;
pub mod names;
pub mod own;

use super::model::{Event, Filter, NewEvent, records::Record};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// Inside the caller's transaction: an act that cannot be recorded is not done.
pub async fn record(connection: &mut PgConnection, event: &NewEvent<'_>) -> sqlx::Result<()> {
    query!(
        "insert into audit_events (user_id, actor, role, address, on_behalf_of, action, noun,
             record_id, label, changes, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        event.actor.user.map(|id| id.0),
        event.actor.login,
        event.actor.role,
        event.actor.address,
        event.on_behalf_of.map(|id| id.0),
        event.act.code(),
        event.noun.code,
        event.record,
        event.label,
        event.changes(),
        event.note
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The same for many acts in one statement, in their order.
pub async fn record_many(
    connection: &mut PgConnection,
    events: &[NewEvent<'_>],
) -> sqlx::Result<()> {
    let row = |event: &NewEvent<'_>| {
        json!({
            "user_id": event.actor.user,
            "actor": event.actor.login,
            "role": event.actor.role,
            "address": event.actor.address,
            "on_behalf_of": event.on_behalf_of,
            "action": event.act.code(),
            "noun": event.noun.code,
            "record_id": event.record,
            "label": event.label,
            "changes": event.changes(),
            "note": event.note,
        })
    };
    query!(
        "insert into audit_events (user_id, actor, role, address, on_behalf_of, action, noun,
             record_id, label, changes, note)
         select user_id, actor, role, address, on_behalf_of, action, noun, record_id, label,
                changes, note
         from jsonb_to_recordset($1) as r (user_id bigint, actor text, role text, address text,
             on_behalf_of bigint, action text, noun text,
                                           record_id text, label text, changes jsonb, note text)",
        events.iter().map(row).collect::<Value>()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The latest first.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Event>> {
    query_as!(
        Event,
        r#"select e.id, e.at, e.actor, true as "tells_actor!", e.role, e.address,
                  o.name as "on_behalf_of?", e.action, e.noun, e.record_id,
                  e.label, e.changes, e.note
           from audit_events e left join organisations o on o.id = e.on_behalf_of
           where ($1::text is null or e.actor = $1) and ($2::text is null or e.action = $2)
             and ($3::text is null or e.noun = $3) and ($4::text is null or e.record_id = $4)
             and ($5::date is null or e.at >= $5::date::timestamp at time zone 'Asia/Shanghai')
             and ($6::date is null or e.at < ($6::date + 1)::timestamp at time zone 'Asia/Shanghai')
             and ($7::bigint is null or e.id < $7)
           order by e.id desc limit $8 offset $9"#,
        filter.actor,
        filter.action.map(|act| act.code()),
        filter.noun.map(|kind| kind.code),
        filter.record,
        filter.from,
        filter.to,
        filter.before,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

/// The history of one record, the latest first.
pub async fn of_record(
    db: impl PgExecutor<'_>,
    kind: &'static Record,
    record: &str,
) -> sqlx::Result<Vec<Event>> {
    let filter = Filter { noun: Some(kind), record: Some(record.to_string()), ..Filter::default() };
    list(db, &filter, 50, 0).await
}
