//! All statements on messages, their readers, and their mails.

use super::model::{Mail, Message, NewMessage, Reader, Reminder, To, Words};
use crate::values::ids::{MailId, MessageId, OrganisationId};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// Inside the caller's transaction: an act that was not done is not announced. Users with a mail
/// address also get it by mail, if mails are sent at all.
pub async fn send(connection: &mut PgConnection, message: &NewMessage) -> sqlx::Result<MessageId> {
    let (organisation, user) = match message.to {
        To::Organisation(id) => (Some(id.0), None),
        To::User(id) => (None, Some(id.0)),
    };
    let id = query_scalar!(
        "insert into messages (organisation_id, user_id, subject, subject_en, body, body_en, path)
         values ($1, $2, $3, $4, $5, $6, $7) returning id",
        organisation,
        user,
        message.subject.zh,
        message.subject.en,
        message.body.zh,
        message.body.en,
        message.path
    )
    .fetch_one(&mut *connection)
    .await?;
    query!(
        "insert into mails (message_id, user_id)
         select $1, u.id from users u join user_roles r on r.user_id = u.id
         where (u.id = $2 or r.organisation_id = $3) and u.email is not null
           and u.disabled_at is null",
        id,
        user,
        organisation
    )
    .execute(connection)
    .await?;
    Ok(MessageId(id))
}

/// Notes a reminder; `false`: it was sent before, or somebody else is sending it.
pub async fn claim_reminder(
    connection: &mut PgConnection,
    reminder: &Reminder,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let claimed = query!(
        "insert into reminders (kind, record_id, due_on, told_on) values ($1, $2, $3, $4)
         on conflict do nothing",
        reminder.kind,
        reminder.record,
        reminder.due_on,
        today
    )
    .execute(connection)
    .await?;
    Ok(claimed.rows_affected() == 1)
}

struct Row {
    id: MessageId,
    subject: String,
    subject_en: String,
    body: String,
    body_en: String,
    path: Option<String>,
    sent_at: DateTime<Utc>,
    is_read: bool,
}

impl From<Row> for Message {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            subject: Words::new(row.subject, row.subject_en),
            body: Words::new(row.body, row.body_en),
            path: row.path,
            sent_at: row.sent_at,
            is_read: row.is_read,
        }
    }
}

/// Unread ones first, then the latest.
pub async fn list(
    db: impl PgExecutor<'_>,
    reader: Reader,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Message>> {
    let rows = query_as!(
        Row,
        r#"select m.id as "id: _", m.subject, m.subject_en, m.body, m.body_en, m.path, m.sent_at,
                  r.message_id is not null as "is_read!"
           from messages m left join message_readings r on r.message_id = m.id and r.user_id = $1
           where m.user_id = $1 or m.organisation_id = $2
           order by r.message_id is not null, m.id desc limit $3 offset $4"#,
        reader.user.0,
        reader.organisation.map(|id| id.0),
        limit,
        offset
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Message::from).collect())
}

/// The number of messages, and of unread ones.
pub async fn counts(db: impl PgExecutor<'_>, reader: Reader) -> sqlx::Result<(i64, i64)> {
    let row = query!(
        r#"select count(*) as "all!", count(*) filter (where r.message_id is null) as "unread!"
           from messages m left join message_readings r on r.message_id = m.id and r.user_id = $1
           where m.user_id = $1 or m.organisation_id = $2"#,
        reader.user.0,
        reader.organisation.map(|id| id.0)
    )
    .fetch_one(db)
    .await?;
    Ok((row.all, row.unread))
}

/// The messages of an organisation about one record, the oldest first.
pub async fn about(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    path: &str,
) -> sqlx::Result<Vec<Message>> {
    let rows = query_as!(
        Row,
        r#"select id as "id: _", subject, subject_en, body, body_en, path, sent_at,
                  true as "is_read!"
           from messages where organisation_id = $1 and path = $2 order by id"#,
        organisation.0,
        path
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Message::from).collect())
}

/// Marks one message as read and returns its link. `None`: it is not theirs.
pub async fn read(
    connection: &mut PgConnection,
    reader: Reader,
    id: MessageId,
) -> sqlx::Result<Option<Option<String>>> {
    let found = query!(
        "select path from messages where id = $1 and (user_id = $2 or organisation_id = $3)",
        id.0,
        reader.user.0,
        reader.organisation.map(|id| id.0)
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(found) = found else { return Ok(None) };
    query!(
        "insert into message_readings (message_id, user_id) values ($1, $2) on conflict do nothing",
        id.0,
        reader.user.0
    )
    .execute(connection)
    .await?;
    Ok(Some(found.path))
}

/// All up to the last one shown: later ones were not seen.
pub async fn read_up_to(
    connection: &mut PgConnection,
    reader: Reader,
    last: MessageId,
) -> sqlx::Result<()> {
    query!(
        "insert into message_readings (message_id, user_id)
         select id, $2 from messages where id <= $1 and (user_id = $2 or organisation_id = $3)
         on conflict do nothing",
        last.0,
        reader.user.0,
        reader.organisation.map(|id| id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The mail that has waited longest: until `until` nobody else takes it.
pub async fn take_mail(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Option<Mail>> {
    let row = query!(
        r#"with taken as (
               update mails set attempts = attempts + 1, due_at = $2
               where id = (select id from mails where state = 'waiting' and due_at <= $1
                   order by due_at, id limit 1 for update skip locked)
               returning id, attempts, queued_at, message_id, user_id)
           select t.id as "id: MailId", t.attempts, t.queued_at, m.subject, m.subject_en, m.body,
                  m.body_en, m.path,
                  case when u.disabled_at is null then u.email end as address
           from taken t join messages m on m.id = t.message_id join users u on u.id = t.user_id"#,
        now,
        until
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Mail {
        id: row.id,
        address: row.address,
        attempts: row.attempts,
        queued_at: row.queued_at,
        subject: Words::new(row.subject, row.subject_en),
        body: Words::new(row.body, row.body_en),
        path: row.path,
    }))
}

pub async fn mail_is_sent(
    db: impl PgExecutor<'_>,
    id: MailId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update mails set state = 'sent', sent_at = $2, last_error = null where id = $1",
        id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// `next`: the next attempt; `None` gives up.
pub async fn mail_failed(
    db: impl PgExecutor<'_>,
    id: MailId,
    next: Option<DateTime<Utc>>,
    error: &str,
) -> sqlx::Result<()> {
    query!(
        "update mails set state = case when $2::timestamptz is null then 'given_up' else state end,
         due_at = coalesce($2, due_at), last_error = $3
         where id = $1",
        id.0,
        next,
        error
    )
    .execute(db)
    .await?;
    Ok(())
}
