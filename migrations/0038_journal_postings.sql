-- What the journal should hold. One view for each kind of record says so, and nothing else does.

create view project_postings as
    select t.account::journal_account, t.effective_on, t.sign * p.amount as amount, t.sign as records,
           'project'::journal_source as source, p.id as source_id, 'project'::journal_root as root, p.id as root_id,
           p.edition_id, p.renews_id is not null as is_renewal, p.owner_banner_code, p.buyer_id, p.buyer_kind,
           p.supplier_id, null::text as category_code, null::text as village_code, null::text as household_category,
           null::integer as households
    from public_projects p,
    lateral (values ('intent.signed', p.signed_on, 1, true),
                    ('intent.renewal', p.signed_on, 1, p.renews_id is not null),
                    ('intent.live', p.signed_on, 1, true),
                    -- A project leaves on the day it lapses.
                    ('intent.live', greatest(p.lapsed_on, p.signed_on), -1, p.lapsed_on is not null))
        as t (account, effective_on, sign, is_due)
    where t.is_due;

create view agreement_postings as
    select t.account::journal_account, t.effective_on, t.sign * coalesce(a.ceiling, 0) as amount, t.sign as records,
           'agreement'::journal_source as source, a.id as source_id, 'agreement'::journal_root as root, a.id as root_id,
           a.origin_edition_id as edition_id, false as is_renewal, a.owner_banner_code, a.buyer_id, a.buyer_kind,
           a.supplier_id, null::text as category_code, null::text as village_code, null::text as household_category,
           null::integer as households
    from public_agreements a,
    -- The first day on which it no longer holds.
    lateral (select greatest(least(a.ends_on + 1, a.terminated_on), a.signed_on) as day) ended,
    lateral (values ('framework.signed', a.signed_on, 1, true),
                    ('framework.standing', a.signed_on, 1, true),
                    ('framework.standing', ended.day, -1, true),
                    ('framework.open_ceiling', a.signed_on, 1, a.ceiling is null),
                    ('framework.open_ceiling', ended.day, -1, a.ceiling is null),
                    ('framework.in_term', a.starts_on, 1, a.starts_on < ended.day),
                    ('framework.in_term', ended.day, -1, a.starts_on < ended.day))
        as t (account, effective_on, sign, is_due)
    where t.is_due;

-- An amendment counts from the day it takes effect, and never before it is signed. A termination reverses everything
-- posted by then; an amendment that takes effect later never counts.
create view contract_postings as
    select t.account::journal_account, t.effective_on, t.sign * t.amount as amount, t.sign * t.records as records,
           t.source::journal_source, t.source_id, 'contract'::journal_root as root, c.id as root_id,
           c.origin_edition_id as edition_id, false as is_renewal, c.owner_banner_code, c.buyer_id, c.buyer_kind,
           c.supplier_id, null::text as category_code, t.village_code, null::text as household_category,
           null::integer as households
    from public_contracts c,
    lateral (select greatest(c.terminated_on, c.signed_on) as day) ended,
    lateral (
        select 'contract.current' as account, 'contract' as source, c.id as source_id, c.signed_on as begins_on,
               c.signed_amount as amount, 1 as records, null::text as village_code
        union all
        select 'contract.current', 'amendment', m.id, greatest(m.effective_on, m.signed_on, c.signed_on),
               m.amount_change, 0, null
        from contract_amendments m
        where m.contract_id = c.id and m.voided_at is null
        union all
        select 'contract.village', 'contract', c.id, c.signed_on, 0, 1, v.village_code
        from contract_villages v
        where v.contract_id = c.id) begun,
    lateral (
        select begun.*, begun.begins_on as effective_on, 1 as sign
        where c.terminated_on is null or begun.source = 'contract' or begun.begins_on < ended.day
        union all
        select begun.*, ended.day, -1
        where c.terminated_on is not null and (begun.source = 'contract' or begun.begins_on < ended.day)) t;

-- Each line counts on the day of its own acceptance, and the first accepted line counts the delivery. Accepted goods
-- remain purchased when their contract is terminated later.
create view delivery_postings as
    select t.account::journal_account, l.accepted_on as effective_on, l.amount_accepted as amount, t.records,
           'acceptance'::journal_source as source, l.id as source_id, 'delivery'::journal_root as root,
           l.delivery_id as root_id, l.origin_edition_id as edition_id, false as is_renewal, l.owner_banner_code,
           l.buyer_id, l.buyer_kind, l.supplier_id, l.category_code, l.village_code,
           case when t.is_of_households then l.household_category end as household_category,
           case when t.is_of_households then l.households end as households
    from (select a.*, row_number() over (partition by a.delivery_id order by a.accepted_on, a.id) = 1 as is_first
          from accepted_lines a) l,
    lateral (values (case when l.contract_id is null then 'purchase.off_contract' else 'purchase.accepted' end,
                     l.is_first::integer, false, true),
                    ('purchase.by_household', 1, true,
                     l.contract_id is not null and l.household_category in ('edge', 'monitored', 'consolidated')))
        as t (account, records, is_of_households, is_due)
    where t.is_due;

-- Money counts as paid once the goods it is for are accepted. The first allocation counts the payment.
create view allocation_postings as
    select case when l.contract_id is null then 'payment.off_contract' else 'payment.paid' end::journal_account
               as account,
           l.effective_on, l.amount::numeric as amount, l.is_first::integer as records,
           'allocation'::journal_source as source, l.delivery_line_id as source_id, 'payment'::journal_root as root,
           l.payment_id as root_id, l.origin_edition_id as edition_id, false as is_renewal, l.owner_banner_code,
           l.buyer_id, l.buyer_kind, l.supplier_id, l.category_code, l.village_code, null::text as household_category,
           null::integer as households
    from (select x.payment_id, x.delivery_line_id, x.amount, greatest(p.paid_on, a.accepted_on) as effective_on,
                 a.contract_id, a.buyer_id, a.buyer_kind, a.supplier_id, a.owner_banner_code, a.origin_edition_id,
                 a.category_code, a.village_code,
                 row_number() over (partition by x.payment_id, a.contract_id is null
                                    order by greatest(p.paid_on, a.accepted_on), x.delivery_line_id) = 1 as is_first
          from payment_allocations x
          join payments p on p.id = x.payment_id and p.voided_at is null
          join accepted_lines a on a.id = x.delivery_line_id) l;

-- Until the goods are accepted, money is prepaid: an amount alone. Money for goods that were accepted before it was
-- paid was never prepaid.
create view prepaid_postings as
    select 'payment.prepaid'::journal_account as account, m.effective_on, sum(m.amount) as amount, 0 as records,
           'payment'::journal_source as source, p.id as source_id, 'payment'::journal_root as root, p.id as root_id,
           null::bigint as edition_id, false as is_renewal, null::text as owner_banner_code, p.buyer_id,
           null::text as buyer_kind, p.supplier_id, null::text as category_code, null::text as village_code,
           null::text as household_category, null::integer as households
    from payments p,
    lateral (
        select p.paid_on as effective_on, p.amount
        union all
        select greatest(p.paid_on, a.accepted_on), -x.amount
        from payment_allocations x
        join accepted_lines a on a.id = x.delivery_line_id
        where x.payment_id = p.id) m
    where p.voided_at is null
    group by p.id, m.effective_on
    having sum(m.amount) <> 0;

create view payment_postings as
    select * from allocation_postings
    union all select * from prepaid_postings;

-- A sale counts on the day it was made. If the days of the edition are not on record, it counts on the last day of the
-- month.
create view sale_postings as
    select 'onsite.confirmed'::journal_account as account,
           coalesce(d.starts_on + (s.fair_day - 1), (d.held_in + interval '1 month - 1 day')::date) as effective_on,
           s.amount::numeric as amount, 1 as records, 'sale'::journal_source as source, s.id as source_id,
           'sale'::journal_root as root, s.id as root_id, e.edition_id, false as is_renewal,
           null::text as owner_banner_code, null::bigint as buyer_id, null::text as buyer_kind,
           e.organisation_id as supplier_id, s.category_code, null::text as village_code,
           null::text as household_category, null::integer as households
    from onsite_sales s
    join exhibitors e on e.id = s.exhibitor_id
    join editions d on d.id = e.edition_id
    where s.confirmed_on is not null;

create view due_postings as
    select * from project_postings
    union all select * from agreement_postings
    union all select * from contract_postings
    union all select * from delivery_postings
    union all select * from payment_postings
    union all select * from sale_postings;
