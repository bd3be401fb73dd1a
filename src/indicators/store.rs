//! The statements that count: one for the ladder, one for what stands beside it.

use super::model::{General, NewPublishedFigure, Point, PublishedFigure, Scope, Sums};
use crate::values::rung::Rung;
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// The five sums of a scope at each of `points`, in their order: by the days on which things were signed,
/// became effective, were accepted or paid. A ledger that is not among `ledgers` is not read.
/// Goods and payments come from what is counted ahead: sums by month and day, else deliveries by day; only a
/// place or a category is asked of the lines.
#[allow(clippy::too_many_lines, reason = "one statement, so that the five rungs are of one moment")]
pub async fn sums(db: impl PgExecutor<'_>, scope: &Scope, points: &[Point], ledgers: &[Rung]) -> sqlx::Result<Vec<Sums>> {
    let columns = Columns::of(points);
    let reads = |rung: Rung| ledgers.contains(&rung);
    query_as!(
        Sums,
        r#"with deals as materialized (
            select c.id, c.signed_amount, c.signed_on, c.terminated_on, c.owner_banner_code, c.origin_edition_id, b.kind as buyer_kind
            from public_contracts c join organisations b on b.id = c.buyer_id
            where $16
              and ($7::bigint is null or c.buyer_id = $7) and ($8::bigint is null or c.supplier_id = $8)
              and ($9::bigint is null or c.origin_project_id = $9)
              and ($10::bigint is null or c.framework_id = $10)
              and ($11::bigint is null or c.id = $11)
              and (coalesce($12, $13)::text is null or exists (
                    select from contract_villages v where v.contract_id = c.id
                      and left(v.village_code, length(coalesce($12, $13))) = coalesce($12, $13))))
           select intents.n as "intents!", intents.amount as "intent!: _", intents.renewals as "renewals!",
                  intents.lapsed as "lapsed!", intents.lapsed_amount as "lapsed_intent!: _",
                  frameworks.n as "frameworks!", frameworks.amount as "framework!: _", frameworks.open_ceilings as "open_ceilings!",
                  frameworks.soe_buyers as "soe_buyers!",
                  standing.n as "contracts!", standing.amount as "contract!: _",
                  purchases.n as "deliveries!", purchases.amount as "purchase!: _", off_contract.amount as "off_contract!: _",
                  paid.amount as "payment!: _"
        from unnest($1::date[], $2::bigint[], $3::text[], $4::text[], $5::text[]) with ordinality
             as at (day, edition, banner, buyer_kind, category, position),
        lateral (
            select count(*) as n, coalesce(sum(amount), 0) as amount, count(renews_id) as renewals,
                   count(*) filter (where lapsed_on <= at.day) as lapsed,
                   coalesce(sum(amount) filter (where lapsed_on <= at.day), 0) as lapsed_amount
            from public_projects
            where $14 and signed_on <= at.day
              and (at.edition is null or edition_id = at.edition) and ($6::bigint is null or edition_id = $6)
              and (at.banner is null or owner_banner_code = at.banner)
              and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
              and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
              and ($9::bigint is null or id = $9)
              and ($10::bigint is null or id = (select project_id from framework_agreements where id = $10))
              and ($11::bigint is null or id = (select origin_project_id from public_contracts where id = $11))) intents,
        lateral (
            select count(*) as n, coalesce(sum(ceiling), 0) as amount, count(*) - count(ceiling) as open_ceilings,
                   count(distinct buyer_id) filter (where buyer_id in (select id from organisations where kind like '%soe')) as soe_buyers
            from public_agreements
            where $15 and signed_on <= at.day and ends_on >= at.day and (terminated_on is null or terminated_on > at.day)
              and (at.edition is null or origin_edition_id = at.edition)
              and (at.banner is null or owner_banner_code = at.banner)
              and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
              and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
              and ($9::bigint is null or project_id = $9)
              and ($10::bigint is null or id = $10)
              and ($11::bigint is null or id = (select framework_id from contracts where id = $11))) frameworks,
        lateral (
            select count(*) as n, coalesce(sum(signed_amount + coalesce(change, 0)), 0) as amount
            from deals
            left join (select contract_id, sum(amount_change) as change from contract_amendments
                       where voided_at is null and effective_on <= at.day group by contract_id) amended on amended.contract_id = deals.id
            where $16 and signed_on <= at.day and (terminated_on is null or terminated_on > at.day)
              and (at.edition is null or origin_edition_id = at.edition)
              and (at.banner is null or owner_banner_code = at.banner)
              and (at.buyer_kind is null or buyer_kind = at.buyer_kind)) standing,
        lateral (
            select coalesce(sum(n), 0)::bigint as n, coalesce(sum(amount), 0) as amount from (
                select deliveries, amount from rung_sums
                where $19 and at.buyer_kind is null and at.category is null and rung = 'purchase' and under_contract = true
                  and (at.edition is null or edition_id = at.edition) and (at.banner is null or owner_banner_code = at.banner)
                  and (unit = 'month' and starts_on < date_trunc('month', at.day + 1)
                       or unit = 'day' and starts_on >= date_trunc('month', at.day + 1) and starts_on <= at.day)
                union all
                select is_first::integer, amount from delivery_days
                where (not $19 or at.buyer_kind is not null) and not $20 and at.category is null and rung = 'purchase' and day <= at.day and contract_id is not null
                  and (at.edition is null or origin_edition_id = at.edition)
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                  and ($9::bigint is null or contract_id in (select id from public_contracts where origin_project_id = $9))
                  and ($10::bigint is null or contract_id in (select id from public_contracts where framework_id = $10))
                  and ($11::bigint is null or contract_id = $11)
                union all
                select count(distinct delivery_id), sum(amount_accepted) from accepted_lines
                where ($20 or at.category is not null) and accepted_on <= at.day and contract_id is not null
                  and (at.edition is null or origin_edition_id = at.edition)
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and (at.category is null or left(category_code, length(at.category)) = at.category)
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                  and ($12::text is null or village_code = $12)
                  and ($13::text is null or left(village_code, length($13)) = $13)) as counted (n, amount)
            where $17) purchases,
        lateral (
            select coalesce(sum(amount), 0) as amount from (
                select deliveries, amount from rung_sums
                where $19 and at.buyer_kind is null and at.category is null and rung = 'purchase' and under_contract = false
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (unit = 'month' and starts_on < date_trunc('month', at.day + 1)
                       or unit = 'day' and starts_on >= date_trunc('month', at.day + 1) and starts_on <= at.day)
                union all
                select is_first::integer, amount from delivery_days
                where (not $19 or at.buyer_kind is not null) and not $20 and at.category is null and rung = 'purchase' and day <= at.day and contract_id is null
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                union all
                select count(distinct delivery_id), sum(amount_accepted) from accepted_lines
                where ($20 or at.category is not null) and accepted_on <= at.day and contract_id is null
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and (at.category is null or left(category_code, length(at.category)) = at.category)
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                  and ($12::text is null or village_code = $12)
                  and ($13::text is null or left(village_code, length($13)) = $13)) as counted (n, amount)
            where $17 and at.edition is null and coalesce($9, $10, $11)::bigint is null) off_contract,
        lateral (
            select coalesce(sum(amount), 0) as amount from (
                select deliveries, amount from rung_sums
                where $19 and at.buyer_kind is null and at.category is null and rung = 'payment' and under_contract = true
                  and (at.edition is null or edition_id = at.edition) and (at.banner is null or owner_banner_code = at.banner)
                  and (unit = 'month' and starts_on < date_trunc('month', at.day + 1)
                       or unit = 'day' and starts_on >= date_trunc('month', at.day + 1) and starts_on <= at.day)
                union all
                select is_first::integer, amount from delivery_days
                where (not $19 or at.buyer_kind is not null) and not $20 and at.category is null and rung = 'payment' and day <= at.day and contract_id is not null
                  and (at.edition is null or origin_edition_id = at.edition)
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                  and ($9::bigint is null or contract_id in (select id from public_contracts where origin_project_id = $9))
                  and ($10::bigint is null or contract_id in (select id from public_contracts where framework_id = $10))
                  and ($11::bigint is null or contract_id = $11)) as counted (n, amount)
            where $18) paid
        order by position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.buyer_kinds as &[Option<String>],
        &columns.categories as &[Option<String>],
        scope.intents_of.map(|id| id.0),
        scope.buyer.map(|id| id.0),
        scope.supplier.map(|id| id.0),
        scope.project.map(|id| id.0),
        scope.agreement.map(|id| id.0),
        scope.contract.map(|id| id.0),
        scope.village.as_ref().map(|code| code.as_str()),
        scope.township.as_ref().map(|code| code.as_str()),
        reads(Rung::Intent),
        reads(Rung::Framework),
        reads(Rung::Contract),
        reads(Rung::Purchase),
        reads(Rung::Payment),
        scope.is_summed(),
        scope.village.is_some() || scope.township.is_some()
    )
    .fetch_all(db)
    .await
}

/// What stands beside the ladder, at each of `points`, in their order. A place narrows villages by where
/// they are and exhibitors by where they come from. `today` is the day by which a sale is confirmed.
#[allow(clippy::too_many_lines, reason = "one statement, so that the counts are of one moment")]
pub async fn general(db: impl PgExecutor<'_>, scope: &Scope, points: &[Point], today: NaiveDate) -> sqlx::Result<Vec<General>> {
    let columns = Columns::of(points);
    query_as!(
        General,
        r#"select (select count(*) from editions e where e.state <> 'draft' and e.held_in <= at.day) as "editions!",
                  exhibiting.n as "exhibitors!", exhibiting.banners as "exhibitor_banners!",
                  case when at.day < $6 then
                      (select count(distinct x.product_id)
                       from exhibits x
                       join public_exhibitors e on e.id = x.exhibitor_id
                       join products p on p.id = x.product_id and p.state = 'published'
                       join divisions d on d.code = p.origin_code
                       where e.published_on <= at.day and (at.edition is null or e.edition_id = at.edition)
                         and (at.banner is null or d.banner_code = at.banner)
                         and (at.category is null or left(p.category_code, length(at.category)) = at.category))
                  when at.edition is null then
                      (select count(*) from (
                          select distinct l.product_id from product_listings l
                          where l.edition_id <> 0 and (at.banner is null or l.banner_code = at.banner)
                            and (at.category is null or left(l.category_code, length(at.category)) = at.category)) shown)
                  else
                      (select coalesce(sum(c.products), 0)::bigint from product_counts c
                       where c.edition_id = at.edition and c.month = 0 and (at.banner is null or c.banner_code = at.banner)
                         and (at.category is null or left(c.category_code, length(at.category)) = at.category))
                  end as "products!",
                  (select coalesce(sum(s.amount), 0)
                   from onsite_sales s join exhibitors e on e.id = s.exhibitor_id join editions ed on ed.id = e.edition_id
                   where s.confirmed_on <= $6 and (at.edition is null or e.edition_id = at.edition)
                     and coalesce(ed.starts_on + (s.fair_day - 1), (ed.held_in + interval '1 month - 1 day')::date) <= at.day) as "sales!",
                  (select count(distinct v.village_code)
                   from contract_villages v
                   join public_contracts c on c.id = v.contract_id
                   join divisions d on d.code = v.village_code and d.is_gacha_village
                   where c.signed_on <= at.day and (c.terminated_on is null or c.terminated_on > at.day)
                     and (at.edition is null or c.origin_edition_id = at.edition)
                     and (at.banner is null or d.banner_code = at.banner)
                     and ($7::text is null or d.township_code = $7)) as "contract_villages!",
                  (select count(*) from divisions d
                   where d.is_gacha_village and (at.banner is null or d.banner_code = at.banner)
                     and ($7::text is null or d.township_code = $7)) as "gacha_villages!",
                  (select count(*) from trademarks t join brands b on b.id = t.brand_id join divisions d on d.code = b.home_code
                   where t.registered_on > at.day - interval '3 years' and t.registered_on <= at.day
                     and (at.banner is null or d.banner_code = at.banner)) as "trademarks!",
                  (select count(*) from brands b where b.named_on <= at.day) as "named_brands!",
                  (select count(*) from installation i where i.dispatch_launched_on <= at.day) as "dispatch_platforms!"
           from unnest($1::date[], $2::bigint[], $3::text[], $4::text[], $5::text[]) with ordinality
                as at (day, edition, banner, buyer_kind, category, position),
           lateral (
               select count(*) as n, count(distinct o.banner_code) as banners
               from public_exhibitors e join organisations o on o.id = e.organisation_id
               where e.published_on <= at.day and (at.edition is null or e.edition_id = at.edition)
                 and (at.banner is null or o.banner_code = at.banner)) exhibiting
           order by position"#,
        &columns.days,
        &columns.editions as &[Option<i64>],
        &columns.banners as &[Option<String>],
        &columns.buyer_kinds as &[Option<String>],
        &columns.categories as &[Option<String>],
        today,
        scope.township.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

/// Points as the columns of a table.
struct Columns {
    days: Vec<NaiveDate>,
    editions: Vec<Option<i64>>,
    banners: Vec<Option<String>>,
    buyer_kinds: Vec<Option<String>>,
    categories: Vec<Option<String>>,
}

impl Columns {
    fn of(points: &[Point]) -> Self {
        Self {
            days: points.iter().map(|point| point.day).collect(),
            editions: points.iter().map(|point| point.edition.map(|id| id.0)).collect(),
            banners: points.iter().map(|point| point.banner.as_ref().map(ToString::to_string)).collect(),
            buyer_kinds: points.iter().map(|point| point.buyer_kind.map(|kind| kind.code().to_string())).collect(),
            categories: points.iter().map(|point| point.category.clone()).collect(),
        }
    }
}

/// All that was said in public, in the order of the press.
pub async fn published(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<PublishedFigure>> {
    query_as!(
        PublishedFigure,
        r#"select key, indicator, edition_id as "edition_id: _", as_of, value, unit, qualifier, wording, said_on, said_in, said_in_en
           from published_figures order by position"#
    )
    .fetch_all(db)
    .await
}

pub async fn insert_published(connection: &mut PgConnection, figures: &[NewPublishedFigure]) -> sqlx::Result<()> {
    query!(
        "insert into published_figures (key, position, indicator, edition_id, as_of, value, unit, qualifier, wording, said_on, said_in, said_in_en)
         select key, position, indicator, edition_id, as_of, value, unit, qualifier, wording, said_on, said_in, said_in_en
         from jsonb_populate_recordset(null::published_figures, $1)",
        json!(figures)
    )
    .execute(connection)
    .await?;
    Ok(())
}
