//! Differences between the three ledgers of a contract line, explained or closed as a tail.

use super::Refusal;
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    deliveries::model::reach::Reach,
    identity::model::Viewer,
    payments::{
        model::{
            three_way::{Between, Line, Settled, ThreeWayFilter},
            trail::DIFFERENCES,
        },
        store::three_way,
    },
    values::ids::ContractLineId,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

/// What somebody says of a difference.
pub struct Word<'a> {
    pub between: Between,
    pub is_tail: bool,
    pub note: &'a str,
}

pub async fn settle(
    pool: &PgPool,
    viewer: &Viewer,
    id: ContractLineId,
    word: &Word<'_>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let owner = three_way::lock_line(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    let line = differing(&mut tx, viewer, (id, &owner), word.between, today).await?;
    if word.is_tail && !line.may_be_tail(word.between) {
        return Err(Refusal::OverTail(line.tail_limit(word.between)));
    }
    let amount = line.difference(word.between);
    let settled = Settled {
        between: word.between,
        amount,
        is_tail: word.is_tail,
        note: word.note.to_string(),
        settled_on: today,
    };
    three_way::settle(&mut tx, id, &settled, viewer.user).await?;
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, Act::Change, &DIFFERENCES, id, &owner.number)
        .with(changes(&line, word, amount))
        .acting_for(owner.buyer_id, viewer.scope.organisation());
    audit::store::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(())
}

fn changes(line: &Line, word: &Word<'_>, amount: Decimal) -> Changes {
    Changes::default()
        .field("line", None, Some(&line.name))
        .field("difference", None, Some(&amount.to_string()))
        .field("closed_as", None, Some(if word.is_tail { "尾差" } else { "说明" }))
        .field("reason", None, Some(word.note))
}

/// The line, if it is within the reach and the difference waits for a word.
async fn differing(
    connection: &mut PgConnection,
    viewer: &Viewer,
    (id, owner): (ContractLineId, &three_way::Owner),
    between: Between,
    today: NaiveDate,
) -> Result<Line, Refusal> {
    let filter = ThreeWayFilter {
        reach: Reach::of(viewer),
        banner: None,
        contract: Some(owner.contract_id),
        typed: None,
        today,
    };
    let mut found = three_way::list(connection, &filter).await?;
    let contract = found.pop().ok_or(Refusal::NotFound)?;
    let line = contract.lines.iter().find(|line| line.id == id).ok_or(Refusal::WrongState)?;
    match contract.open(line).iter().any(|open| open.between() == Some(between)) {
        true => Ok(line.clone()),
        false => Err(Refusal::WrongState),
    }
}
