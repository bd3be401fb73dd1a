//! Rows of a run-sheet become planned deals, and the ceremony gets its order.

use super::{Hand, judged::Judged};
use crate::{
    audit::{
        self,
        model::{Act, NewEvent},
    },
    contracts::store::ceremony,
    imports::{
        model::{
            deal::{DealRow, arranged},
            judging::Typed,
            verdict::Context,
        },
        store,
    },
    projects::{
        model::{
            deal::{Listed, Parties, Terms},
            trail::PROJECTS,
        },
        store::deals::{self, Change, sheets},
    },
    values::ids::{EditionId, ProjectId},
};
use sqlx::PgConnection;
use std::collections::HashMap;

pub async fn write(
    connection: &mut PgConnection,
    hand: &Hand<'_>,
    judged: &[Judged<'_>],
) -> sqlx::Result<()> {
    let Some((edition, ordinal)) = hand.edition else { return Ok(()) };
    let mut events = Vec::new();
    for judged in judged {
        let Some((terms, parties)) = &judged.meant.deal.after else { continue };
        let (act, id) = match judged.meant.deal.before {
            None => {
                let entry = deals::next_position(connection, edition, ordinal).await?;
                let id = deals::insert(connection, &entry, terms, parties).await?;
                ceremony::write(connection, id, terms).await?;
                (Act::Create, id)
            }
            Some(known) => {
                change(connection, hand, known, terms, parties).await?;
                (Act::Change, known.id)
            }
        };
        let event = NewEvent::new(hand.actor, act, &PROJECTS, id, &*terms.title);
        events.push(event.with(judged.verdict.changes[0].clone()));
    }
    audit::store::record_many(connection, &events).await
}

/// Where only its position changes, the deal itself stays as it is.
async fn change(
    connection: &mut PgConnection,
    hand: &Hand<'_>,
    known: &Listed,
    terms: &Terms,
    parties: &Parties,
) -> sqlx::Result<()> {
    if known.terms == *terms && known.parties == *parties {
        return Ok(());
    }
    let change = Change { id: known.id, number: &known.number, by: hand.user };
    deals::update(connection, &change, terms, parties).await?;
    ceremony::write(connection, known.id, terms).await
}

/// Once all rows are written: each deal goes to the position that its row gives.
pub async fn arrange(
    connection: &mut PgConnection,
    edition: EditionId,
    context: &Context,
    rows: &[Typed],
) -> sqlx::Result<()> {
    let placed: Vec<&Typed> =
        rows.iter().filter(|row| row.deal().is_some_and(|row| row.position.is_some())).collect();
    if placed.is_empty() {
        return Ok(());
    }
    let records = store::records(connection, &placed, context).await?.deals;
    let place = |row: &DealRow| -> Option<(ProjectId, i16)> {
        Some((records.known(row, context).ok().flatten()?.id, row.position?))
    };
    let given: HashMap<ProjectId, i16> =
        placed.iter().filter_map(|row| place(row.deal()?)).collect();
    sheets::reorder(connection, edition, &arranged(&records.slots, &given)).await
}
