//! Load and wipe: all or nothing, and never on a database with real data.

pub mod accounts;
mod enquiries;

use super::{
    generator::{
        Dataset, dataset,
        large::{self, Before, Bulk},
    },
    store,
};
use crate::{
    agreements, brands, certifications, config::LoadConfig, contracts, deliveries, exhibitors,
    fairs, hall, indicators, journal, organisations, payments, products, projects, sales, site,
    trademarks, values::ids::OrganisationId,
};
use anyhow::{Result, ensure};
use sqlx::{Connection, PgConnection};

/// Refused unless the database holds reference data only.
pub async fn load(connection: &mut PgConnection) -> Result<()> {
    load_with(connection, LoadConfig::default()).await
}

/// The exact demonstration, and bulk rows beside it.
pub async fn load_with(connection: &mut PgConnection, size: LoadConfig) -> Result<()> {
    let mut transaction = connection.begin().await?;
    store::lock(&mut transaction).await?;
    ensure!(
        store::is_empty(&mut transaction).await?,
        "the database holds records already; demonstration data goes only into an empty one \
         (farmfair demo wipe empties a demonstration)"
    );
    let data = fill(&mut transaction).await?;
    let bulk = Bulk::new(before(&data), size.products, size.delivery_lines);
    if bulk.sellers > 0 {
        fill_in_bulk(&mut transaction, &bulk).await?;
    }
    post(&mut transaction, &data).await?;
    transaction.commit().await?;
    if bulk.sellers > 0 {
        store::large::vacuum(connection).await?;
    }
    Ok(())
}

/// Loads into an empty database, and leaves any other unchanged.
pub async fn load_if_empty(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    // Of two servers that start at once, one loads, and the other waits and finds it done.
    store::lock(&mut transaction).await?;
    if store::is_empty(&mut transaction).await? {
        let data = fill(&mut transaction).await?;
        post(&mut transaction, &data).await?;
        tracing::info!("demonstration data loaded");
    }
    transaction.commit().await?;
    Ok(())
}

async fn fill(connection: &mut PgConnection) -> Result<Dataset> {
    let data = dataset();
    insert_parties(connection, &data).await?;
    products::store::selling::note_first_prices(connection, data.business_day).await?;
    insert_fairs(connection, &data).await?;
    insert_deals(connection, &data).await?;
    indicators::store::insert_published(connection, &data.published_figures).await?;
    site::store::mark_as_demonstration(connection, data.business_day, data.dispatch_launched_on)
        .await?;
    store::settle(connection).await?;
    Ok(data)
}

/// Entries in chronological order, as if each had been recorded on its day.
async fn post(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    journal::store::post_from_story(connection, data.business_day).await?;
    store::settle(connection).await?;
    Ok(())
}

fn before(data: &Dataset) -> Before {
    Before {
        organisations: data.organisations.len() as i64,
        products: data.products.len() as i64,
        projects: data.projects.len() as i64,
        contracts: data.contracts.len() as i64,
        contract_lines: data.contracts.iter().map(|contract| contract.lines.len() as i64).sum(),
        deliveries: data.deliveries.len() as i64,
    }
}

/// Sellers with their goods, or contracts, per write.
const BATCH: usize = 250;

async fn fill_in_bulk(connection: &mut PgConnection, bulk: &Bulk) -> Result<()> {
    store::large::stop_counting(connection).await?;
    let indexes = store::large::drop_token_indexes(connection).await?;
    for from in (0..bulk.sellers).step_by(BATCH) {
        let batch = from..(from + BATCH as i64).min(bulk.sellers);
        organisations::store::insert_many(
            connection,
            &batch.clone().map(|n| large::seller(bulk, n)).collect::<Vec<_>>(),
        )
        .await?;
        products::store::insert_many(
            connection,
            &batch.flat_map(|n| large::products_of(bulk, n)).collect::<Vec<_>>(),
        )
        .await?;
    }
    tracing::info!(sellers = bulk.sellers, "sellers and their products loaded");
    organisations::store::insert_many(
        connection,
        &(0..bulk.buyers).map(|n| large::buyer(bulk, n)).collect::<Vec<_>>(),
    )
    .await?;
    store::settle(connection).await?;
    store::large::insert_showings(connection, &bulk.before).await?;
    tracing::info!("their places at the fairs loaded");
    projects::store::insert_many(connection, &large::projects(bulk), |id| large::name(bulk, id))
        .await?;
    for from in (0..bulk.contracts).step_by(BATCH) {
        let contracts = large::contracts(bulk, from..(from + BATCH as i64).min(bulk.contracts));
        contracts::store::insert_many(connection, &contracts, |id| large::name(bulk, id)).await?;
    }
    store::settle(connection).await?;
    tracing::info!(contracts = bulk.contracts, "contracts loaded");
    store::large::insert_deliveries(connection, bulk).await?;
    tracing::info!("deliveries loaded");
    store::settle(connection).await?;
    store::large::insert_payments(connection, bulk).await?;
    tracing::info!("payments loaded");
    store::settle(connection).await?;
    store::large::count_again(connection).await?;
    tracing::info!("all of it counted");
    store::large::make_indexes(connection, indexes).await?;
    store::settle(connection).await?;
    Ok(())
}

/// Refused unless the database is marked as a demonstration.
pub async fn wipe(connection: &mut PgConnection) -> Result<()> {
    let mut transaction = connection.begin().await?;
    store::lock(&mut transaction).await?;
    let installation = site::store::installation(&mut transaction).await?;
    ensure!(
        installation.is_demonstration,
        "this database is not marked as a demonstration; nothing was wiped"
    );
    store::wipe(&mut transaction).await?;
    site::store::unmark_as_demonstration(&mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}

async fn insert_parties(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    organisations::store::insert_many(connection, &data.organisations).await?;
    brands::store::insert_many(connection, &data.brands).await?;
    trademarks::store::insert_many(connection, &data.trademarks).await?;
    products::store::insert_many(connection, &data.products).await?;
    certifications::store::insert_many(connection, &data.certifications).await?;
    Ok(())
}

async fn insert_fairs(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    fairs::store::insert_many(connection, &data.editions).await?;
    hall::store::insertion::insert_zones(connection, &data.zones).await?;
    hall::store::insertion::insert_booths(connection, &data.booths).await?;
    exhibitors::store::insert_many(connection, &data.exhibitors).await?;
    hall::store::insertion::insert_booth_assignments(connection, &data.booth_assignments).await?;
    exhibitors::store::exhibits::insert_many(connection, &data.exhibits).await?;
    let (reports, lines) = (&data.onsite_reports, &data.onsite_sales);
    sales::store::writing::insert_many(connection, reports, lines).await?;
    Ok(())
}

async fn insert_deals(connection: &mut PgConnection, data: &Dataset) -> Result<()> {
    let names: std::collections::HashMap<OrganisationId, &str> =
        data.organisations.iter().map(|o| (o.id, o.name.as_str())).collect();
    let name = |id: OrganisationId| names.get(&id).copied().unwrap_or_default().to_string();
    projects::store::insert_many(connection, &data.projects, name).await?;
    agreements::store::insert_many(connection, &data.agreements, name).await?;
    contracts::store::insert_many(connection, &data.contracts, name).await?;
    deliveries::store::insert_many(connection, &data.deliveries).await?;
    payments::store::insert_many(connection, &data.payments).await?;
    Ok(())
}
