//! Rows of exhibitors become organisations and their participations, many with each statement.

use super::{Hand, judged::Judged};
use crate::{
    applications::{
        actions::{Step, tell},
        store::imported::{note_steps, wish_zones},
    },
    audit::{
        self,
        model::{Act, NewEvent},
    },
    exhibitors::{
        model::{ExhibitorState, trail::EXHIBITORS},
        store::{exhibits, participation},
    },
    imports::model::{
        exhibitor::{ExhibitorRow, after},
        judging::Typed,
        party::Party,
        verdict::Verdict,
    },
    organisations::{
        model::trail::ORGANISATIONS,
        store::imported::{self, Imported},
    },
    values::ids::{ExhibitorId, OrganisationId},
};
use sqlx::PgConnection;

/// A row, and the record that it belongs to.
struct Written<'a> {
    row: &'a ExhibitorRow,
    party: Option<&'a Party>,
    verdict: &'a Verdict,
    organisation: OrganisationId,
    exhibitor: Option<ExhibitorId>,
}

pub async fn write(
    connection: &mut PgConnection,
    hand: &Hand<'_>,
    judged: &[Judged<'_>],
) -> sqlx::Result<()> {
    let rows: Vec<(&ExhibitorRow, Option<&Party>, &Verdict)> = judged
        .iter()
        .filter_map(|judged| match judged.typed {
            Typed::Exhibitor(row) => Some((row, judged.meant.party, &judged.verdict)),
            Typed::Product(_) | Typed::Deal(_) => None,
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut written = write_parties(connection, &rows).await?;
    write_parts(connection, hand, &mut written).await?;
    record(connection, hand, &written).await
}

async fn write_parties<'a>(
    connection: &mut PgConnection,
    rows: &[(&'a ExhibitorRow, Option<&'a Party>, &'a Verdict)],
) -> sqlx::Result<Vec<Written<'a>>> {
    let mut parties = Vec::with_capacity(rows.len());
    for (row, party, _) in rows {
        // The location was valid when the row was read.
        let legal =
            row.legal(*party).ok_or_else(|| sqlx::Error::Decode("a row without a home".into()))?;
        let known = party.map(|party| (party.id, party.number.clone()));
        parties.push(Imported { known, legal, introduction: row.introduction(*party) });
    }
    let new: Vec<&Imported> = parties.iter().filter(|party| party.known.is_none()).collect();
    let mut ids = if new.is_empty() {
        Vec::new()
    } else {
        imported::insert_suppliers(connection, &new).await?
    }
    .into_iter();
    let is_other = |(party, (_, _, verdict)): &(&Imported, &(_, _, &Verdict))| {
        party.known.is_some() && !verdict.changes[0].is_empty()
    };
    let other: Vec<&Imported> =
        parties.iter().zip(rows).filter(is_other).map(|(party, _)| party).collect();
    if !other.is_empty() {
        imported::update(connection, &other).await?;
    }
    let mut written = Vec::with_capacity(rows.len());
    for (row, party, verdict) in rows {
        let organisation =
            party.map(|party| party.id).or_else(|| ids.next()).ok_or(sqlx::Error::RowNotFound)?;
        let exhibitor = party.and_then(|party| party.part.as_ref()).map(|part| part.id);
        written.push(Written { row, party: *party, verdict, organisation, exhibitor });
    }
    Ok(written)
}

async fn write_parts(
    connection: &mut PgConnection,
    hand: &Hand<'_>,
    written: &mut [Written<'_>],
) -> sqlx::Result<()> {
    let (Some((edition, ordinal)), Some(begun)) = (hand.edition, after(None, hand.is_organisers))
    else {
        return Ok(());
    };
    let new: Vec<OrganisationId> =
        written.iter().filter(|row| row.exhibitor.is_none()).map(|row| row.organisation).collect();
    let mut ids = participation::insert_for_each(connection, edition, &new, begun, hand.today)
        .await?
        .into_iter();
    let mut moved = Vec::new();
    for row in written.iter_mut() {
        match row.exhibitor {
            Some(id) if row.moves(hand.is_organisers) => moved.push(id),
            Some(_) => continue,
            None => row.exhibitor = ids.next(),
        }
    }
    participation::set_states(connection, &moved, begun).await?;
    let begun_now = written
        .iter()
        .filter(|row| row.party.is_none_or(|party| party.part.is_none()))
        .filter_map(|row| row.exhibitor);
    note_steps(connection, &begun_now.chain(moved.iter().copied()).collect::<Vec<_>>(), begun)
        .await?;
    let wishes = |row: &Written<'_>| {
        row.exhibitor.zip(row.row.zone.clone()).filter(|_| row.wishes_another_zone())
    };
    wish_zones(connection, &written.iter().filter_map(wishes).collect::<Vec<_>>()).await?;
    // An applicant is notified, and keeps the products of the application.
    for row in written.iter().filter(|row| row.exhibitor.is_some_and(|id| moved.contains(&id))) {
        let Some(id) = row.exhibitor else { continue };
        if begun == ExhibitorState::Approved {
            exhibits::show_asked(connection, id).await?;
        }
        let step = Step { before: None, after: begun, note: None };
        tell(connection, row.organisation, id, ordinal, step).await?;
    }
    Ok(())
}

impl Written<'_> {
    /// The sheet takes its application further.
    fn moves(&self, is_organisers: bool) -> bool {
        let state = self.party.and_then(|party| party.part.as_ref()).map(|part| part.state);
        state.is_some() && after(state, is_organisers) != state
    }

    fn wishes_another_zone(&self) -> bool {
        let wished =
            self.party.and_then(|party| party.part.as_ref()).and_then(|part| part.zone.as_ref());
        self.row.zone.is_some() && self.row.zone.as_ref() != wished
    }
}

async fn record(
    connection: &mut PgConnection,
    hand: &Hand<'_>,
    written: &[Written<'_>],
) -> sqlx::Result<()> {
    let mut events = Vec::with_capacity(written.len() * 2);
    for row in written {
        let act = |is_new: bool| if is_new { Act::Create } else { Act::Change };
        let [of_party, of_part] = row.verdict.changes.clone();
        let name = row.row.name.as_str();
        if !of_party.is_empty() {
            let event = NewEvent::new(
                hand.actor,
                act(row.party.is_none()),
                &ORGANISATIONS,
                row.organisation,
                name,
            );
            events.push(event.on_behalf_of(row.organisation).with(of_party));
        }
        if let Some(id) = row.exhibitor.filter(|_| !of_part.is_empty()) {
            let is_new = row.party.is_none_or(|party| party.part.is_none());
            events.push(
                NewEvent::new(hand.actor, act(is_new), &EXHIBITORS, id, name)
                    .on_behalf_of(row.organisation)
                    .with(of_part),
            );
        }
    }
    audit::store::record_many(connection, &events).await
}
