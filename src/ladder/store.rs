//! One statement for the five sums of a scope.

use super::model::{BannerSums, Scope, Sums};
use crate::values::ids::EditionId;
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// As of `day`: by the days on which things were signed, became effective, were accepted or paid.
#[allow(clippy::too_many_lines, reason = "one statement, so that the five rungs are of one moment")]
pub async fn sums(db: impl PgExecutor<'_>, scope: &Scope, day: NaiveDate) -> sqlx::Result<Sums> {
    query_as!(
        Sums,
        r#"with
        intents as (
            select count(*) as n, coalesce(sum(amount), 0) as amount, count(renews_id) as renewals,
                   count(*) filter (where lapsed_on <= $1) as lapsed,
                   coalesce(sum(amount) filter (where lapsed_on <= $1), 0) as lapsed_amount
            from public_projects
            where signed_on <= $1
              and ($2::bigint is null or edition_id = $2) and ($3::bigint is null or edition_id = $3)
              and ($4::text is null or owner_banner_code = $4)
              and ($5::bigint is null or buyer_id = $5) and ($6::bigint is null or supplier_id = $6)
              and ($7::bigint is null or id = $7)
              and ($8::bigint is null or id = (select project_id from framework_agreements where id = $8))
              and ($9::bigint is null or id = (select origin_project_id from public_contracts where id = $9))),
        frameworks as (
            select count(*) as n, coalesce(sum(ceiling), 0) as amount, count(*) - count(ceiling) as open_ceilings
            from public_agreements
            where signed_on <= $1 and ends_on >= $1 and (terminated_on is null or terminated_on > $1)
              and ($2::bigint is null or origin_edition_id = $2)
              and ($4::text is null or owner_banner_code = $4)
              and ($5::bigint is null or buyer_id = $5) and ($6::bigint is null or supplier_id = $6)
              and ($7::bigint is null or project_id = $7)
              and ($8::bigint is null or id = $8)
              and ($9::bigint is null or id = (select framework_id from contracts where id = $9))),
        standing as (
            select id, contract_amount(id, signed_amount, $1) as amount
            from public_contracts
            where signed_on <= $1 and (terminated_on is null or terminated_on > $1)
              and ($2::bigint is null or origin_edition_id = $2)
              and ($4::text is null or owner_banner_code = $4)
              and ($5::bigint is null or buyer_id = $5) and ($6::bigint is null or supplier_id = $6)
              and ($7::bigint is null or origin_project_id = $7)
              and ($8::bigint is null or framework_id = $8)
              and ($9::bigint is null or id = $9)),
        purchases as (
            select count(distinct delivery_id) as n, coalesce(sum(amount_accepted), 0) as amount
            from accepted_lines
            where accepted_on <= $1 and contract_id is not null
              and ($2::bigint is null or origin_edition_id = $2)
              and ($4::text is null or owner_banner_code = $4)
              and ($5::bigint is null or buyer_id = $5) and ($6::bigint is null or supplier_id = $6)
              and ($7::bigint is null or origin_project_id = $7)
              and ($8::bigint is null or framework_id = $8)
              and ($9::bigint is null or contract_id = $9)),
        paid as (
            select coalesce(sum(amount), 0) as amount
            from paid_lines
            where paid_on <= $1 and contract_id is not null
              and ($2::bigint is null or origin_edition_id = $2)
              and ($4::text is null or owner_banner_code = $4)
              and ($5::bigint is null or buyer_id = $5) and ($6::bigint is null or supplier_id = $6)
              and ($7::bigint is null or origin_project_id = $7)
              and ($8::bigint is null or framework_id = $8)
              and ($9::bigint is null or contract_id = $9))
        select intents.n as "intents!", intents.amount as "intent!: _", intents.renewals as "renewals!",
               intents.lapsed as "lapsed!", intents.lapsed_amount as "lapsed_intent!: _",
               frameworks.n as "frameworks!", frameworks.amount as "framework!: _", frameworks.open_ceilings as "open_ceilings!",
               (select count(*) from standing) as "contracts!", (select coalesce(sum(amount), 0) from standing) as "contract!: _",
               (select count(distinct village_code) from contract_villages where contract_id in (select id from standing)) as "villages!",
               purchases.n as "deliveries!", purchases.amount as "purchase!: _", paid.amount as "payment!: _"
        from intents, frameworks, purchases, paid"#,
        day,
        scope.edition.map(|id| id.0),
        scope.intents_of.map(|id| id.0),
        scope.banner.as_ref().map(|code| code.as_str()),
        scope.buyer.map(|id| id.0),
        scope.supplier.map(|id| id.0),
        scope.project.map(|id| id.0),
        scope.agreement.map(|id| id.0),
        scope.contract.map(|id| id.0)
    )
    .fetch_one(db)
    .await
}

/// Every banner's rungs in one statement. One deal has one owner banner, so the rows add up to the city's.
pub async fn by_banner(db: impl PgExecutor<'_>, intents_of: Option<EditionId>, day: NaiveDate) -> sqlx::Result<Vec<BannerSums>> {
    query_as!(
        BannerSums,
        r#"select b.code as "banner_code: _",
                  coalesce((select sum(amount) from public_projects p
                            where p.owner_banner_code = b.code and ($1::bigint is null or p.edition_id = $1) and p.signed_on <= $2), 0) as "intent!: _",
                  coalesce((select sum(ceiling) from public_agreements a
                            where a.owner_banner_code = b.code and a.signed_on <= $2 and a.ends_on >= $2
                              and (a.terminated_on is null or a.terminated_on > $2)), 0) as "framework!: _",
                  coalesce((select sum(contract_amount(c.id, c.signed_amount, $2)) from public_contracts c
                            where c.owner_banner_code = b.code and c.signed_on <= $2
                              and (c.terminated_on is null or c.terminated_on > $2)), 0) as "contract!: _",
                  coalesce((select sum(amount_accepted) from accepted_lines l
                            where l.owner_banner_code = b.code and l.contract_id is not null and l.accepted_on <= $2), 0) as "purchase!: _",
                  coalesce((select sum(amount) from paid_lines pl
                            where pl.owner_banner_code = b.code and pl.contract_id is not null and pl.paid_on <= $2), 0) as "payment!: _"
           from divisions b where b.level = 'banner' order by b.code"#,
        intents_of.map(|id| id.0),
        day
    )
    .fetch_all(db)
    .await
}
