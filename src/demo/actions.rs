//! Load and wipe: all or nothing, and never on a database that holds anything real.

use super::{
    generator::{Dataset, dataset},
    store,
};
use crate::{
    agreements, brands, contracts, deliveries, exhibitors, fairs, indicators, organisations, payments, products, projects, site,
    values::ids::OrganisationId,
};
use anyhow::{Result, ensure};
use sqlx::{Connection, PgConnection};

/// Refused unless the database holds reference data only.
pub async fn load(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    store::lock(&mut transaction).await?;
    ensure!(
        store::is_empty(&mut transaction).await?,
        "the database holds records already; demonstration data goes only into an empty one (farmfair demo wipe empties a demonstration)"
    );
    fill(&mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Loads into an empty database, and says nothing to one that is not.
pub async fn load_if_empty(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    // Of two servers that start at once, one loads, and the other waits and finds it done.
    store::lock(&mut transaction).await?;
    if store::is_empty(&mut transaction).await? {
        fill(&mut transaction).await?;
        tracing::info!("demonstration data loaded");
    }
    transaction.commit().await?;
    Ok(())
}

async fn fill(connection: &mut PgConnection) -> Result<()> {
    let data = dataset();
    insert_parties(connection, &data).await?;
    insert_fairs(connection, &data).await?;
    insert_deals(connection, &data).await?;
    indicators::store::insert_published(connection, &data.published_figures).await?;
    site::store::mark_as_demonstration(connection, data.business_day, data.dispatch_launched_on).await?;
    store::settle(connection).await?;
    Ok(())
}

/// Refused unless the database is marked as a demonstration.
pub async fn wipe(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    store::lock(&mut transaction).await?;
    let installation = site::store::installation(&mut transaction).await?;
    ensure!(installation.is_demonstration, "this database is not marked as a demonstration; nothing was wiped");
    store::wipe(&mut transaction).await?;
    site::store::unmark_as_demonstration(&mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}

async fn insert_parties(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    organisations::store::insert_many(connection, &data.organisations).await?;
    brands::store::insert_many(connection, &data.brands).await?;
    brands::store::insert_trademarks(connection, &data.trademarks).await?;
    products::store::insert_many(connection, &data.products).await?;
    products::store::insert_certifications(connection, &data.certifications).await?;
    Ok(())
}

async fn insert_fairs(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    fairs::store::insert_many(connection, &data.editions).await?;
    fairs::store::insert_zones(connection, &data.zones).await?;
    fairs::store::insert_booths(connection, &data.booths).await?;
    exhibitors::store::insert_many(connection, &data.exhibitors).await?;
    exhibitors::store::insert_booth_assignments(connection, &data.booth_assignments).await?;
    exhibitors::store::insert_exhibits(connection, &data.exhibits).await?;
    exhibitors::store::insert_onsite_sales(connection, &data.onsite_sales).await?;
    Ok(())
}

async fn insert_deals(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    let names: std::collections::HashMap<OrganisationId, &str> = data.organisations.iter().map(|o| (o.id, o.name.as_str())).collect();
    let name = |id: OrganisationId| names.get(&id).copied().unwrap_or_default().to_string();
    projects::store::insert_many(connection, &data.projects, name).await?;
    agreements::store::insert_many(connection, &data.agreements, name).await?;
    contracts::store::insert_many(connection, &data.contracts, name).await?;
    deliveries::store::insert_many(connection, &data.deliveries).await?;
    payments::store::insert_many(connection, &data.payments).await?;
    Ok(())
}
