//! One contract, and the list.

use crate::{
    contracts::model::{
        ContractState, Method,
        record::{ContractRecord, Followers, OfficeFilter},
        terms::{Adjustment, Goods, Terms},
    },
    projects::model::{
        EndingClass,
        deal::{Party, Village},
    },
    promises::model::{Ending, Paper},
    values::{
        amount::Amount,
        facet::FacetCount,
        ids::{AgreementId, ContractId, ProjectId},
        place_code::PlaceCode,
        rung::Contract,
        window::Window,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as};

struct Row {
    id: ContractId,
    version: i32,
    title: String,
    number: String,
    buyer: Party,
    supplier: Party,
    method: Method,
    framework_id: Option<AgreementId>,
    project_id: Option<ProjectId>,
    signed_on: NaiveDate,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    adjustment: Amount<Contract>,
    adjustment_name: Option<String>,
    tolerance: Decimal,
    ceiling_reason: Option<String>,
    signed_amount: Amount<Contract>,
    banner_code: PlaceCode,
    state: ContractState,
    completed_on: Option<NaiveDate>,
    terminated_on: Option<NaiveDate>,
    termination_class: Option<EndingClass>,
    termination_reason: Option<String>,
    void_reason: Option<String>,
    deal_id: Option<ProjectId>,
    framework: Option<String>,
    project: Option<String>,
}

impl From<Row> for ContractRecord {
    fn from(row: Row) -> Self {
        let adjustment = row.adjustment;
        let paper = Paper {
            title: row.title,
            number: row.number,
            buyer: row.buyer,
            supplier: row.supplier,
            signed_on: row.signed_on,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            project_id: row.project_id,
        };
        let terms = Terms {
            method: row.method,
            framework_id: row.framework_id,
            lines: Vec::new(),
            adjustment: row.adjustment_name.map(|name| Adjustment { name, amount: adjustment }),
            tolerance: row.tolerance,
            ceiling_reason: row.ceiling_reason,
            villages: Vec::new(),
        };
        Self {
            id: row.id,
            version: row.version,
            paper,
            terms,
            signed_amount: row.signed_amount,
            banner_code: row.banner_code,
            state: row.state,
            completed_on: row.completed_on,
            ending: Ending::of(row.terminated_on, row.termination_class, row.termination_reason),
            void_reason: row.void_reason,
            deal_id: row.deal_id,
            framework: row.framework,
            project: row.project,
        }
    }
}

macro_rules! records {
    ($tail:literal, $($value:expr),*) => {
        query_as!(
            Row,
            r#"select c.id as "id: _", c.version, c.title, c.number, c.method as "method: _",
                      c.framework_id as "framework_id: _", c.project_id as "project_id: _",
                      c.signed_on, c.starts_on, c.ends_on, c.adjustment as "adjustment: _",
                      c.adjustment_name, c.tolerance, c.ceiling_reason,
                      c.signed_amount as "signed_amount: _",
                      row(b.id, b.name, b.kind, b.banner_code, b.credit_code,
                          b.state = 'published') as "buyer!: _",
                      row(s.id, s.name, s.kind, s.banner_code, s.credit_code,
                          s.state = 'published') as "supplier!: _",
                      c.owner_banner_code as "banner_code: _", c.state as "state: _",
                      c.completed_on, c.terminated_on,
                      c.termination_class as "termination_class: _", c.termination_reason,
                      c.void_reason, c.deal_id as "deal_id: _", a.number as "framework?",
                      p.number as "project?"
               from contracts c
               join organisations b on b.id = c.buyer_id
               join organisations s on s.id = c.supplier_id
               left join framework_agreements a on a.id = c.framework_id
               left join signed_projects p on p.id = c.project_id "#
                + $tail,
            $($value),*
        )
    };
}

/// Drafts first, then the latest. Without their lines and villages.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    window: Window,
) -> sqlx::Result<Vec<ContractRecord>> {
    let rows = records!(
        "where ($1::text is null or c.owner_banner_code = $1)
           and ($2::text is null or c.state = $2)
           and ($3::text is null or search_finds(c.search_tokens, c.search_text, $3, $4))
         order by c.state <> 'draft', c.signed_on desc, c.id desc limit $5 offset $6",
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.state.map(|state| state.code()),
        filter.search.as_ref().map(|search| search.tokens.as_str()),
        filter.search.as_ref().map(|search| &search.needles[..]),
        window.limit,
        window.offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(ContractRecord::from).collect())
}

/// Each facet applies all filters but its own. `within`: the scope of an officer.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &OfficeFilter,
    within: Option<&PlaceCode>,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select c.state, c.owner_banner_code as banner, count(*) as n
               from contracts c
               where ($5::text is null or c.owner_banner_code = $5)
                 and ($3::text is null or search_finds(c.search_tokens, c.search_text, $3, $4))
               group by 1, 2)
           select 'state' as "facet!", state as "value!", sum(n)::bigint as "count!" from matching
               where $1::text is null or banner = $1 group by 2
           union all select 'banner', banner, sum(n)::bigint from matching
               where $2::text is null or state = $2 group by 2
           union all select 'total', '', coalesce(sum(n), 0)::bigint from matching
               where ($1::text is null or banner = $1) and ($2::text is null or state = $2)"#,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.state.map(|state| state.code()),
        filter.search.as_ref().map(|search| search.tokens.as_str()),
        filter.search.as_ref().map(|search| &search.needles[..]),
        within.map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

/// With the lines and villages as signed. `banner`: the scope of an officer.
pub async fn find(
    connection: &mut PgConnection,
    id: ContractId,
    banner: Option<&PlaceCode>,
) -> sqlx::Result<Option<ContractRecord>> {
    let row = records!(
        "where c.id = $1 and ($2::text is null or c.owner_banner_code = $2)",
        id.0,
        banner.map(|code| code.as_str())
    );
    let Some(row) = row.fetch_optional(&mut *connection).await? else { return Ok(None) };
    let mut record = ContractRecord::from(row);
    record.terms.lines = lines(&mut *connection, id).await?;
    record.terms.villages = villages(connection, id).await?;
    Ok(Some(record))
}

async fn lines(db: impl PgExecutor<'_>, id: ContractId) -> sqlx::Result<Vec<Goods>> {
    query_as!(
        Goods,
        "select name, category_code, specification, quantity, unit_code, unit_price
         from contract_lines where contract_id = $1 and added_by_id is null order by position, id",
        id.0
    )
    .fetch_all(db)
    .await
}

async fn villages(db: impl PgExecutor<'_>, id: ContractId) -> sqlx::Result<Vec<Village>> {
    query_as!(
        Village,
        r#"select d.code as "code: _", d.full_name, d.full_name_en
           from contract_villages v join divisions d on d.code = v.village_code
           where v.contract_id = $1 and v.added_by_id is null order by d.code"#,
        id.0
    )
    .fetch_all(db)
    .await
}

pub async fn followers(db: impl PgExecutor<'_>, id: ContractId) -> sqlx::Result<Followers> {
    query_as!(
        Followers,
        r#"select (select count(*) from deliveries
                   where contract_id = $1 and voided_at is null) as "deliveries!",
                  (select count(*) from contract_amendments
                   where contract_id = $1 and voided_at is null) as "amendments!",
                  a.amount as "accepted!: _", a.accepted_on,
                  (select max(greatest(effective_on, signed_on)) from contract_amendments
                   where contract_id = $1 and voided_at is null) as amended_on
           from (select coalesce(sum(amount_accepted), 0) as amount, max(accepted_on) as accepted_on
                 from accepted_lines where contract_id = $1) a"#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Drafts that no ceremony signs.
pub async fn drafts(db: impl PgExecutor<'_>, banner: Option<&PlaceCode>) -> sqlx::Result<i64> {
    let row = query!(
        r#"select count(*) as "drafts!" from contracts
           where state = 'draft' and deal_id is null
             and ($1::text is null or owner_banner_code = $1)"#,
        banner.map(|code| code.as_str())
    );
    Ok(row.fetch_one(db).await?.drafts)
}
