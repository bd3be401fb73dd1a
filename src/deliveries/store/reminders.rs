//! What nobody has been reminded of yet.

use crate::deliveries::model::reminders::{
    ACCEPTED_WITHIN, ENDS_WITHIN, EndingContract, MOST, NOT_AFTER, WaitingGoods,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn ending_contracts(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> sqlx::Result<Vec<EndingContract>> {
    query_as!(
        EndingContract,
        r#"select c.id as "id: _", c.number, c.buyer_id as "buyer_id: _",
                  c.supplier_id as "supplier_id: _", e.ends_on as "ends_on!", m.lines as "lines!"
           from contracts c,
           lateral (select contract_ends_on(c.id, c.ends_on, $1) as ends_on) e,
           lateral (
               select count(*) as lines from contract_line_versions l
               where l.contract_id = c.id and l.begins_on <= $1 and l.ceases_on > $1
                 and l.quantity * (100 - contract_tolerance(c.id, c.tolerance, $1)) / 100 > coalesce((
                     select sum(g.quantity_accepted)
                     from contract_lines v
                     join delivery_lines g on g.contract_line_id = v.id and g.state = 'accepted'
                     join deliveries d on d.id = g.delivery_id and d.voided_at is null
                     where v.contract_id = c.id
                       and coalesce(v.original_id, v.id) = l.original_id), 0)) m
           where c.state in ('signed', 'performing') and e.ends_on between $1::date and $1::date + $2::integer
             and m.lines > 0
             and not exists (select from reminders r
                             where r.kind = 'contract_ending' and r.record_id = c.id
                               and r.due_on = e.ends_on)
           order by e.ends_on, c.id limit $3"#,
        today,
        ENDS_WITHIN,
        MOST
    )
    .fetch_all(db)
    .await
}

pub async fn waiting_goods(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> sqlx::Result<Vec<WaitingGoods>> {
    query_as!(
        WaitingGoods,
        r#"select d.id as "id: _", d.number, d.buyer_id as "buyer_id: _",
                  d.shipped_on as "shipped_on!"
           from deliveries d
           where d.voided_at is null
             and d.shipped_on between $1::date - $2::integer and $1::date - $3::integer
             and exists (select from delivery_lines l
                         where l.delivery_id = d.id and l.state = 'shipped')
             and not exists (select from reminders r
                             where r.kind = 'goods_waiting' and r.record_id = d.id
                               and r.due_on = d.shipped_on)
           order by d.shipped_on, d.id limit $4"#,
        today,
        NOT_AFTER,
        ACCEPTED_WITHIN,
        MOST
    )
    .fetch_all(db)
    .await
}
