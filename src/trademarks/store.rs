//! All statements for entering, reviewing and reminding. The public data of trademarks is read by
//! brands and products.

mod writing;

pub use writing::{insert, insert_many, update};

use super::model::{Claim, REMIND_BEFORE, State, TrademarkRecord, TrademarkScope, Waits};
use crate::{
    files::model::{FileCode, Scan},
    values::{
        facet::FacetCount,
        ids::{BrandId, FileId, OrganisationId, TrademarkId},
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

struct Row {
    id: TrademarkId,
    brand_id: BrandId,
    organisation_id: OrganisationId,
    organisation: String,
    brand: String,
    number: String,
    class: i16,
    registered_on: NaiveDate,
    expires_on: NaiveDate,
    state: State,
    version: i32,
    review_note: Option<String>,
    verified_on: Option<NaiveDate>,
    verified_by: Option<String>,
    scan_id: Option<FileId>,
    scan_code: Option<FileCode>,
    is_pdf: bool,
    follows: Option<NaiveDate>,
    is_renewed: bool,
}

impl From<Row> for TrademarkRecord {
    fn from(row: Row) -> Self {
        let Row { brand, number, class, registered_on, expires_on, .. } = row;
        Self {
            id: row.id,
            brand_id: row.brand_id,
            organisation_id: row.organisation_id,
            organisation: row.organisation,
            claim: Claim { brand, number, class, registered_on, expires_on },
            state: row.state,
            version: row.version,
            review_note: row.review_note,
            verified_on: row.verified_on,
            verified_by: row.verified_by,
            scan: Scan::read(row.scan_id, row.scan_code, row.is_pdf),
            follows: row.follows,
            is_renewed: row.is_renewed,
        }
    }
}

macro_rules! held {
    ($tail:literal, $($value:expr),*) => {
        query_as!(
            Row,
            r#"select t.id as "id: _", t.brand_id as "brand_id: _", o.id as "organisation_id: _",
                      o.name as organisation, b.name as brand,
                      t.number, t.class, t.registered_on, t.expires_on, t.state as "state!: _",
                      t.version, t.review_note, t.verified_on, t.verified_by,
                      t.scan_id as "scan_id: _", f.code as "scan_code?: _",
                      coalesce(f.content_type = 'application/pdf', false) as "is_pdf!",
                      (select e.expires_on from trademarks e where e.id = t.renews_id) as follows,
                      exists (select from trademarks n where n.renews_id = t.id) as "is_renewed!"
               from trademarks t join brands b on b.id = t.brand_id
               join organisations o on o.id = b.owner_id left join files f on f.id = t.scan_id "#
                + $tail,
            $($value),*
        )
    };
}

/// Submitted ones first, the longest waiting first; then by expiry date.
pub async fn list(
    db: impl PgExecutor<'_>,
    whose: &TrademarkScope,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<TrademarkRecord>> {
    let rows = held!(
        "where ($1::bigint is null or o.id = $1) and ($2::text is null or o.banner_code = $2)
           and ($3::text is null or t.state = $3) and ($4::smallint is null or t.class = $4)
           and ($5::text is null or position($5 in t.number) > 0 or position($5 in b.name) > 0
               or position($5 in o.name) > 0)
         order by t.state <> 'submitted', case when t.state = 'submitted' then t.submitted_at end,
         t.expires_on, t.id
         limit $6 offset $7",
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.state.map(State::code),
        whose.class,
        whose.typed,
        limit,
        offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(TrademarkRecord::from).collect())
}

/// The records of `ids` within the scope, by owner.
pub async fn picked(
    db: impl PgExecutor<'_>,
    whose: &TrademarkScope,
    ids: &[i64],
) -> sqlx::Result<Vec<TrademarkRecord>> {
    let rows = held!(
        "where t.id = any ($1) and ($2::text is null or o.banner_code = $2) order by o.pinyin, t.id",
        ids,
        whose.banner.as_ref().map(|code| code.as_str())
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(TrademarkRecord::from).collect())
}

/// The counts for each state and class; each facet applies all filters but its own.
pub async fn counts(
    db: impl PgExecutor<'_>,
    whose: &TrademarkScope,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select t.state, t.class, ($3::text is null or t.state = $3) as of_state,
                      ($4::smallint is null or t.class = $4) as of_class
               from trademarks t join brands b on b.id = t.brand_id
               join organisations o on o.id = b.owner_id
               where ($1::bigint is null or o.id = $1) and ($2::text is null or o.banner_code = $2)
                 and ($5::text is null or position($5 in t.number) > 0 or position($5 in b.name) > 0
                     or position($5 in o.name) > 0))
           select 'total' as "facet!", '' as "value!", count(*) as "count!" from matching
           where of_state and of_class
           union all select 'state', state, count(*) from matching where of_class group by state
           union all select 'class', class::text, count(*) from matching where of_state
           group by class"#,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.state.map(State::code),
        whose.class,
        whose.typed
    )
    .fetch_all(db)
    .await
}

pub async fn find(
    db: impl PgExecutor<'_>,
    whose: &TrademarkScope,
    id: TrademarkId,
) -> sqlx::Result<Option<TrademarkRecord>> {
    let row = held!(
        "where t.id = $1 and ($2::bigint is null or o.id = $2)
           and ($3::text is null or o.banner_code = $3)",
        id.0,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str())
    );
    Ok(row.fetch_optional(db).await?.map(TrademarkRecord::from))
}

/// Like `find`, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    whose: &TrademarkScope,
    id: TrademarkId,
) -> sqlx::Result<Option<TrademarkRecord>> {
    query!("select from trademarks where id = $1 for update", id.0)
        .fetch_optional(&mut *connection)
        .await?;
    find(connection, whose, id).await
}

pub async fn verify(
    connection: &mut PgConnection,
    id: TrademarkId,
    on: NaiveDate,
    by: &str,
) -> sqlx::Result<()> {
    query!(
        "update trademarks set verified_on = $2, verified_by = $3, review_note = null,
         version = version + 1 where id = $1",
        id.0,
        on,
        by
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_returned(
    connection: &mut PgConnection,
    id: TrademarkId,
    note: &str,
) -> sqlx::Result<()> {
    query!(
        "update trademarks set review_note = $2, verified_on = null, verified_by = null,
         version = version + 1 where id = $1",
        id.0,
        note
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn waits(
    db: impl PgExecutor<'_>,
    whose: &TrademarkScope,
    today: NaiveDate,
) -> sqlx::Result<Waits> {
    query_as!(
        Waits,
        r#"select count(*) filter (where t.state = 'submitted') as "to_verify!",
                  count(*) filter (where t.state = 'returned') as "returned!",
                  count(*) filter (where t.state = 'verified' and t.expires_on between $3
                      and $3 + $4::integer
                                     and not exists
                                         (select from trademarks n
                                             where n.renews_id = t.id)) as "ending!"
           from trademarks t join brands b on b.id = t.brand_id
           join organisations o on o.id = b.owner_id
           where ($1::bigint is null or o.id = $1) and ($2::text is null or o.banner_code = $2)"#,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        today,
        REMIND_BEFORE as i32
    )
    .fetch_one(db)
    .await
}

/// Marks and returns the trademarks that expire soon and whose owners are not yet reminded.
pub async fn remind(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Vec<TrademarkRecord>> {
    let ids: Vec<i64> = query_scalar!(
        "update trademarks t set reminded_on = $1
         where t.state = 'verified' and t.reminded_on is null and t.expires_on between $1
           and $1 + $2::integer
           and not exists (select from trademarks n where n.renews_id = t.id)
         returning t.id",
        today,
        REMIND_BEFORE as i32
    )
    .fetch_all(&mut *connection)
    .await?;
    let rows = held!("where t.id = any ($1) order by t.id", &ids);
    Ok(rows.fetch_all(connection).await?.into_iter().map(TrademarkRecord::from).collect())
}
