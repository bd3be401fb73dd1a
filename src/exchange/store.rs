//! Reads data of no single noun: every public address, the latest signings, the divisions.

use super::model::{
    found::{Address, DivisionFilter, PART, Part, Signing},
    parties::DivisionRecord,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// Every public record by kind, id and time of the last change. `$1` filters by kind, `$2` and `$3`
/// by ids.
macro_rules! addresses {
    (
        $row:ty, $head:literal, $tail:literal, $kind:expr, $after:expr, $upto:expr
        $(, $more:expr)*
    ) => {
        query_as!(
            $row,
            "with addresses as (
                select 'exhibitors' as kind, e.id, e.recorded_at as changed_at
                from public_exhibitors e
                join organisations o on o.id = e.organisation_id
                where ($1::text is null or $1 = 'exhibitors') and e.id > $2 and e.id <= $3
                  and o.state = 'published'
                union all
                select 'products', p.id, p.recorded_at from products p
                join organisations o on o.id = p.organisation_id
                where ($1::text is null or $1 = 'products') and p.id > $2 and p.id <= $3
                  and p.state = 'published' and o.state = 'published'
                union all
                select 'brands', b.id, b.recorded_at from public_brands b
                where ($1::text is null or $1 = 'brands') and b.id > $2 and b.id <= $3
                union all
                select 'projects', p.id, greatest(p.recorded_at,
                    (select max(s.recorded_at) from signed_project_stages s
                    where s.project_id = p.id))
                from public_projects p where ($1::text is null or $1 = 'projects') and p.id > $2
                    and p.id <= $3
                union all
                select 'agreements', a.id, a.recorded_at from public_agreements a
                where ($1::text is null or $1 = 'agreements') and a.id > $2 and a.id <= $3
                union all
                select 'contracts', c.id, greatest(c.recorded_at,
                    (select max(m.recorded_at) from contract_amendments m
                    where m.contract_id = c.id))
                from public_contracts c where ($1::text is null or $1 = 'contracts') and c.id > $2
                    and c.id <= $3
                union all
                select 'deliveries', d.id, d.recorded_at from public_deliveries d
                where ($1::text is null or $1 = 'deliveries') and d.id > $2 and d.id <= $3
                  and d.shipped_on <= $4
                union all
                select 'buyers', o.id, o.recorded_at from organisations o
                where ($1::text is null or $1 = 'buyers') and o.id > $2 and o.id <= $3
                  and o.side = 'buyer' and o.state = 'published') "
                + $head + " from addresses " + $tail,
            $kind,
            $after,
            $upto
            $(, $more)*
        )
    };
}

/// The ranges of ids with public records, by kind.
pub async fn parts(db: impl PgExecutor<'_>, today: NaiveDate) -> sqlx::Result<Vec<Part>> {
    addresses!(
        Part,
        r#"select kind as "kind!", (id - 1) / $5 + 1 as "number!", count(*) as "records!",
                  max(changed_at) as "changed_at!""#,
        "group by 1, 2 order by 1, 2",
        None::<String>,
        0,
        i64::MAX,
        today,
        PART
    )
    .fetch_all(db)
    .await
}

/// The public records of a kind, or of all, with ids after `after` and up to `upto`.
pub async fn addresses(
    db: impl PgExecutor<'_>,
    kind: Option<&str>,
    today: NaiveDate,
    after: i64,
    upto: i64,
) -> sqlx::Result<Vec<Address>> {
    addresses!(
        Address,
        r#"select kind as "kind!", id as "id!", changed_at as "changed_at!""#,
        "order by kind, id",
        kind,
        after,
        upto,
        today
    )
    .fetch_all(db)
    .await
}

/// The codes of all villages.
pub async fn villages(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select code from divisions where level = 'village' order by code")
        .fetch_all(db)
        .await
}

/// Projects and contracts signed by `today`, the latest first.
pub async fn signings(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Signing>> {
    query_as!(
        Signing,
        r#"with signings as (
               (select p.id as project_id, null::bigint as contract_id, p.number, p.title,
                   p.supplier_id, p.buyer_id, p.amount as intent,
                       null::numeric as contract, p.signed_on,
                       coalesce(p.signed_at, p.signed_on::timestamp
                           at time zone 'Asia/Shanghai') as signed_at,
                       (select max(s.effective_on) from signed_project_stages s
                           where s.project_id = p.id and s.effective_on <= $1) as changed_on
                from public_projects p where p.signed_on <= $1 order by p.signed_on desc, p.id desc
                limit $2)
               union all
               (select null, c.id, c.number, c.title, c.supplier_id, c.buyer_id, null,
                   contract_amount(c.id, c.signed_amount, $1), c.signed_on,
                       c.signed_on::timestamp at time zone 'Asia/Shanghai',
                       greatest(case when c.terminated_on <= $1 then c.terminated_on end,
                       case when c.completed_on <= $1 then c.completed_on end,
                                (select max(m.effective_on) from contract_amendments m
                                 where m.contract_id = c.id and m.voided_at is null
                                   and m.effective_on <= $1))
                from public_contracts c where c.signed_on <= $1 order by c.signed_on desc, c.id desc
                limit $2))
           select g.project_id as "project_id: _", g.contract_id as "contract_id: _",
                  g.number as "number!", g.title as "title!",
                  s.name as supplier, b.name as buyer, g.intent as "intent: _",
                  g.contract as "contract: _",
                  g.signed_on as "signed_on!", g.signed_at as "signed_at!",
                  greatest(g.signed_at, g.changed_on::timestamp
                      at time zone 'Asia/Shanghai') as "changed_at!"
           from signings g join organisations s on s.id = g.supplier_id
           join organisations b on b.id = g.buyer_id
           order by g.signed_at desc, g.contract_id desc nulls last, g.project_id desc limit $2"#,
        today,
        limit
    )
    .fetch_all(db)
    .await
}

/// Divisions of a filter in the order of their codes; `only` is a single one.
pub async fn divisions(
    db: impl PgExecutor<'_>,
    filter: &DivisionFilter,
    only: Option<&str>,
    after: &str,
    limit: i64,
) -> sqlx::Result<Vec<DivisionRecord>> {
    query_as!(
        DivisionRecord,
        r#"select code as "code: _", level, kind, name, full_name, name_en, pinyin,
                  parent_code as "parent_code: _",
                  banner_code as "banner_code: _", is_gacha_village as counts_as_736
           from divisions
           where ($1::text is null or search_finds(search_tokens, search_text, $1, $2))
             and ($3::text is null or level = $3) and ($4::text is null or banner_code = $4)
             and ($5::text is null or parent_code = $5)
             and ($6::text is null or code = $6) and code > $7
           order by code limit $8"#,
        filter.search.as_ref().map(|q| q.tokens.as_str()),
        filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        filter.level,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.parent.as_ref().map(|code| code.as_str()),
        only,
        after,
        limit
    )
    .fetch_all(db)
    .await
}
