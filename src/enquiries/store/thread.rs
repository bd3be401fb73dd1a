//! The messages of an enquiry.

use crate::{
    enquiries::model::Message,
    identity::model::token::Token,
    values::ids::{EnquiryId, UserId},
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// A message to be created. `user`: who answers; `None` for the visitor.
pub struct NewMessage<'a> {
    pub user: Option<UserId>,
    pub text: &'a str,
    pub form: &'a Token,
    pub now: DateTime<Utc>,
}

pub async fn insert_message(
    connection: &mut PgConnection,
    id: EnquiryId,
    message: &NewMessage<'_>,
) -> sqlx::Result<()> {
    query!(
        "insert into enquiry_messages (enquiry_id, user_id, body, form_hash, sent_at)
         values ($1, $2, $3, $4, $5)",
        id.0,
        message.user.map(|id| id.0),
        message.text,
        message.form.hash(),
        message.now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether this form has created its message already.
pub async fn was_posted(
    connection: &mut PgConnection,
    id: EnquiryId,
    form: &Token,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from enquiry_messages
               where enquiry_id = $1 and form_hash = $2) as "is!""#,
        id.0,
        form.hash()
    )
    .fetch_one(connection)
    .await
}

/// The time of the visitor's `nth` last message, if after `since`.
pub async fn nth_last_of_visitor(
    connection: &mut PgConnection,
    id: EnquiryId,
    since: DateTime<Utc>,
    nth: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select sent_at from enquiry_messages where enquiry_id = $1 and user_id is null
           and sent_at > $2 order by sent_at desc limit 1 offset $3",
        id.0,
        since,
        nth - 1
    )
    .fetch_optional(connection)
    .await
}

/// The wait begins with the first unanswered message.
pub async fn note_message(
    connection: &mut PgConnection,
    id: EnquiryId,
    is_answer: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update enquiries set state = case when $2 then 'answered' else 'open' end,
         last_message_at = $3,
                              waits_since = case when not $2 then coalesce(waits_since, $3) end
         where id = $1",
        id.0,
        is_answer,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn messages(db: impl PgExecutor<'_>, id: EnquiryId) -> sqlx::Result<Vec<Message>> {
    query_as!(
        Message,
        r#"select user_id is not null as "is_answer!", body, sent_at from enquiry_messages
           where enquiry_id = $1 order by id limit 500"#,
        id.0
    )
    .fetch_all(db)
    .await
}
