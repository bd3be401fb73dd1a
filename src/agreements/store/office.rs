//! Agreements as the office reads them, drafts and voids among them.

use crate::{
    agreements::model::{
        AgreementState,
        record::{AgreementRecord, Called, OfficeFilter, REMIND_BEFORE, Waits},
        terms::Terms,
    },
    projects::model::{EndingClass, deal::Party, source::Source},
    promises::model::{Ending, Paper},
    values::{
        amount::Amount,
        facet::FacetCount,
        ids::{AgreementId, ProjectId},
        place_code::PlaceCode,
        rung::Framework,
        window::Window,
    },
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query, query_as};

struct Row {
    id: AgreementId,
    version: i32,
    title: String,
    number: String,
    buyer: Party,
    supplier: Party,
    signed_on: NaiveDate,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    ceiling: Option<Amount<Framework>>,
    project_id: Option<ProjectId>,
    renews_id: Option<AgreementId>,
    banner_code: PlaceCode,
    state: AgreementState,
    terminated_on: Option<NaiveDate>,
    termination_class: Option<EndingClass>,
    termination_reason: Option<String>,
    void_reason: Option<String>,
    project: Option<String>,
    renews: Option<String>,
    renewed_by_id: Option<AgreementId>,
}

impl From<Row> for AgreementRecord {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            version: row.version,
            paper: Paper {
                title: row.title,
                number: row.number,
                buyer: row.buyer,
                supplier: row.supplier,
                signed_on: row.signed_on,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                project_id: row.project_id,
            },
            terms: Terms { ceiling: row.ceiling, renews_id: row.renews_id },
            banner_code: row.banner_code,
            state: row.state,
            ending: Ending::of(row.terminated_on, row.termination_class, row.termination_reason),
            void_reason: row.void_reason,
            project: row.project,
            renews: row.renews,
            renewed_by_id: row.renewed_by_id,
        }
    }
}

macro_rules! records {
    ($tail:literal, $($value:expr),*) => {
        query_as!(
            Row,
            r#"select a.id as "id: _", a.version, a.title, a.number, a.signed_on, a.starts_on,
                      a.ends_on, a.ceiling as "ceiling: _", a.project_id as "project_id: _",
                      a.renews_id as "renews_id: _",
                      row(b.id, b.name, b.kind, b.banner_code, b.credit_code,
                          b.state = 'published') as "buyer!: _",
                      row(s.id, s.name, s.kind, s.banner_code, s.credit_code,
                          s.state = 'published') as "supplier!: _",
                      a.owner_banner_code as "banner_code: _", a.state as "state: _",
                      a.terminated_on, a.termination_class as "termination_class: _",
                      a.termination_reason, a.void_reason, p.number as "project?",
                      r.number as "renews?",
                      (select n.id from framework_agreements n
                       where n.renews_id = a.id and n.voided_at is null) as "renewed_by_id: _"
               from framework_agreements a
               join organisations b on b.id = a.buyer_id
               join organisations s on s.id = a.supplier_id
               left join signed_projects p on p.id = a.project_id
               left join framework_agreements r on r.id = a.renews_id "#
                + $tail,
            $($value),*
        )
    };
}

pub async fn office_list(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    window: Window,
) -> sqlx::Result<Vec<AgreementRecord>> {
    let rows = records!(
        "where ($1::text is null or a.owner_banner_code = $1)
           and ($2::text is null
                or case when a.voided_at is not null then 'void'
                        when a.state = 'signed' and a.ends_on < $3 then 'expired'
                        else a.state end = $2)
           and ($4::text is null or search_finds(a.search_tokens, a.search_text, $4, $5))
         order by case when $8 then a.ends_on end,
                  a.state <> 'draft' or a.voided_at is not null, a.signed_on desc, a.id desc
         limit $6 offset $7",
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.standing.map(|standing| standing.code()),
        filter.day,
        filter.search.as_ref().map(|search| search.tokens.as_str()),
        filter.search.as_ref().map(|search| &search.needles[..]),
        window.limit,
        window.offset,
        filter.ends_first
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(AgreementRecord::from).collect())
}

/// Each facet applies all filters but its own. `within`: the scope of an officer.
pub async fn office_counts(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    within: Option<&PlaceCode>,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select case when a.voided_at is not null then 'void'
                           when a.state = 'signed' and a.ends_on < $3 then 'expired'
                           else a.state end as state,
                      a.owner_banner_code as banner, count(*) as n
               from framework_agreements a
               where ($6::text is null or a.owner_banner_code = $6)
                 and ($4::text is null or search_finds(a.search_tokens, a.search_text, $4, $5))
               group by 1, 2)
           select 'state' as "facet!", state as "value!", sum(n)::bigint as "count!" from matching
               where $1::text is null or banner = $1 group by 2
           union all select 'banner', banner, sum(n)::bigint from matching
               where $2::text is null or state = $2 group by 2
           union all select 'total', '', coalesce(sum(n), 0)::bigint from matching
               where ($1::text is null or banner = $1) and ($2::text is null or state = $2)"#,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.standing.map(|standing| standing.code()),
        filter.day,
        filter.search.as_ref().map(|search| search.tokens.as_str()),
        filter.search.as_ref().map(|search| &search.needles[..]),
        within.map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

/// `banner`: the scope of an officer.
pub async fn find_record(
    db: impl PgExecutor<'_>,
    id: AgreementId,
    banner: Option<&PlaceCode>,
) -> sqlx::Result<Option<AgreementRecord>> {
    let row = records!(
        "where a.id = $1 and ($2::text is null or a.owner_banner_code = $2)",
        id.0,
        banner.map(|code| code.as_str())
    );
    Ok(row.fetch_optional(db).await?.map(AgreementRecord::from))
}

/// The contracts that count against its ceiling on a day.
pub async fn called(
    db: impl PgExecutor<'_>,
    id: AgreementId,
    day: NaiveDate,
) -> sqlx::Result<Called> {
    query_as!(
        Called,
        r#"select count(*) as "contracts!",
                  coalesce(sum(contract_amount(c.id, c.signed_amount, $2)), 0) as "amount!: _",
                  max(c.signed_on) as latest_on
           from contracts c
           where c.framework_id = $1 and c.state in ('signed', 'performing', 'completed')"#,
        id.0,
        day
    )
    .fetch_one(db)
    .await
}

/// Whether contracts that are not void stand under it.
pub async fn has_contracts(db: impl PgExecutor<'_>, id: AgreementId) -> sqlx::Result<bool> {
    let row = query!(
        r#"select exists (select from contracts where framework_id = $1 and state <> 'void')
               as "has!""#,
        id.0
    );
    Ok(row.fetch_one(db).await?.has)
}

/// Signed agreements with this number, of any buyer.
pub async fn signed_numbered(
    db: impl PgExecutor<'_>,
    number: &str,
) -> sqlx::Result<Vec<Source<AgreementId>>> {
    query_as!(
        Source::<AgreementId>,
        r#"select id as "id: _", number, title, buyer_id as "buyer_id: _",
                  supplier_id as "supplier_id: _", signed_on
           from framework_agreements
           where number = $1 and state <> 'draft' and voided_at is null
           order by id limit 20"#,
        number
    )
    .fetch_all(db)
    .await
}

pub async fn waits(
    db: impl PgExecutor<'_>,
    banner: Option<&PlaceCode>,
    today: NaiveDate,
) -> sqlx::Result<Waits> {
    query_as!(
        Waits,
        r#"select count(*) filter (where state = 'draft') as "drafts!",
                  count(*) filter (where state = 'signed'
                      and ends_on between $2 and $2 + $3::integer
                      and not exists (select from framework_agreements n
                                      where n.renews_id = a.id and n.voided_at is null))
                      as "ending!"
           from framework_agreements a
           where voided_at is null and ($1::text is null or owner_banner_code = $1)"#,
        banner.map(|code| code.as_str()),
        today,
        REMIND_BEFORE
    )
    .fetch_one(db)
    .await
}
