//! Rows of products become products, many with each statement.

use super::{Hand, judged::Judged};
use crate::{
    audit::{
        self,
        model::{Act, NewEvent},
    },
    exhibitors::store::exhibits,
    imports::model::{judging::Typed, verdict::Verdict},
    products::{
        model::trail::PRODUCTS,
        store::imported::{self, Imported},
    },
    values::ids::ProductId,
};
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// A row, and the record that it belongs to.
struct Written<'a> {
    product: Imported,
    verdict: &'a Verdict,
    id: ProductId,
    is_new: bool,
    /// Its price has changed.
    is_priced: bool,
}

pub async fn write(
    connection: &mut PgConnection,
    hand: &Hand<'_>,
    judged: &[Judged<'_>],
) -> sqlx::Result<()> {
    let written = write_products(connection, judged).await?;
    if written.is_empty() {
        return Ok(());
    }
    let price = |row: &Written<'_>| (row.id, row.product.offer.price);
    let noted: Vec<(ProductId, Decimal)> =
        written.iter().filter(|row| row.is_priced).map(price).collect();
    imported::note_prices(connection, &noted).await?;
    if let Some((edition, _)) = hand.edition {
        let shown: Vec<(ProductId, Decimal)> =
            written.iter().filter(|row| !row.verdict.changes[1].is_empty()).map(price).collect();
        exhibits::show_many(connection, edition, &shown).await?;
    }
    let event = |row: &Written<'_>| {
        let act = if row.is_new { Act::Create } else { Act::Change };
        let [of_product, of_exhibit] = row.verdict.changes.clone();
        let event = NewEvent::new(hand.actor, act, &PRODUCTS, row.id, &*row.product.offer.name);
        event.on_behalf_of(row.product.organisation).with(of_product.and(of_exhibit))
    };
    audit::store::record_many(connection, &written.iter().map(event).collect::<Vec<_>>()).await
}

async fn write_products<'a>(
    connection: &mut PgConnection,
    judged: &'a [Judged<'_>],
) -> sqlx::Result<Vec<Written<'a>>> {
    let mut rows = Vec::with_capacity(judged.len());
    for judged in judged {
        let (Typed::Product(row), Some(party)) = (judged.typed, judged.meant.party) else {
            continue;
        };
        let known = judged.meant.product;
        // The origin was valid when the row was read.
        let offer = row
            .offer(known)
            .ok_or_else(|| sqlx::Error::Decode("a row without an origin".into()))?;
        let is_priced = known.is_none_or(|known| known.offer.price != offer.price);
        rows.push((
            Imported { id: known.map(|known| known.id), organisation: party.id, offer },
            &judged.verdict,
            is_priced,
        ));
    }
    let new: Vec<&Imported> =
        rows.iter().map(|(product, ..)| product).filter(|product| product.id.is_none()).collect();
    let mut ids =
        if new.is_empty() { Vec::new() } else { imported::insert(connection, &new).await? }
            .into_iter();
    let is_other = |(product, verdict, _): &&(Imported, &Verdict, bool)| {
        product.id.is_some() && !verdict.changes[0].is_empty()
    };
    let other: Vec<&Imported> = rows.iter().filter(is_other).map(|(product, ..)| product).collect();
    if !other.is_empty() {
        imported::update(connection, &other).await?;
    }
    let mut written = Vec::with_capacity(rows.len());
    for (product, verdict, is_priced) in rows {
        let is_new = product.id.is_none();
        let id = product.id.or_else(|| ids.next()).ok_or(sqlx::Error::RowNotFound)?;
        written.push(Written { product, verdict, id, is_new, is_priced });
    }
    Ok(written)
}
