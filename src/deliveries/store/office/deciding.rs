//! Parts of lines replaced by pieces, and offers in a dispute.

use crate::{
    deliveries::model::{
        pieces::Piece,
        record::{Offer, Part},
    },
    values::ids::{DeliveryId, DeliveryLineId, UserId},
};
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, query, query_scalar};

/// Replaces each part by its pieces. The first piece of a part keeps its number, so that what
/// refers to the part refers to that piece. Two statements for any number of lines.
pub async fn replace(
    connection: &mut PgConnection,
    id: DeliveryId,
    replaced: &[Vec<Piece>],
) -> sqlx::Result<()> {
    let first: Vec<&Piece> = replaced.iter().filter_map(|pieces| pieces.first()).collect();
    let further: Vec<&Piece> = replaced.iter().flat_map(|pieces| pieces.iter().skip(1)).collect();
    query!(
        "update delivery_lines l
         set quantity_shipped = p.quantity, amount_shipped = round(p.quantity * l.unit_price, 2),
             state = p.state, quantity_accepted = p.accepted,
             amount_accepted = round(p.accepted * l.unit_price, 2),
             accepted_on = case when p.state = 'accepted' then p.day end,
             refused_on = case when p.state in ('rejected', 'disputed') then p.day end,
             reason_class = p.reason_class, reason = p.reason, gross_weight = p.gross,
             tare_weight = p.tare, weighing_ticket = p.ticket
         from jsonb_to_recordset($2) as p (replaces bigint, quantity numeric, state text,
                  accepted numeric, day date, reason_class text, reason text, gross numeric,
                  tare numeric, ticket text)
         where l.id = p.replaces and l.delivery_id = $1",
        id.0,
        json!(first)
    )
    .execute(&mut *connection)
    .await?;
    if !further.is_empty() {
        insert(connection, id, &further).await?;
    }
    query!("update deliveries set version = version + 1 where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert(
    connection: &mut PgConnection,
    id: DeliveryId,
    pieces: &[&Piece],
) -> sqlx::Result<()> {
    query!(
        "insert into delivery_lines (delivery_id, position, part, contract_line_id, product_id,
             category_code, name, unit_code, unit_price, quantity_shipped, amount_shipped,
             village_code, household_category, households, state, quantity_accepted,
             amount_accepted, accepted_on, refused_on, reason_class, reason, gross_weight,
             tare_weight, weighing_ticket)
         select l.delivery_id, l.position,
                (select max(part) from delivery_lines o
                 where o.delivery_id = l.delivery_id and o.position = l.position)
                    + row_number() over (partition by l.position order by p.place),
                l.contract_line_id, l.product_id, l.category_code, l.name, l.unit_code,
                l.unit_price, p.quantity, round(p.quantity * l.unit_price, 2), l.village_code,
                l.household_category, l.households, p.state, p.accepted,
                round(p.accepted * l.unit_price, 2),
                case when p.state = 'accepted' then p.day end,
                case when p.state in ('rejected', 'disputed') then p.day end,
                p.reason_class, p.reason, p.gross, p.tare, p.ticket
         from rows from (jsonb_to_recordset($2) as (replaces bigint, quantity numeric, state text,
                  accepted numeric, day date, reason_class text, reason text, gross numeric,
                  tare numeric, ticket text)) with ordinality
                  as p (replaces, quantity, state, accepted, day, reason_class, reason, gross, tare,
                        ticket, place)
         join delivery_lines l on l.id = p.replaces and l.delivery_id = $1",
        id.0,
        json!(pieces)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A part that is open again takes up what else of its line is open. Its whole quantity.
pub async fn take_up_open(
    connection: &mut PgConnection,
    id: DeliveryId,
    part: &Part,
) -> sqlx::Result<Decimal> {
    let open = query_scalar!(
        "delete from delivery_lines
         where delivery_id = $1 and position = $2 and id <> $3 and state = 'shipped'
         returning quantity_shipped",
        id.0,
        part.position,
        part.id.0
    );
    let open = open.fetch_optional(connection).await?;
    Ok(part.quantity_shipped + open.unwrap_or_default())
}

/// In place of an earlier offer for the same goods.
pub async fn set_offer(
    connection: &mut PgConnection,
    part: DeliveryLineId,
    offer: &Offer,
    by: UserId,
) -> sqlx::Result<()> {
    query!(
        "insert into dispute_offers (delivery_line_id, accepted, note, side, offered_by)
         values ($1, $2, $3, $4, $5)
         on conflict (delivery_line_id) do update
         set accepted = excluded.accepted, note = excluded.note, side = excluded.side,
             offered_by = excluded.offered_by, offered_at = now()",
        part.0,
        offer.accepted,
        offer.note,
        offer.side.code(),
        by.0
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update deliveries set version = version + 1
         where id = (select delivery_id from delivery_lines where id = $1)",
        part.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn remove_offer(connection: &mut PgConnection, part: DeliveryLineId) -> sqlx::Result<()> {
    query!("delete from dispute_offers where delivery_line_id = $1", part.0)
        .execute(connection)
        .await?;
    Ok(())
}
