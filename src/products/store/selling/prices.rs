//! The prices of a product, current and past.

use crate::values::ids::ProductId;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query};

pub async fn note_price(
    connection: &mut PgConnection,
    id: ProductId,
    price: Decimal,
) -> sqlx::Result<()> {
    query!("insert into product_prices (product_id, price) values ($1, $2)", id.0, price)
        .execute(connection)
        .await?;
    Ok(())
}

/// Records the current price, as of a day, for products without a recorded price.
pub async fn note_first_prices(connection: &mut PgConnection, day: NaiveDate) -> sqlx::Result<()> {
    query!(
        "insert into product_prices (product_id, set_at, price)
         select id, $1::date::timestamp at time zone 'Asia/Shanghai', price from products p
         where not exists (select from product_prices where product_id = p.id)",
        day
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The last 24 prices, the latest first.
pub async fn prices(
    db: impl PgExecutor<'_>,
    id: ProductId,
) -> sqlx::Result<Vec<(DateTime<Utc>, Decimal)>> {
    let rows = query!(
        "select set_at, price from product_prices where product_id = $1 order by set_at desc
             limit 24",
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.set_at, row.price)).collect())
}
