//! All statements on enquiries and their messages; their lists have their own file.

mod asking;
mod ending;
pub mod listing;
mod thread;

pub use asking::{
    Consent, Posted, insert, is_there, nth_last, one_at_a_time, organisation_of, recipient,
};
pub use ending::{erase_silent_since, set_state, withdraw};
pub use thread::{
    NewMessage, insert_message, messages, note_message, nth_last_of_visitor, was_posted,
};

use super::model::{Contact, Enquiry};
use crate::{
    identity::model::token::Token,
    values::ids::{EnquiryId, ExhibitorId, OrganisationId, ProductId},
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query_as};

struct Row {
    id: EnquiryId,
    exhibitor_id: ExhibitorId,
    organisation: String,
    product_id: Option<ProductId>,
    product: Option<String>,
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    state: String,
    sent_at: DateTime<Utc>,
    waits_since: Option<DateTime<Utc>>,
    is_erased: bool,
    messages: i64,
    last_words: Option<String>,
}

impl TryFrom<Row> for Enquiry {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Self> {
        let state = row
            .state
            .parse()
            .map_err(|()| sqlx::Error::Decode(format!("no state {}", row.state).into()))?;
        let (phone, email) = (row.phone, row.email);
        Ok(Self {
            id: row.id,
            exhibitor_id: row.exhibitor_id,
            organisation: row.organisation,
            product_id: row.product_id,
            product: row.product,
            contact: row.name.map(|name| Contact { name, phone, email }),
            state,
            sent_at: row.sent_at,
            waits_since: row.waits_since,
            is_erased: row.is_erased,
            messages: row.messages,
            last_words: row.last_words,
        })
    }
}

macro_rules! enquiries {
    ($tail:literal $(, $more:expr)*) => {
        query_as!(
            Row,
            r#"select q.id as "id: _", q.exhibitor_id as "exhibitor_id: _", o.name as organisation,
                      q.product_id as "product_id: _",
                      p.name as "product?", q.name, q.phone, q.email, q.state, q.sent_at,
                      q.waits_since,
                      q.erased_at is not null as "is_erased!",
                      (select count(*) from enquiry_messages m
                          where m.enquiry_id = q.id) as "messages!",
                      (select left(m.body, 120) from enquiry_messages m where m.enquiry_id = q.id
                          order by m.id desc limit 1) as last_words
               from enquiries q join exhibitors e on e.id = q.exhibitor_id
               join organisations o on o.id = e.organisation_id
               left join products p on p.id = q.product_id "#
                + $tail
            $(, $more)*
        )
    };
}
use enquiries;

/// By the visitor's private link.
pub async fn of_visitor(db: impl PgExecutor<'_>, code: &Token) -> sqlx::Result<Option<Enquiry>> {
    enquiries!("where q.code_hash = $1", code.hash())
        .fetch_optional(db)
        .await?
        .map(Enquiry::try_from)
        .transpose()
}

pub async fn of_supplier(
    db: impl PgExecutor<'_>,
    supplier: OrganisationId,
    id: EnquiryId,
) -> sqlx::Result<Option<Enquiry>> {
    enquiries!("where q.id = $1 and e.organisation_id = $2", id.0, supplier.0)
        .fetch_optional(db)
        .await?
        .map(Enquiry::try_from)
        .transpose()
}

/// The same two, locked until the transaction ends.
pub async fn lock_of_visitor(
    connection: &mut PgConnection,
    code: &Token,
) -> sqlx::Result<Option<Enquiry>> {
    let found = enquiries!("where q.code_hash = $1 for update of q", code.hash())
        .fetch_optional(connection)
        .await?;
    found.map(Enquiry::try_from).transpose()
}

pub async fn lock_of_supplier(
    connection: &mut PgConnection,
    supplier: OrganisationId,
    id: EnquiryId,
) -> sqlx::Result<Option<Enquiry>> {
    let found =
        enquiries!("where q.id = $1 and e.organisation_id = $2 for update of q", id.0, supplier.0)
            .fetch_optional(connection)
            .await?;
    found.map(Enquiry::try_from).transpose()
}
