//! Editions in the back office, in every state.

use crate::{
    fairs::model::{
        EditionState,
        planning::{Plan, Planned},
    },
    values::{ids::EditionId, place_code::PlaceCode},
};
use chrono::{NaiveDate, NaiveTime};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

struct Row {
    id: EditionId,
    ordinal: i16,
    name: String,
    name_en: String,
    theme: Option<String>,
    theme_en: Option<String>,
    venue: Option<String>,
    venue_en: Option<String>,
    place: Option<PlaceCode>,
    held_in: NaiveDate,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    opens_at: Option<NaiveTime>,
    closes_at: Option<NaiveTime>,
    last_day_closes_at: Option<NaiveTime>,
    state: EditionState,
    version: i32,
    zones: i64,
    booths: i64,
    exhibitors: i64,
    waiting: i64,
}

impl From<Row> for Planned {
    fn from(row: Row) -> Self {
        let plan = Plan {
            name: row.name,
            name_en: row.name_en,
            theme: row.theme,
            theme_en: row.theme_en,
            venue: row.venue,
            venue_en: row.venue_en,
            place: row.place,
            held_in: row.held_in,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            last_day_closes_at: row.last_day_closes_at,
        };
        Self {
            id: row.id,
            ordinal: row.ordinal,
            plan,
            state: row.state,
            version: row.version,
            zones: row.zones,
            booths: row.booths,
            exhibitors: row.exhibitors,
            waiting: row.waiting,
        }
    }
}

macro_rules! planned {
    ($tail:literal $(, $more:expr)*) => {
        query_as!(
            Row,
            r#"select e.id as "id: _", e.ordinal, e.name, e.name_en, e.theme, e.theme_en, e.venue,
                      e.venue_en,
                      e.venue_division_code as "place: _", e.held_in, e.starts_on, e.ends_on,
                      e.opens_at, e.closes_at, e.last_day_closes_at,
                      e.state as "state: _", e.version,
                      (select count(*) from zones z where z.edition_id = e.id) as "zones!",
                      (select count(*) from booths b where b.edition_id = e.id) as "booths!",
                      (select count(*) from exhibitors x
                          where x.edition_id = e.id
                        and x.state in ('approved', 'published', 'checked_in'))
                          as "exhibitors!",
                      (select count(*) from exhibitors x
                          where x.edition_id = e.id
                        and x.state in ('approved', 'published', 'checked_in')
                         and not exists (select from booth_assignments a
                             where a.exhibitor_id = x.id and a.released_at is null)) as "waiting!"
               from editions e "#
                + $tail
            $(, $more)*
        )
    };
}

/// Newest first.
pub async fn list(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Planned>> {
    Ok(planned!("order by e.ordinal desc")
        .fetch_all(db)
        .await?
        .into_iter()
        .map(Planned::from)
        .collect())
}

pub async fn find(db: impl PgExecutor<'_>, ordinal: i16) -> sqlx::Result<Option<Planned>> {
    Ok(planned!("where e.ordinal = $1", ordinal).fetch_optional(db).await?.map(Planned::from))
}

/// The same, locked with its hall and booths until the transaction ends. Every writer takes this
/// lock first, so that no two wait for each other.
pub async fn lock(connection: &mut PgConnection, ordinal: i16) -> sqlx::Result<Option<Planned>> {
    let locked =
        query_scalar!("select id from editions where ordinal = $1 for no key update", ordinal)
            .fetch_optional(&mut *connection)
            .await?;
    // Read again under the lock: the counts may have changed while waiting.
    if locked.is_some() { find(connection, ordinal).await } else { Ok(None) }
}

pub async fn ordinal_of(db: impl PgExecutor<'_>, id: EditionId) -> sqlx::Result<Option<i16>> {
    query_scalar!("select ordinal from editions where id = $1", id.0).fetch_optional(db).await
}

pub async fn insert(
    connection: &mut PgConnection,
    ordinal: i16,
    plan: &Plan,
) -> sqlx::Result<EditionId> {
    query_scalar!(
        r#"insert into editions (ordinal, name, name_en, theme, theme_en, venue, venue_en,
               venue_division_code, held_in, starts_on, ends_on,
                                 opens_at, closes_at, last_day_closes_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
           returning id as "id: _""#,
        ordinal,
        plan.name,
        plan.name_en,
        plan.theme,
        plan.theme_en,
        plan.venue,
        plan.venue_en,
        plan.place.as_ref().map(|code| code.as_str()),
        plan.held_in,
        plan.starts_on,
        plan.ends_on,
        plan.opens_at,
        plan.closes_at,
        plan.last_day_closes_at
    )
    .fetch_one(connection)
    .await
}

pub async fn update(connection: &mut PgConnection, id: EditionId, plan: &Plan) -> sqlx::Result<()> {
    query!(
        "update editions
         set name = $2, name_en = $3, theme = $4, theme_en = $5, venue = $6, venue_en = $7,
         venue_division_code = $8, held_in = $9,
             starts_on = $10, ends_on = $11, opens_at = $12, closes_at = $13,
             last_day_closes_at = $14, version = version + 1
         where id = $1",
        id.0,
        plan.name,
        plan.name_en,
        plan.theme,
        plan.theme_en,
        plan.venue,
        plan.venue_en,
        plan.place.as_ref().map(|code| code.as_str()),
        plan.held_in,
        plan.starts_on,
        plan.ends_on,
        plan.opens_at,
        plan.closes_at,
        plan.last_day_closes_at
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_state(
    connection: &mut PgConnection,
    id: EditionId,
    state: EditionState,
) -> sqlx::Result<()> {
    query!(
        "update editions set state = $2, version = version + 1 where id = $1",
        id.0,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether deals are released by a second person. Returns what it was.
pub async fn set_release_rule(
    connection: &mut PgConnection,
    id: EditionId,
    needs_two: bool,
) -> sqlx::Result<bool> {
    let before = query_scalar!(
        "select releases_need_two from editions where id = $1 for no key update",
        id.0
    )
    .fetch_one(&mut *connection)
    .await?;
    query!("update editions set releases_need_two = $2 where id = $1", id.0, needs_two)
        .execute(connection)
        .await?;
    Ok(before)
}

/// Whether deals are released by a second person.
pub async fn release_needs_two(db: impl PgExecutor<'_>, id: EditionId) -> sqlx::Result<bool> {
    query_scalar!("select releases_need_two from editions where id = $1", id.0).fetch_one(db).await
}
