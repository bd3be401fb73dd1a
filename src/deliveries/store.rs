//! All statements on deliveries and their lines. The public ones never read a household category.

use super::model::{DeliveryDetails, Goods, NewDelivery, Origin};
use crate::values::ids::DeliveryId;
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(
    connection: &mut PgConnection,
    deliveries: &[NewDelivery],
) -> sqlx::Result<()> {
    query!(
        "insert into deliveries (id, number, contract_id, buyer_id, supplier_id, owner_banner_code,
             planned_on, shipped_on)
         select id, number, contract_id, buyer_id, supplier_id, owner_banner_code, planned_on,
                shipped_on
         from jsonb_populate_recordset(null::deliveries, $1)",
        json!(deliveries)
    )
    .execute(&mut *connection)
    .await?;
    let lines: Vec<_> = deliveries.iter().flat_map(|delivery| &delivery.lines).collect();
    query!(
        "insert into delivery_lines (id, delivery_id, position, part, contract_line_id, product_id,
             category_code, name, unit_code, unit_price, quantity_shipped, quantity_accepted,
             amount_shipped, amount_accepted, village_code, household_category, households, state,
             accepted_on, refused_on, reason_class, reason, gross_weight, tare_weight,
             weighing_ticket)
         select id, delivery_id, position, part, contract_line_id, product_id, category_code, name,
                unit_code, unit_price, quantity_shipped, quantity_accepted, amount_shipped,
                amount_accepted, village_code, household_category, households, state, accepted_on,
                refused_on, reason_class, reason, gross_weight, tare_weight, weighing_ticket
         from jsonb_populate_recordset(null::delivery_lines, $1)",
        json!(lines)
    )
    .execute(connection)
    .await?;
    Ok(())
}

mod counting;
mod exported;
mod listing;
pub mod office;
pub mod reminders;
pub use counting::counts;
pub use exported::{exported, stretch};
pub use listing::list;

pub async fn find(
    db: impl PgExecutor<'_>,
    id: DeliveryId,
    today: NaiveDate,
) -> sqlx::Result<Option<DeliveryDetails>> {
    query_as!(
        DeliveryDetails,
        r#"select d.id as "id!: _", d.number as "number!", c.id as "contract_id?: _",
                  c.number as "contract?", c.title as "contract_title?",
                  b.id as "buyer_id: _", b.name as buyer, s.name as supplier,
                  (select e.id from public_exhibitors e where e.organisation_id = s.id
                      order by e.edition_id desc limit 1) as "exhibitor_id: _",
                  d.owner_banner_code as "owner_banner_code!: _", d.shipped_on as "shipped_on!",
                  (select max(l.accepted_on) from delivery_lines l
                      where l.delivery_id = d.id and l.accepted_on <= $2) as accepted_on
           from public_deliveries d
           join organisations s on s.id = d.supplier_id
           join organisations b on b.id = d.buyer_id
           left join public_contracts c on c.id = d.contract_id
           where d.id = $1 and d.shipped_on <= $2"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await
}

/// By product, in the order of names: the order of lines would identify them.
pub async fn goods_of(
    db: impl PgExecutor<'_>,
    id: DeliveryId,
    today: NaiveDate,
) -> sqlx::Result<Vec<Goods>> {
    query_as!(
        Goods,
        r#"select p.id as "product_id?: _", l.name, l.unit_code,
                  sum(l.quantity_shipped) as "quantity_shipped!",
                  coalesce(sum(l.quantity_accepted) filter (where l.accepted_on <= $2),
                      0) as "quantity_accepted!",
                  coalesce(sum(l.amount_accepted) filter (where l.accepted_on <= $2),
                      0) as "amount_accepted!: _",
                  array_agg(distinct case when l.accepted_on > $2 then 'shipped' else l.state
                      end) as "line_states!",
                  array_remove(array_agg(distinct l.reason_class), null) as "reason_classes!"
           from delivery_lines l
           left join products p on p.id = l.product_id and p.state = 'published'
           where l.delivery_id = $1
           group by p.id, l.name, l.unit_code
           order by l.name, p.id, l.unit_code"#,
        id.0,
        today
    )
    .fetch_all(db)
    .await
}

/// The villages of its goods, in the order of the codes.
pub async fn origins_of(db: impl PgExecutor<'_>, id: DeliveryId) -> sqlx::Result<Vec<Origin>> {
    query_as!(
        Origin,
        r#"select code as "code: _", full_name as name, full_name_en as name_en
           from divisions
           where code in (select village_code from delivery_lines where delivery_id = $1)
           order by code"#,
        id.0
    )
    .fetch_all(db)
    .await
}
