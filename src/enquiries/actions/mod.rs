//! Enquiries and answers, each written in one transaction with its entry in the trail. The trail is
//! permanent, so it records that a message was written and who answered, but never the message or
//! the visitor.

pub mod retention;

use super::{
    model::{
        ALLOWANCE, CONSENT_VERSION, Decision, Enquiry, MOST_OF_A_VISITOR, MOST_OF_AN_EXHIBITOR,
        NewEnquiry, Recipient, State,
    },
    store::{self, Consent, NewMessage, Posted},
};
use crate::{
    audit::{
        self,
        model::{Act, Actor, Changes, Labelled, NewEvent},
    },
    database::constraint::refused_by,
    enquiries::model::trail::ENQUIRIES,
    identity::{
        actions::Context,
        model::{Viewer, token::Token},
    },
    messages::{
        self,
        model::{To, Words},
    },
    values::{
        day::beijing,
        ids::{EnquiryId, ExhibitorId, OrganisationId},
    },
};
use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such enquiry")]
    NotFound,
    /// Closed, withdrawn or deleted.
    #[error("closed, withdrawn or erased")]
    Over,
    /// Too many enquiries came before this one.
    #[error("too many came before it")]
    Wait(Duration),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// A visitor is not signed in, and the trail keeps no address of theirs.
fn visitor() -> Actor {
    Actor::unknown("visitor", String::new())
}

/// `code`: of the form, and then of the visitor's private link.
pub async fn send(
    desk: Context<'_>,
    to: &Recipient,
    enquiry: &NewEnquiry,
    code: &Token,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    store::one_at_a_time(&mut tx, to.exhibitor).await?;
    if store::is_there(&mut tx, code).await? {
        return Ok(());
    }
    let nth_last =
        store::nth_last(&mut tx, to.exhibitor, desk.now - ALLOWANCE, MOST_OF_AN_EXHIBITOR).await?;
    if let Some(wait) = wait(nth_last, desk.now) {
        return Err(Refusal::Wait(wait));
    }
    let consent =
        Consent { version: CONSENT_VERSION, day: desk.now.with_timezone(&beijing()).date_naive() };
    let posted = Posted { enquiry, code, consent, now: desk.now };
    let id = match store::insert(&mut tx, to.exhibitor, &posted).await {
        // The same form, sent to two exhibitors at once.
        Err(error) if refused_by(&error, "enquiries_form_is_posted_once") => return Ok(()),
        inserted => inserted?,
    };
    let message = NewMessage { user: None, text: &enquiry.text, form: code, now: desk.now };
    store::insert_message(&mut tx, id, &message).await?;
    let changes = Changes::default().field("state", None, Some(State::Open.code()));
    record(&mut tx, &visitor(), Act::Create, Labelled { id, label: &to.name }, changes).await?;
    tell(&mut tx, to.exhibitor, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Notifies the exhibitor's inbox, and by mail, that a visitor waits. The visitor and the question
/// are stored where they can be deleted.
async fn tell(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
    id: EnquiryId,
) -> sqlx::Result<()> {
    let message = messages::model::NewMessage {
        to: To::Organisation(store::organisation_of(connection, exhibitor).await?),
        subject: Words::new("收到询价，请答复", "A visitor's enquiry is waiting for your answer"),
        body: Words::new("打开查看询价内容并答复。", "Open it to read the question and answer."),
        path: Some(id.path()),
    };
    messages::store::send(connection, &message).await?;
    Ok(())
}

/// The time until one of `most` is older than the window.
fn wait(nth_last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Duration> {
    nth_last.map(|at| (at + ALLOWANCE - now).max(Duration::seconds(1)))
}

/// The visitor adds a message.
pub async fn write_again(
    desk: Context<'_>,
    code: &Token,
    text: &str,
    form: &Token,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let enquiry = store::lock_of_visitor(&mut tx, code).await?.ok_or(Refusal::NotFound)?;
    if store::was_posted(&mut tx, enquiry.id, form).await? {
        return Ok(());
    }
    let nth_last =
        store::nth_last_of_visitor(&mut tx, enquiry.id, desk.now - ALLOWANCE, MOST_OF_A_VISITOR)
            .await?;
    if let Some(wait) = wait(nth_last, desk.now) {
        return Err(Refusal::Wait(wait));
    }
    let message = NewMessage { user: None, text, form, now: desk.now };
    add(&mut tx, &visitor(), &enquiry, &message).await?;
    // An exhibitor that has not answered yet was notified already.
    if enquiry.state == State::Answered {
        tell(&mut tx, enquiry.exhibitor_id, enquiry.id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The enquiry, its exhibitor and the user who answers.
#[derive(Clone, Copy)]
pub struct Answering<'a> {
    pub viewer: &'a Viewer,
    pub organisation: OrganisationId,
    pub id: EnquiryId,
}

pub async fn answer(
    desk: Context<'_>,
    answering: Answering<'_>,
    text: &str,
    form: &Token,
) -> Result<(), Refusal> {
    let Answering { viewer, organisation, id } = answering;
    let mut tx = desk.pool.begin().await?;
    let enquiry =
        store::lock_of_supplier(&mut tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
    if store::was_posted(&mut tx, enquiry.id, form).await? {
        return Ok(());
    }
    let message = NewMessage { user: Some(viewer.user), text, form, now: desk.now };
    add(&mut tx, &viewer.actor(), &enquiry, &message).await?;
    tx.commit().await?;
    Ok(())
}

async fn add(
    connection: &mut PgConnection,
    actor: &Actor,
    enquiry: &Enquiry,
    message: &NewMessage<'_>,
) -> Result<(), Refusal> {
    if !enquiry.state.is_going_on() {
        return Err(Refusal::Over);
    }
    let is_answer = message.user.is_some();
    store::insert_message(connection, enquiry.id, message).await?;
    store::note_message(connection, enquiry.id, is_answer, message.now).await?;
    let state = if is_answer { State::Answered } else { State::Open };
    let (before, after) = (enquiry.messages.to_string(), (enquiry.messages + 1).to_string());
    let changes = Changes::default().field("state", Some(enquiry.state.code()), Some(state.code()));
    let changes = changes.field("messages", Some(&before), Some(&after));
    record(connection, actor, Act::Change, of(enquiry), changes).await?;
    Ok(())
}

pub async fn decide(
    desk: Context<'_>,
    answering: Answering<'_>,
    decision: Decision,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let enquiry = store::lock_of_supplier(&mut tx, answering.organisation, answering.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    settle(&mut tx, &answering.viewer.actor(), &enquiry, decision).await?;
    tx.commit().await?;
    Ok(())
}

/// The visitor closes the enquiry.
pub async fn close(desk: Context<'_>, code: &Token) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let enquiry = store::lock_of_visitor(&mut tx, code).await?.ok_or(Refusal::NotFound)?;
    settle(&mut tx, &visitor(), &enquiry, Decision::Close).await?;
    tx.commit().await?;
    Ok(())
}

async fn settle(
    connection: &mut PgConnection,
    actor: &Actor,
    enquiry: &Enquiry,
    decision: Decision,
) -> Result<(), Refusal> {
    if !decision.is_open_to(enquiry.state, enquiry.is_erased) {
        return Err(Refusal::Over);
    }
    store::set_state(connection, enquiry.id, decision.state()).await?;
    let changes = Changes::default().field(
        "state",
        Some(enquiry.state.code()),
        Some(decision.state().code()),
    );
    record(connection, actor, Act::Change, of(enquiry), changes).await?;
    Ok(())
}

/// The visitor withdraws the enquiry; repeating it changes nothing.
pub async fn withdraw(desk: Context<'_>, code: &Token) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let enquiry = store::lock_of_visitor(&mut tx, code).await?.ok_or(Refusal::NotFound)?;
    if enquiry.state != State::Withdrawn {
        store::withdraw(&mut tx, enquiry.id, desk.now).await?;
        let changes = Changes::default().field(
            "state",
            Some(enquiry.state.code()),
            Some(State::Withdrawn.code()),
        );
        record(&mut tx, &visitor(), Act::Change, of(&enquiry), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The label is the exhibitor, never the visitor.
fn of(enquiry: &Enquiry) -> Labelled<'_, EnquiryId> {
    Labelled { id: enquiry.id, label: &enquiry.organisation }
}

/// Field names and states, never messages.
async fn record(
    connection: &mut PgConnection,
    actor: &Actor,
    act: Act,
    record: Labelled<'_, EnquiryId>,
    changes: Changes,
) -> sqlx::Result<()> {
    audit::store::record(
        connection,
        &NewEvent::new(actor, act, &ENQUIRIES, record.id, record.label).with(changes),
    )
    .await
}
