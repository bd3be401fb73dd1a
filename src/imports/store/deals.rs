//! The records of the rows of a run-sheet.

use crate::{
    contracts::store::ceremony,
    fairs::store::planning,
    imports::model::{
        deal::{DealRecords, DealRow, names_within, plain},
        judging::Typed,
        verdict::Context,
    },
    projects::store::deals::sheets,
};
use sqlx::PgConnection;

pub async fn records(
    connection: &mut PgConnection,
    rows: &[&Typed],
    context: &Context,
) -> sqlx::Result<DealRecords> {
    let rows: Vec<&DealRow> = rows.iter().filter_map(|row| row.deal()).collect();
    let Some(edition) = context.edition.filter(|_| !rows.is_empty()) else {
        return Ok(DealRecords::default());
    };
    let days = match planning::ordinal_of(&mut *connection, edition).await? {
        Some(ordinal) => planning::find(&mut *connection, ordinal).await?,
        None => None,
    };
    let parties = sheets::parties_called(&mut *connection, &names(&rows), &codes(&rows)).await?;
    let ids: Vec<i64> = parties.iter().map(|party| party.id.0).collect();
    let renewed: Vec<String> =
        rows.iter().filter_map(|row| row.renews.as_ref()).map(|of| of.to_uppercase()).collect();
    Ok(DealRecords {
        days: days.map(|edition| edition.plan.days()),
        deals: sheets::listed(connection, edition, None).await?,
        slots: sheets::slots(&mut *connection, edition).await?,
        earlier: sheets::earlier(&mut *connection, edition, &renewed, &ids).await?,
        numbered: ceremony::numbered(&mut *connection, &numbers(&rows)).await?,
        parties,
    })
}

/// The contract numbers of the rows.
fn numbers(rows: &[&DealRow]) -> Vec<String> {
    rows.iter().filter_map(|row| row.contract.number.clone()).collect()
}

fn names(rows: &[&DealRow]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        names.extend([plain(&row.supplier.name), plain(&row.buyer.name)]);
        names.extend(
            [&row.more_suppliers, &row.more_buyers].into_iter().flat_map(|cell| names_within(cell)),
        );
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn codes(rows: &[&DealRow]) -> Vec<String> {
    let both = rows.iter().flat_map(|row| [&row.supplier.credit_code, &row.buyer.credit_code]);
    both.flatten().cloned().collect()
}
