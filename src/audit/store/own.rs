//! The part of the trail that belongs to an organisation or a village: what its people did, and
//! what was done to its records. The address and the account of others stay hidden. Actors without
//! an account have nothing to hide.

use crate::audit::model::{Event, Ours, records::Record};
use sqlx::{PgExecutor, query_as, query_scalar};

/// Each arm has an index; a noun with records of an organisation adds an arm.
macro_rules! ours {
    ($run:ident, $($row:ty,)? $head:literal, $tail:literal, $whose:expr $(, $more:expr)*) => {
        $run!(
            $($row,)?
            "with people as (select user_id from user_roles
                 where organisation_id = $1 or village_code = $2),
                  found as (
                      select e.id from audit_events e join people on people.user_id = e.user_id
                      union select id from audit_events where on_behalf_of = $1
                      union select id from audit_events
                      where noun = 'organisations' and record_id = $1::bigint::text
                      union select e.id from audit_events e
                      join people on e.noun = 'users' and e.record_id = people.user_id::text
                      union select e.id from audit_events e
                      join products p on e.noun = 'products' and e.record_id = p.id::text
                          and p.organisation_id = $1
                      union select e.id from audit_events e join certifications c
                            on e.noun = 'certifications' and e.record_id = c.id::text
                                and c.organisation_id = $1
                      union select e.id from audit_events e
                      join exhibitors x on e.noun = 'exhibitors' and e.record_id = x.id::text
                          and x.organisation_id = $1
                      union select e.id from audit_events e
                      join enquiries q on e.noun = 'enquiries' and e.record_id = q.id::text
                            join exhibitors x on x.id = q.exhibitor_id and x.organisation_id = $1
                      union select e.id from audit_events e join brands b on b.owner_id = $1
                            join trademarks t on t.brand_id = b.id and e.noun = 'trademarks'
                                and e.record_id = t.id::text) "
                + $head + $tail,
            $whose.organisation.map(|id| id.0),
            $whose.village
            $(, $more)*
        )
    };
}

/// The latest first.
pub async fn list(
    db: impl PgExecutor<'_>,
    whose: &Ours,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Event>> {
    ours!(
        query_as,
        Event,
        r#"select e.id, e.at, case when m.is_ours then e.actor else '' end as "actor!",
                  m.is_ours as "tells_actor!", e.role, '' as "address!",
                  null::text as on_behalf_of, e.action, e.noun, e.record_id, e.label, e.changes,
                  e.note
           from found join audit_events e on e.id = found.id,
                lateral (select e.user_id is null or e.user_id in
                    (select user_id from people) as is_ours) m "#,
        "order by e.id desc limit $3 offset $4",
        whose,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

/// The number of entries, up to `most` and one.
pub async fn count(db: impl PgExecutor<'_>, whose: &Ours, most: i64) -> sqlx::Result<i64> {
    ours!(
        query_scalar,
        r#"select count(*) as "n!" from (select from found "#,
        "limit $3) capped",
        whose,
        most + 1
    )
    .fetch_one(db)
    .await
}

/// Of one record; the calling page has checked that it is theirs.
pub async fn of_record(
    db: impl PgExecutor<'_>,
    whose: &Ours,
    kind: &'static Record,
    record: &str,
) -> sqlx::Result<Vec<Event>> {
    query_as!(
        Event,
        r#"select e.id, e.at, case when m.is_ours then e.actor else '' end as "actor!",
                  m.is_ours as "tells_actor!", e.role, '' as "address!",
                  null::text as on_behalf_of, e.action, e.noun, e.record_id, e.label, e.changes,
                  e.note
           from audit_events e,
                lateral (select e.user_id is null or exists (
                             select from user_roles r
                             where r.user_id = e.user_id
                               and (r.organisation_id = $1 or r.village_code = $2)) as is_ours) m
           where e.noun = $3 and e.record_id = $4
           order by e.id desc limit 50"#,
        whose.organisation.map(|id| id.0),
        whose.village,
        kind.code,
        record
    )
    .fetch_all(db)
    .await
}
