//! One payment, and the goods that are not paid in full.

use crate::{
    deliveries::model::reach::Reach,
    files::model::Scan,
    payments::model::{
        owed::{MOST_LINES, Owed},
        record::{Allocation, Creditor, PaymentRecord, Released},
    },
    values::{
        amount::Amount,
        ids::{OrganisationId, PaymentId},
        rung::Payment,
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query, query_as};

struct Row {
    id: PaymentId,
    version: i32,
    number: String,
    buyer_id: OrganisationId,
    buyer: String,
    supplier_id: OrganisationId,
    supplier: String,
    paid_on: NaiveDate,
    amount: Amount<Payment>,
    void_reason: Option<String>,
}

/// Within the reach.
pub async fn find(
    connection: &mut PgConnection,
    id: PaymentId,
    reach: &Reach,
) -> sqlx::Result<Option<PaymentRecord>> {
    let row = query_as!(
        Row,
        r#"select p.id as "id: _", p.version, p.number, p.buyer_id as "buyer_id: _",
                  b.name as buyer, p.supplier_id as "supplier_id: _", s.name as supplier,
                  p.paid_on, p.amount as "amount: _", p.void_reason
           from payments p
           join organisations b on b.id = p.buyer_id
           join organisations s on s.id = p.supplier_id
           where p.id = $1
             and ($2::text is null or s.banner_code = $2)
             and ($3::bigint is null or p.buyer_id = $3)
             and ($4::bigint is null or p.supplier_id = $4)"#,
        id.0,
        reach.banner(),
        reach.buyer(),
        reach.supplier()
    );
    let Some(row) = row.fetch_optional(&mut *connection).await? else { return Ok(None) };
    Ok(Some(PaymentRecord {
        id: row.id,
        version: row.version,
        number: row.number,
        buyer_id: row.buyer_id,
        buyer: row.buyer,
        supplier_id: row.supplier_id,
        supplier: row.supplier,
        paid_on: row.paid_on,
        amount: row.amount,
        void_reason: row.void_reason,
        allocations: allocations(&mut *connection, id).await?,
        released: released(connection, id).await?,
    }))
}

async fn allocations(db: impl PgExecutor<'_>, id: PaymentId) -> sqlx::Result<Vec<Allocation>> {
    query_as!(
        Allocation,
        r#"select d.id as "delivery_id: _", d.number as delivery, c.number as "contract?", l.name,
                  l.quantity_accepted as quantity, l.unit_code, l.accepted_on,
                  x.amount as "amount: _"
           from payment_allocations x
           join delivery_lines l on l.id = x.delivery_line_id
           join deliveries d on d.id = l.delivery_id
           left join contracts c on c.id = d.contract_id
           where x.payment_id = $1
           order by l.accepted_on, d.id, l.position, l.part"#,
        id.0
    )
    .fetch_all(db)
    .await
}

async fn released(db: impl PgExecutor<'_>, id: PaymentId) -> sqlx::Result<Vec<Released>> {
    query_as!(
        Released,
        r#"select d.id as "delivery_id: _", d.number as delivery, l.name, r.amount as "amount: _",
                  r.released_on, r.reason
           from released_allocations r
           join deliveries d on d.id = r.delivery_id,
           lateral (select name from delivery_lines
                    where delivery_id = r.delivery_id and position = r.position limit 1) l
           where r.payment_id = $1
           order by r.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// Until the transaction ends nobody else divides it.
pub async fn lock(
    connection: &mut PgConnection,
    id: PaymentId,
    reach: &Reach,
) -> sqlx::Result<Option<PaymentRecord>> {
    query!("select from payments where id = $1 for no key update", id.0)
        .fetch_optional(&mut *connection)
        .await?;
    find(connection, id, reach).await
}

/// Accepted goods between two parties that are not paid in full, the oldest first.
pub async fn owed(
    db: impl PgExecutor<'_>,
    (buyer, supplier): (OrganisationId, OrganisationId),
    banner: Option<&str>,
) -> sqlx::Result<Vec<Owed>> {
    query_as!(
        Owed,
        r#"select l.id as "id: _", d.id as "delivery_id: _", d.number as delivery,
                  c.number as "contract?", l.name, l.quantity_accepted as quantity, l.unit_code,
                  l.accepted_on as "accepted_on!", l.amount_accepted as "accepted: _",
                  g.paid as "paid!: _"
           from deliveries d
           join delivery_lines l on l.delivery_id = d.id
           left join contracts c on c.id = d.contract_id,
           lateral (select coalesce(sum(x.amount), 0) as paid
                    from payment_allocations x
                    join payments p on p.id = x.payment_id and p.voided_at is null
                    where x.delivery_line_id = l.id) g
           where d.buyer_id = $1 and d.supplier_id = $2 and d.voided_at is null
             and ($3::text is null or d.owner_banner_code = $3)
             and l.state = 'accepted' and l.amount_accepted > g.paid
             -- What was closed as a tail is not paid.
             and not exists (
                 select from settled_differences e
                 join contract_lines v on v.id = e.contract_line_id
                 join contract_lines k on k.id = l.contract_line_id
                 where v.contract_id = k.contract_id
                   and coalesce(v.original_id, v.id) = coalesce(k.original_id, k.id)
                   and e.kind = 'money' and e.is_tail
                   and l.amount_accepted - g.paid <= e.amount)
           order by l.accepted_on, d.id, l.position, l.part limit $4"#,
        buyer.0,
        supplier.0,
        banner,
        MOST_LINES as i64
    )
    .fetch_all(db)
    .await
}

/// The suppliers that a buyer owes something, those first whose goods wait longest; then those
/// that it has a contract with, who may be paid in advance.
pub async fn creditors(
    db: impl PgExecutor<'_>,
    buyer: OrganisationId,
    banner: Option<&str>,
) -> sqlx::Result<Vec<Creditor>> {
    query_as!(
        Creditor,
        r#"with accepted as (
               select d.supplier_id, l.accepted_on, l.amount_accepted - g.paid as rest
               from deliveries d
               join delivery_lines l on l.delivery_id = d.id and l.state = 'accepted',
               lateral (select coalesce(sum(x.amount), 0) as paid
                        from payment_allocations x
                        join payments p on p.id = x.payment_id and p.voided_at is null
                        where x.delivery_line_id = l.id) g
               where d.buyer_id = $1 and d.voided_at is null
                 and ($2::text is null or d.owner_banner_code = $2)
                 and not exists (
                     select from settled_differences e
                     join contract_lines v on v.id = e.contract_line_id
                     join contract_lines k on k.id = l.contract_line_id
                     where v.contract_id = k.contract_id
                       and coalesce(v.original_id, v.id) = coalesce(k.original_id, k.id)
                       and e.kind = 'money' and e.is_tail and l.amount_accepted - g.paid <= e.amount)),
           owed as (
               select supplier_id, sum(rest) as owed, min(accepted_on) as since
               from accepted where rest > 0 group by 1),
           known as (
               select supplier_id from contracts
               where buyer_id = $1 and state in ('signed', 'performing', 'completed')
                 and ($2::text is null or owner_banner_code = $2)
               union select supplier_id from owed)
           select o.id as "id: _", o.name, coalesce(w.owed, 0) as "owed!", w.since as "since?"
           from known k
           join organisations o on o.id = k.supplier_id
           left join owed w on w.supplier_id = k.supplier_id
           order by w.since nulls last, o.name, o.id limit 200"#,
        buyer.0,
        banner
    )
    .fetch_all(db)
    .await
}

/// Scans of its bank slips, the latest last.
pub async fn vouchers(db: impl PgExecutor<'_>, id: PaymentId) -> sqlx::Result<Vec<Scan>> {
    query_as!(
        Scan,
        r#"select f.id as "id: _", f.code as "code: _",
                  f.content_type = 'application/pdf' as "is_pdf!"
           from payment_vouchers v join files f on f.id = v.file_id
           where v.payment_id = $1 and f.removed_at is null order by f.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}
