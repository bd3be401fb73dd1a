//! What waits on the desks.

use crate::{sales::model::office::Works, values::ids::OrganisationId};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// At the edition that pages show, of a banner or an organisation, or of all.
pub async fn works(
    db: impl PgExecutor<'_>,
    banner: Option<&str>,
    organisation: Option<OrganisationId>,
    today: NaiveDate,
) -> sqlx::Result<Works> {
    query_as!(
        Works,
        r#"with edition as (
               select id, starts_on, ends_on from editions
               where state in ('running', 'scheduled', 'closed')
               order by state = 'running' desc, ordinal desc limit 1),
           booths as (
               select e.id, p.id is not null as is_public, d.starts_on, d.ends_on
               from exhibitors e
               join edition d on d.id = e.edition_id
               join organisations o on o.id = e.organisation_id
               left join public_exhibitors p on p.id = e.id
               where ($1::text is null or o.banner_code = $1)
                 and ($2::bigint is null or o.id = $2)),
           come as (
               select count(*) as days
               from edition d, generate_series(d.starts_on, least(d.ends_on, $3), '1 day') as day
               where $3 between d.starts_on and d.ends_on)
           select (select coalesce(sum(c.days - (select count(*) from onsite_reports r
                                                 where r.exhibitor_id = b.id)), 0)::bigint
                   from booths b, come c
                   where b.is_public and c.days > 0) as "missing!",
                  count(*) filter (where w.is_waiting) as "waiting!",
                  count(*) filter (where r.question is not null and not r.is_answered
                                       and (w.is_waiting or r.said_none)) as "asked!"
           from booths b
           join onsite_reports r on r.exhibitor_id = b.id,
           lateral (select exists (
               select from onsite_sales s where s.exhibitor_id = r.exhibitor_id
                   and s.fair_day = r.fair_day and s.confirmed_on is null) as is_waiting) w"#,
        banner,
        organisation.map(|id| id.0),
        today
    )
    .fetch_one(db)
    .await
}
