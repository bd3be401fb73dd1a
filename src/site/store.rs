//! Reads the snapshot; writes the single row of the installation.

use super::model::{Banner, City, Edition, Installation, Site};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool, query, query_as};

/// The nouns that the frame reads.
pub const READS: [&str; 3] = ["installation", "places", "fairs"];

pub async fn load(pool: &PgPool) -> sqlx::Result<Site> {
    let mut connection = pool.acquire().await?;
    Ok(Site {
        installation: installation(&mut connection).await?,
        city: city(&mut connection).await?,
        editions: editions(&mut connection).await?,
        banners: banners(&mut connection).await?,
    })
}

pub async fn installation(connection: &mut PgConnection) -> sqlx::Result<Installation> {
    query_as!(
        Installation,
        "select is_demonstration, business_day, dispatch_launched_on from installation"
    )
    .fetch_one(connection)
    .await
}

async fn city(connection: &mut PgConnection) -> sqlx::Result<Option<City>> {
    query_as!(
        City,
        r#"select code as "code: _", name, name_en from divisions where level = 'city'"#
    )
    .fetch_optional(connection)
    .await
}

async fn editions(connection: &mut PgConnection) -> sqlx::Result<Vec<Edition>> {
    query_as!(
        Edition,
        r#"select e.id as "id: _", e.ordinal, e.name, e.name_en, e.theme, e.theme_en, e.venue,
                  e.venue_en,
                  d.name as "venue_place?", d.name_en as "venue_place_en?",
                  e.held_in, e.starts_on, e.ends_on, e.opens_at, e.closes_at, e.last_day_closes_at,
                  e.state as "state: _", e.reported_on
           from editions e left join divisions d on d.code = e.venue_division_code
           order by e.ordinal"#
    )
    .fetch_all(connection)
    .await
}

async fn banners(connection: &mut PgConnection) -> sqlx::Result<Vec<Banner>> {
    query_as!(
        Banner,
        r#"select code as "code: _", name, name_en, pinyin, map_path, map_label_x, map_label_y,
                  map_label_is_small, map_leader
           from divisions where level = 'banner' order by code"#
    )
    .fetch_all(connection)
    .await
}

pub async fn mark_as_demonstration(
    connection: &mut PgConnection,
    business_day: NaiveDate,
    dispatch_launched_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update installation set is_demonstration = true, business_day = $1,
         dispatch_launched_on = $2",
        business_day,
        dispatch_launched_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn unmark_as_demonstration(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!(
        "update installation set is_demonstration = false, business_day = null,
         dispatch_launched_on = null"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Succeeds if the database answers.
pub async fn is_reachable(pool: &PgPool) -> sqlx::Result<()> {
    query!("select from installation").fetch_one(pool).await?;
    Ok(())
}
