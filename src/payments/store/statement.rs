//! What one party accepted from another and paid it.

use crate::{
    payments::model::statement::{Before, Goods, MOST_ROWS, Paid, Period, Statement},
    values::ids::OrganisationId,
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query_as};

/// The buyer and the supplier.
pub type Parties = (OrganisationId, OrganisationId);

/// Those of the supplier's banner are of one supplier, so no banner is asked for.
pub async fn find(
    connection: &mut PgConnection,
    parties: Parties,
    period: Period,
) -> sqlx::Result<Statement> {
    Ok(Statement {
        period,
        before: before(&mut *connection, parties, period.from).await?,
        goods: goods(&mut *connection, parties, period).await?,
        payments: payments(connection, parties, period).await?,
    })
}

async fn before(
    db: impl PgExecutor<'_>,
    (buyer, supplier): Parties,
    day: NaiveDate,
) -> sqlx::Result<Before> {
    query_as!(
        Before,
        r#"select (select coalesce(sum(l.amount_accepted), 0)
                   from deliveries d join delivery_lines l on l.delivery_id = d.id
                   where d.buyer_id = $1 and d.supplier_id = $2 and d.voided_at is null
                     and l.state = 'accepted' and l.accepted_on < $3) as "accepted!: _",
                  (select coalesce(sum(p.amount), 0) from payments p
                   where p.buyer_id = $1 and p.supplier_id = $2 and p.voided_at is null
                     and p.paid_on < $3) as "paid!: _""#,
        buyer.0,
        supplier.0,
        day
    )
    .fetch_one(db)
    .await
}

/// One row more than a statement holds tells that it is not whole.
const MOST: i64 = MOST_ROWS as i64 + 1;

async fn goods(
    db: impl PgExecutor<'_>,
    (buyer, supplier): Parties,
    period: Period,
) -> sqlx::Result<Vec<Goods>> {
    query_as!(
        Goods,
        r#"select l.accepted_on as "accepted_on!", d.number as delivery, c.number as "contract?",
                  l.name, l.quantity_accepted as quantity, l.unit_code, l.unit_price,
                  l.amount_accepted as "amount: _"
           from deliveries d
           join delivery_lines l on l.delivery_id = d.id
           left join contracts c on c.id = d.contract_id
           where d.buyer_id = $1 and d.supplier_id = $2 and d.voided_at is null
             and l.state = 'accepted' and l.accepted_on between $3 and $4
           order by l.accepted_on, d.id, l.position, l.part limit $5"#,
        buyer.0,
        supplier.0,
        period.from,
        period.to,
        MOST
    )
    .fetch_all(db)
    .await
}

async fn payments(
    db: impl PgExecutor<'_>,
    (buyer, supplier): Parties,
    period: Period,
) -> sqlx::Result<Vec<Paid>> {
    query_as!(
        Paid,
        r#"select paid_on, number, amount as "amount: _" from payments
           where buyer_id = $1 and supplier_id = $2 and voided_at is null
             and paid_on between $3 and $4
           order by paid_on, id limit $5"#,
        buyer.0,
        supplier.0,
        period.from,
        period.to,
        MOST
    )
    .fetch_all(db)
    .await
}
