//! The ladder: one statement for its five sums.

use super::Columns;
use crate::{
    indicators::model::{Point, Scope, Sums},
    values::rung::Rung,
};
use sqlx::{PgExecutor, query_as};

/// The five sums of a scope at each of `points`, in their order: by the days on which things were signed,
/// became effective, were accepted or paid. A ledger that is not among `ledgers` is not read.
/// Goods and payments come from what is counted ahead: sums by month and day, else deliveries by day; only a
/// place, or a category beside a party, is asked of the lines.
#[allow(clippy::too_many_lines, reason = "one statement, so that the five rungs are of one moment")]
pub async fn sums(db: impl PgExecutor<'_>, scope: &Scope, points: &[Point], ledgers: &[Rung]) -> sqlx::Result<Vec<Sums>> {
    let columns = Columns::of(points);
    let lines = OfLines::among(scope, points);
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
                      and left(v.village_code, length(coalesce($12, $13))) = coalesce($12, $13)))),
           amended as materialized (
            select deals.*, m.amount_change, m.effective_on
            from deals join contract_amendments m on m.contract_id = deals.id and m.voided_at is null),
           goods as materialized (
            select l.delivery_id, l.contract_id is not null as under_contract, l.accepted_on, l.amount_accepted, l.category_code,
                   l.owner_banner_code, l.origin_edition_id, b.kind as buyer_kind
            from accepted_lines l join organisations b on b.id = l.buyer_id
            where $17 and $20
              and ($7::bigint is null or l.buyer_id = $7) and ($8::bigint is null or l.supplier_id = $8)
              and ($12::text is null or l.village_code = $12)
              and ($13::text is null or l.village_code between $13 and $13 || '999')
              and ($21::text[] is null or b.kind = any ($21))
              and ($22::text[] is null or left(l.category_code, 2) = any ($22)))
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
            select coalesce(sum(n), 0)::bigint as n, coalesce(sum(amount), 0) as amount
            from (select count(*), sum(signed_amount)
                  from deals
                  where signed_on <= at.day and (terminated_on is null or terminated_on > at.day)
                    and (at.edition is null or origin_edition_id = at.edition)
                    and (at.banner is null or owner_banner_code = at.banner)
                    and (at.buyer_kind is null or buyer_kind = at.buyer_kind)
                  union all
                  select 0, sum(amount_change)
                  from amended
                  where effective_on <= at.day and signed_on <= at.day and (terminated_on is null or terminated_on > at.day)
                    and (at.edition is null or origin_edition_id = at.edition)
                    and (at.banner is null or owner_banner_code = at.banner)
                    and (at.buyer_kind is null or buyer_kind = at.buyer_kind)) as counted (n, amount)
            where $16) standing,
        lateral (
            select coalesce(sum(n), 0)::bigint as n, coalesce(sum(amount), 0) as amount from (
                select deliveries, amount from summed_up('purchase', true, at.day, at.edition, at.banner, at.buyer_kind, at.category)
                where $19 and (at.buyer_kind is null or at.category is null)
                union all
                select is_first::integer, amount from delivery_days
                where not $19 and not $18 and at.category is null and rung = 'purchase' and day <= at.day and contract_id is not null
                  and (at.edition is null or origin_edition_id = at.edition)
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                  and ($9::bigint is null or contract_id in (select id from public_contracts where origin_project_id = $9))
                  and ($10::bigint is null or contract_id in (select id from public_contracts where framework_id = $10))
                  and ($11::bigint is null or contract_id = $11)
                union all
                select count(distinct delivery_id), sum(amount_accepted) from goods
                where ($18 or at.category is not null and (not $19 or at.buyer_kind is not null))
                  and under_contract and accepted_on <= at.day
                  and (at.edition is null or origin_edition_id = at.edition)
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_kind = at.buyer_kind)
                  and (at.category is null or left(category_code, length(at.category)) = at.category)) as counted (n, amount)
            where $17) purchases,
        lateral (
            select coalesce(sum(amount), 0) as amount from (
                select deliveries, amount from summed_up('purchase', false, at.day, null, at.banner, at.buyer_kind, at.category)
                where $19 and (at.buyer_kind is null or at.category is null)
                union all
                select is_first::integer, amount from delivery_days
                where not $19 and not $18 and at.category is null and rung = 'purchase' and day <= at.day and contract_id is null
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                union all
                select count(distinct delivery_id), sum(amount_accepted) from goods
                where ($18 or at.category is not null and (not $19 or at.buyer_kind is not null))
                  and not under_contract and accepted_on <= at.day
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_kind = at.buyer_kind)
                  and (at.category is null or left(category_code, length(at.category)) = at.category)) as counted (n, amount)
            where $17 and at.edition is null and coalesce($9, $10, $11)::bigint is null) off_contract,
        lateral (
            select coalesce(sum(amount), 0) as amount from (
                select deliveries, amount from summed_up('payment', true, at.day, at.edition, at.banner, at.buyer_kind, at.category)
                where $19 and (at.buyer_kind is null or at.category is null)
                union all
                select is_first::integer, amount from delivery_days
                where not $19 and not $18 and at.category is null and rung = 'payment' and day <= at.day and contract_id is not null
                  and (at.edition is null or origin_edition_id = at.edition)
                  and (at.banner is null or owner_banner_code = at.banner)
                  and (at.buyer_kind is null or buyer_id in (select id from organisations where kind = at.buyer_kind))
                  and ($7::bigint is null or buyer_id = $7) and ($8::bigint is null or supplier_id = $8)
                  and ($9::bigint is null or contract_id in (select id from public_contracts where origin_project_id = $9))
                  and ($10::bigint is null or contract_id in (select id from public_contracts where framework_id = $10))
                  and ($11::bigint is null or contract_id = $11)) as counted (n, amount)
            where $23) paid
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
        scope.is_of_a_place(),
        scope.is_summed(),
        !lines.points.is_empty(),
        lines.buyer_kinds() as Option<Vec<String>>,
        lines.top_categories() as Option<Vec<String>>,
        reads(Rung::Payment)
    )
    .fetch_all(db)
    .await
}

/// The points whose goods are counted ahead by nothing, so that the lines are read: once for all of them.
struct OfLines<'a> {
    points: Vec<&'a Point>,
}

impl<'a> OfLines<'a> {
    fn among(scope: &Scope, points: &'a [Point]) -> Self {
        let is_of_lines =
            |point: &&Point| scope.is_of_a_place() || point.category.is_some() && (point.buyer_kind.is_some() || !scope.is_summed());
        Self { points: points.iter().filter(is_of_lines).collect() }
    }

    /// `None`: whatever the kind.
    fn buyer_kinds(&self) -> Option<Vec<String>> {
        self.points.iter().map(|point| point.buyer_kind.map(|kind| kind.code().to_string())).collect()
    }

    /// The first two digits of what is asked for; `None`: whatever the category.
    fn top_categories(&self) -> Option<Vec<String>> {
        self.points.iter().map(|point| point.category.as_ref().and_then(|code| code.get(..2)).map(str::to_string)).collect()
    }
}
