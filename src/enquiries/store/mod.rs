//! Every statement on enquiries and their messages; lists of them have a file of their own.

pub mod listing;

use super::model::{Contact, Enquiry, Message, NewEnquiry, Recipient};
use crate::{
    identity::model::token::Token,
    values::ids::{EnquiryId, ExhibitorId, OrganisationId, ProductId, UserId},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

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
            r#"select q.id as "id: _", q.exhibitor_id as "exhibitor_id: _", o.name as organisation, q.product_id as "product_id: _",
                      p.name as "product?", q.name, q.phone, q.email, q.state, q.sent_at, q.waits_since,
                      q.erased_at is not null as "is_erased!",
                      (select count(*) from enquiry_messages m where m.enquiry_id = q.id) as "messages!",
                      (select left(m.body, 120) from enquiry_messages m where m.enquiry_id = q.id order by m.id desc limit 1) as last_words
               from enquiries q join exhibitors e on e.id = q.exhibitor_id join organisations o on o.id = e.organisation_id
               left join products p on p.id = q.product_id "#
                + $tail
            $(, $more)*
        )
    };
}
use enquiries;

/// An exhibitor that may be asked: published, of the edition with this ordinal or a later one.
pub async fn recipient(
    db: impl PgExecutor<'_>,
    id: ExhibitorId,
    ordinal: i16,
) -> sqlx::Result<Option<Recipient>> {
    let rows = query!(
        r#"select o.name, p.id as "product_id?", p.name as "product?", p.specification as "specification?"
           from public_exhibitors e
           join editions ed on ed.id = e.edition_id
           join organisations o on o.id = e.organisation_id
           left join (exhibits x join products p on p.id = x.product_id and p.state = 'published') on x.exhibitor_id = e.id
           where e.id = $1 and o.state = 'published' and ed.ordinal >= $2
           order by p.pinyin, p.id limit 500"#,
        id.0,
        ordinal
    )
    .fetch_all(db)
    .await?;
    let Some(name) = rows.first().map(|row| row.name.clone()) else { return Ok(None) };
    let product = |(id, (name, specification)): (i64, (String, String))| {
        (ProductId(id), format!("{name} {specification}"))
    };
    let products = rows
        .into_iter()
        .filter_map(|row| row.product_id.zip(row.product.zip(row.specification)))
        .map(product)
        .collect();
    Ok(Some(Recipient { exhibitor: id, name, products }))
}

/// Whose exhibitor it is.
pub async fn organisation_of(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
) -> sqlx::Result<OrganisationId> {
    query_scalar!(
        r#"select organisation_id as "id: OrganisationId" from exhibitors where id = $1"#,
        exhibitor.0
    )
    .fetch_one(connection)
    .await
}

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

/// The same two, and nobody else changes it until the transaction ends.
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

/// Those who ask one exhibitor wait for each other until the transaction ends.
pub async fn one_at_a_time(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtext('enquiries'), ($1::bigint % 2147483647)::integer)",
        exhibitor.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn is_there(connection: &mut PgConnection, code: &Token) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from enquiries where code_hash = $1) as "is!""#,
        code.hash()
    )
    .fetch_one(connection)
    .await
}

/// When the `nth` last one came, if after `since`.
pub async fn nth_last(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
    since: DateTime<Utc>,
    nth: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select sent_at from enquiries where exhibitor_id = $1 and sent_at > $2 order by sent_at desc limit 1 offset $3",
        exhibitor.0,
        since,
        nth - 1
    )
    .fetch_optional(connection)
    .await
}

/// What is agreed to: the version of its wording, and the day.
pub struct Consent {
    pub version: i16,
    pub day: NaiveDate,
}

pub async fn insert(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
    (enquiry, code): (&NewEnquiry, &Token),
    consent: &Consent,
    now: DateTime<Utc>,
) -> sqlx::Result<EnquiryId> {
    query_scalar!(
        r#"insert into enquiries (code_hash, exhibitor_id, product_id, name, phone, email, consent_version, consented_on,
                                  sent_at, last_message_at, waits_since)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) returning id as "id: _""#,
        code.hash(),
        exhibitor.0,
        enquiry.product.map(|id| id.0),
        enquiry.contact.name,
        enquiry.contact.phone,
        enquiry.contact.email,
        consent.version,
        consent.day,
        now
    )
    .fetch_one(connection)
    .await
}

/// A message to be. `user`: who answers; nobody for the visitor.
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
        "insert into enquiry_messages (enquiry_id, user_id, body, form_hash, sent_at) values ($1, $2, $3, $4, $5)",
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

/// Whether this form has made its message already.
pub async fn was_posted(
    connection: &mut PgConnection,
    id: EnquiryId,
    form: &Token,
) -> sqlx::Result<bool> {
    query_scalar!(r#"select exists (select from enquiry_messages where enquiry_id = $1 and form_hash = $2) as "is!""#, id.0, form.hash())
        .fetch_one(connection)
        .await
}

/// When the visitor's `nth` last message came, if after `since`.
pub async fn nth_last_of_visitor(
    connection: &mut PgConnection,
    id: EnquiryId,
    since: DateTime<Utc>,
    nth: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select sent_at from enquiry_messages where enquiry_id = $1 and user_id is null and sent_at > $2 order by sent_at desc limit 1 offset $3",
        id.0,
        since,
        nth - 1
    )
    .fetch_optional(connection)
    .await
}

/// Who waits for a word has waited since the first message without an answer.
pub async fn note_message(
    connection: &mut PgConnection,
    id: EnquiryId,
    is_answer: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update enquiries set state = case when $2 then 'answered' else 'open' end, last_message_at = $3,
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

/// Open again, it has waited since the last message.
pub async fn set_state(
    connection: &mut PgConnection,
    id: EnquiryId,
    state: super::model::State,
) -> sqlx::Result<()> {
    query!(
        "update enquiries set state = $2, waits_since = case when $2 = 'open' then last_message_at end where id = $1",
        id.0,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Of who asked, and of what was written, nothing stays.
pub async fn withdraw(
    connection: &mut PgConnection,
    id: EnquiryId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update enquiries set state = 'withdrawn', waits_since = null, name = null, phone = null, email = null, erased_at = coalesce(erased_at, $2)
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

/// The same of all whose last message was before `day`; how many those were.
pub async fn erase_silent_since(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"with due as (
               update enquiries set name = null, phone = null, email = null, erased_at = $2, waits_since = null,
                                    state = case when state in ('open', 'answered') then 'closed' else state end
               where erased_at is null and last_message_at < $1 returning id),
           words as (update enquiry_messages m set body = null from due where m.enquiry_id = due.id)
           select count(*) as "n!" from due"#,
        day,
        now
    )
    .fetch_one(connection)
    .await
}

pub async fn messages(db: impl PgExecutor<'_>, id: EnquiryId) -> sqlx::Result<Vec<Message>> {
    query_as!(
        Message,
        r#"select user_id is not null as "is_answer!", body, sent_at from enquiry_messages where enquiry_id = $1 order by id limit 500"#,
        id.0
    )
    .fetch_all(db)
    .await
}
