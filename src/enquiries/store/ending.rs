//! Closing, reopening, withdrawing and timely deletion.

use crate::{enquiries::model::State, values::ids::EnquiryId};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, query, query_scalar};

/// Reopened, it has waited since the last message.
pub async fn set_state(
    connection: &mut PgConnection,
    id: EnquiryId,
    state: State,
) -> sqlx::Result<()> {
    query!(
        "update enquiries set state = $2, waits_since = case when $2 = 'open' then last_message_at
             end where id = $1",
        id.0,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes the visitor's data and all messages.
pub async fn withdraw(
    connection: &mut PgConnection,
    id: EnquiryId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update enquiries set state = 'withdrawn', waits_since = null, name = null, phone = null,
         email = null, erased_at = coalesce(erased_at, $2)
         where id = $1",
        id.0,
        now
    )
    .execute(&mut *connection)
    .await?;
    query!("update enquiry_messages set body = null where enquiry_id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The same for all whose last message was before `day`; returns how many.
pub async fn erase_silent_since(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"with due as (
               update enquiries set name = null, phone = null, email = null, erased_at = $2,
               waits_since = null,
                                    state = case when state in ('open', 'answered') then 'closed'
                                        else state end
               where erased_at is null and last_message_at < $1 returning id),
           words as (update enquiry_messages m set body = null from due where m.enquiry_id = due.id)
           select count(*) as "n!" from due"#,
        day,
        now
    )
    .fetch_one(connection)
    .await
}
