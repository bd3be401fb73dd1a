-- The ledgers' figures as of $1, from the records themselves: of the city, of each banner, and of each edition.
with intents as (
    select * from signed_projects
    where voided_at is null and ceremony_state = 'released' and rung = 'intent'),
chains as (
    select c.id, c.owner_banner_code, coalesce(c.edition_id, p.edition_id) as edition_id,
           c.signed_amount, c.signed_on, c.terminated_on
    from contracts c
    left join framework_agreements a on a.id = c.framework_id
    left join signed_projects p on p.id = coalesce(c.project_id, a.project_id)
    where c.state in ('signed', 'performing', 'completed', 'terminated')),
goods as (
    select l.id, d.id as delivery_id, d.contract_id, d.owner_banner_code,
           chains.edition_id, l.amount_accepted
    from delivery_lines l
    join deliveries d on d.id = l.delivery_id
    left join chains on chains.id = d.contract_id
    where l.state = 'accepted' and l.accepted_on <= $1 and d.voided_at is null
      and d.shipped_on is not null
      and (d.contract_id is null or chains.id is not null)),
counted as (
    select 'intent_projects' as indicator, owner_banner_code, edition_id,
           1::numeric as value
    from intents where signed_on <= $1
    union all select 'intent_amount', owner_banner_code, edition_id, amount
    from intents where signed_on <= $1
    union all select case when renews_id is null then 'intent_new_amount'
        else 'intent_renewal_amount' end,
         owner_banner_code, edition_id, amount
    from intents where signed_on <= $1
    union all select 'intent_live_amount', owner_banner_code, edition_id, amount
    from intents where signed_on <= $1
        and coalesce(lapsed_on, $1 + 1) > $1
    union all select 'intent_lapsed_projects', owner_banner_code, edition_id, 1
    from intents where signed_on <= $1 and lapsed_on <= $1
    union all select t.indicator, a.owner_banner_code, p.edition_id, t.value
    from framework_agreements a left join signed_projects p on p.id = a.project_id,
         lateral (values ('frameworks', 1::numeric, a.signed_on),
             ('framework_amount', coalesce(a.ceiling, 0), a.signed_on),
                         ('frameworks_in_term', 1, a.starts_on)) as t
                             (indicator, value, since)
    where t.since <= $1 and a.state in ('signed', 'terminated') and a.voided_at is null
      and a.signed_on <= $1 and a.ends_on >= $1
      and coalesce(a.terminated_on, $1 + 1) > $1
    union all select t.indicator, owner_banner_code, edition_id, t.value
    from chains,
         lateral (values ('contracts', 1::numeric),
             ('contract_amount', signed_amount + coalesce((
             select sum(m.amount_change) from contract_amendments m
             where m.contract_id = chains.id and m.voided_at is null
               and greatest(m.effective_on, m.signed_on) <= $1), 0))) as t
                   (indicator, value)
    where signed_on <= $1 and coalesce(terminated_on, $1 + 1) > $1
    union all select 'purchased', owner_banner_code, edition_id, amount_accepted
    from goods where contract_id is not null
    union all select distinct on (delivery_id) 'deliveries', owner_banner_code,
    edition_id, 1 from goods where contract_id is not null
    union all select 'off_contract_purchases', owner_banner_code, edition_id,
    amount_accepted from goods where contract_id is null
    union all select 'paid', owner_banner_code, edition_id, x.amount
    from payment_allocations x
    join payments on payments.id = x.payment_id and payments.voided_at is null
        and payments.paid_on <= $1
    join goods on goods.id = x.delivery_line_id and goods.contract_id is not null)
select indicator as "indicator!", owner_banner_code as banner_code, edition_id,
       sum(value) as "value!"
from counted
group by grouping sets ((indicator), (indicator, owner_banner_code),
    (indicator, edition_id))
having grouping(edition_id) = 1 or edition_id is not null
order by 1, 2, 3
