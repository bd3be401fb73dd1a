//! A party's or a village's own part of the trail: what its people did, and what was done to its records. Where
//! others acted from, and as which account, stays theirs.

use crate::audit::model::{Event, Ours, OwnEvent};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgExecutor, query_as, query_scalar};

struct Row {
    id: i64,
    at: DateTime<Utc>,
    actor: String,
    role: Option<String>,
    action: String,
    noun: String,
    record_id: Option<String>,
    label: String,
    changes: Value,
    note: Option<String>,
    is_ours: bool,
}

impl From<Row> for OwnEvent {
    fn from(row: Row) -> Self {
        let event = Event {
            id: row.id,
            at: row.at,
            actor: row.actor,
            role: row.role,
            address: String::new(),
            on_behalf_of: None,
            action: row.action,
            noun: row.noun,
            record_id: row.record_id,
            label: row.label,
            changes: row.changes,
            note: row.note,
        };
        Self { event, is_ours: row.is_ours }
    }
}

/// Each arm has an index; a noun whose records are a party's own adds an arm.
macro_rules! ours {
    ($run:ident, $($row:ty,)? $head:literal, $tail:literal, $whose:expr $(, $more:expr)*) => {
        $run!(
            $($row,)?
            "with people as (select user_id from user_roles where organisation_id = $1 or village_code = $2),
                  found as (
                      select e.id from audit_events e join people on people.user_id = e.user_id
                      union select id from audit_events where on_behalf_of = $1
                      union select id from audit_events where noun = 'organisations' and record_id = $1::bigint::text
                      union select e.id from audit_events e join people on e.noun = 'users' and e.record_id = people.user_id::text
                      union select e.id from audit_events e join products p on e.noun = 'products' and e.record_id = p.id::text and p.organisation_id = $1
                      union select e.id from audit_events e
                            join certifications c on e.noun = 'certifications' and e.record_id = c.id::text and c.organisation_id = $1
                      union select e.id from audit_events e join brands b on b.owner_id = $1
                            join trademarks t on t.brand_id = b.id and e.noun = 'trademarks' and e.record_id = t.id::text) "
                + $head + $tail,
            $whose.organisation.map(|id| id.0),
            $whose.village
            $(, $more)*
        )
    };
}

/// The latest first.
pub async fn list(db: impl PgExecutor<'_>, whose: &Ours, limit: i64, offset: i64) -> sqlx::Result<Vec<OwnEvent>> {
    let rows = ours!(
        query_as,
        Row,
        r#"select e.id, e.at, case when m.is_ours then e.actor else '' end as "actor!", e.role, e.action, e.noun, e.record_id, e.label,
                  e.changes, e.note, m.is_ours as "is_ours!"
           from found join audit_events e on e.id = found.id,
                lateral (select e.user_id in (select user_id from people) is true as is_ours) m "#,
        "order by e.id desc limit $3 offset $4",
        whose,
        limit,
        offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(OwnEvent::from).collect())
}

/// How many there are, up to `most` and one.
pub async fn count(db: impl PgExecutor<'_>, whose: &Ours, most: i64) -> sqlx::Result<i64> {
    ours!(query_scalar, r#"select count(*) as "n!" from (select from found "#, "limit $3) capped", whose, most + 1).fetch_one(db).await
}
