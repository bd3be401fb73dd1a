//! Goods whose payment nobody has been reminded of yet.

use crate::{
    deliveries::model::reminders::{MOST, NOT_AFTER},
    payments::model::owed::{PAID_WITHIN, UnpaidGoods},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// What was closed as a tail is not owed.
pub async fn unpaid_goods(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> sqlx::Result<Vec<UnpaidGoods>> {
    query_as!(
        UnpaidGoods,
        r#"select d.id as "id: _", d.number, d.buyer_id as "buyer_id: _", s.name as supplier,
                  a.accepted_on as "accepted_on!",
                  sum(l.amount_accepted - g.paid) as "owed!: _"
           from deliveries d
           join organisations s on s.id = d.supplier_id
           join delivery_lines l on l.delivery_id = d.id and l.state = 'accepted',
           lateral (select max(accepted_on) as accepted_on from delivery_lines
                    where delivery_id = d.id and state = 'accepted') a,
           lateral (select coalesce(sum(x.amount), 0) as paid
                    from payment_allocations x
                    join payments p on p.id = x.payment_id and p.voided_at is null
                    where x.delivery_line_id = l.id) g
           where d.voided_at is null and l.amount_accepted > g.paid
             and a.accepted_on between $1::date - $2::integer and $1::date - $3::integer
             and not exists (select from reminders r
                             where r.kind = 'goods_unpaid' and r.record_id = d.id
                               and r.due_on = a.accepted_on)
             and not exists (
                 select from settled_differences e
                 join contract_lines v on v.id = e.contract_line_id
                 join contract_lines k on k.id = l.contract_line_id
                 where v.contract_id = k.contract_id
                   and coalesce(v.original_id, v.id) = coalesce(k.original_id, k.id)
                   and e.kind = 'money' and e.is_tail and l.amount_accepted - g.paid <= e.amount)
           group by d.id, s.name, a.accepted_on
           order by 5, d.id limit $4"#,
        today,
        NOT_AFTER,
        PAID_WITHIN,
        MOST
    )
    .fetch_all(db)
    .await
}
