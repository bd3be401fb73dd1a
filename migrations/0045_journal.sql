-- One journal under every figure. An entry says that something begins or ceases to count: in which account, from
-- which day, how much, and which record it comes from. Entries are only added: a correction reverses what was posted
-- and posts anew, so that any figure can be told as of any day and as it was known at any time.

-- --------------------------------------------------------------------------- a buyer's kind is stored at signing

-- A deal keeps the kind that its buyer had when it was signed. A buyer that changes its kind later does not move the
-- figures of earlier years; correcting a mistake is an update of the deal itself.
alter table signed_projects add column buyer_kind text;
alter table framework_agreements add column buyer_kind text;
alter table contracts add column buyer_kind text;
-- Under a contract the contract's own kind counts.
alter table deliveries add column buyer_kind text;

update signed_projects d set buyer_kind = o.kind from organisations o where o.id = d.buyer_id;
update framework_agreements d set buyer_kind = o.kind from organisations o where o.id = d.buyer_id;
update contracts d set buyer_kind = o.kind from organisations o where o.id = d.buyer_id;
update deliveries d set buyer_kind = o.kind from organisations o where o.id = d.buyer_id;

alter table signed_projects alter column buyer_kind set not null;
alter table framework_agreements alter column buyer_kind set not null;
alter table contracts alter column buyer_kind set not null;
alter table deliveries alter column buyer_kind set not null;

create function store_buyer_kind() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.buyer_kind := coalesce(new.buyer_kind, (select kind from organisations where id = new.buyer_id));
    return new;
end $$;
create trigger signed_projects_store_buyer_kind before insert on signed_projects
    for each row execute function store_buyer_kind();
create trigger framework_agreements_store_buyer_kind before insert on framework_agreements
    for each row execute function store_buyer_kind();
create trigger contracts_store_buyer_kind before insert on contracts
    for each row execute function store_buyer_kind();
create trigger deliveries_store_buyer_kind before insert on deliveries
    for each row execute function store_buyer_kind();

create or replace view public_projects as
    select id, edition_id, run_order, number, title, type, supplier_id, buyer_id, owner_banner_code, amount, signed_on,
           signed_at, stage, lapsed_on, lapse_class, lapse_reason, renews_id, voided_at, void_reason, recorded_at,
           search_text, search_tokens, buyer_kind
    from signed_projects where voided_at is null;

create or replace view public_agreements as
    select a.id, a.number, a.title, a.project_id, a.buyer_id, a.supplier_id, a.owner_banner_code, a.signed_on,
           a.starts_on, a.ends_on, a.ceiling, a.state, a.terminated_on, a.termination_class, a.termination_reason,
           a.voided_at, a.void_reason, a.recorded_at, a.search_text, a.search_tokens,
           p.edition_id as origin_edition_id, a.buyer_kind
    from framework_agreements a
    left join signed_projects p on p.id = a.project_id
    where a.state <> 'draft' and a.voided_at is null;

-- A contract comes from the project it names, else from the one its framework names.
create or replace view public_contracts as
    select c.id, c.number, c.title, c.framework_id, c.project_id, c.buyer_id, c.supplier_id, c.owner_banner_code,
           c.method, c.signed_on, c.starts_on, c.ends_on, c.signed_amount, c.adjustment, c.adjustment_name, c.state,
           c.performing_on, c.completed_on, c.terminated_on, c.termination_class, c.termination_reason, c.voided_at,
           c.void_reason, c.recorded_at, c.search_text, c.search_tokens,
           coalesce(c.project_id, a.project_id) as origin_project_id, p.edition_id as origin_edition_id, c.buyer_kind
    from contracts c
    left join framework_agreements a on a.id = c.framework_id
    left join signed_projects p on p.id = coalesce(c.project_id, a.project_id)
    where c.state not in ('draft', 'void');

create or replace view public_deliveries as
    select d.id, d.number, d.contract_id, d.buyer_id, d.supplier_id, d.owner_banner_code, d.planned_on, d.shipped_on,
           d.voided_at, d.void_reason, d.recorded_at, c.origin_project_id, c.origin_edition_id, c.framework_id,
           coalesce(c.buyer_kind, d.buyer_kind) as buyer_kind
    from deliveries d
    left join public_contracts c on c.id = d.contract_id
    where d.voided_at is null and d.shipped_on is not null and (d.contract_id is null or c.id is not null);

create or replace view accepted_lines as
    select l.id, l.delivery_id, l.position, l.contract_line_id, l.product_id, l.category_code, l.name, l.unit_code,
           l.unit_price, l.quantity_shipped, l.quantity_accepted, l.amount_shipped, l.amount_accepted, l.village_code,
           l.household_category, l.households, l.state, l.accepted_on, l.reason_class, l.reason,
           d.contract_id, d.buyer_id, d.supplier_id, d.owner_banner_code, d.origin_project_id, d.origin_edition_id,
           d.framework_id, d.buyer_kind
    from delivery_lines l
    join public_deliveries d on d.id = l.delivery_id
    where l.state = 'accepted';

create or replace view listed_deliveries as
    select d.id as delivery_id, d.contract_id, d.buyer_id, d.buyer_kind, d.supplier_id, d.owner_banner_code,
           d.origin_edition_id, d.shipped_on, coalesce(l.accepted_on, d.shipped_on) as latest_on, l.states, l.amount
    from public_deliveries d,
    lateral (select max(accepted_on) as accepted_on, array_agg(distinct state order by state) as states,
                    sum(amount_accepted) as amount
             from delivery_lines where delivery_id = d.id) l
    where l.states is not null;

-- As signed, and the amendments that hold by the day: none before it is signed itself.
create or replace function contract_amount(contract_id bigint, signed_amount numeric, day date) returns numeric
    language sql stable parallel safe
    return signed_amount + coalesce((
        select sum(m.amount_change) from contract_amendments m
        where m.contract_id = contract_amount.contract_id and m.voided_at is null
          and greatest(m.effective_on, m.signed_on) <= day), 0);

-- -------------------------------------------------------------------------------- what was counted ahead before

-- The journal takes the place of sums by rung, day, kind of buyer, category and household category.
drop trigger delivery_lines_insert_refresh_delivery_days on delivery_lines;
drop trigger delivery_lines_update_refresh_delivery_days on delivery_lines;
drop trigger delivery_lines_delete_refresh_delivery_days on delivery_lines;
drop trigger deliveries_update_refresh_delivery_days on deliveries;
drop trigger contracts_update_refresh_delivery_days on contracts;
drop trigger framework_agreements_update_refresh_delivery_days on framework_agreements;
drop trigger signed_projects_update_refresh_delivery_days on signed_projects;
drop trigger payments_update_refresh_delivery_days on payments;
drop trigger payment_allocations_insert_refresh_delivery_days on payment_allocations;
drop trigger payment_allocations_update_refresh_delivery_days on payment_allocations;
drop trigger payment_allocations_delete_refresh_delivery_days on payment_allocations;
drop trigger organisations_update_refresh_delivery_days on organisations;
drop trigger organisations_update_refresh_delivery_listings on organisations;
drop trigger delivery_lines_insert_sum_lines on delivery_lines;
drop trigger delivery_lines_update_sum_lines on delivery_lines;
drop trigger delivery_lines_delete_sum_lines on delivery_lines;
drop trigger deliveries_update_sum_lines on deliveries;
drop trigger contracts_update_sum_lines on contracts;
drop trigger framework_agreements_update_sum_lines on framework_agreements;
drop trigger signed_projects_update_sum_lines on signed_projects;
drop trigger payment_allocations_truncate_rebuild_counts on payment_allocations;
drop view counted_delivery_days, summed_rungs, summed_households;
drop table delivery_days, rung_sums, household_sums;
drop function refresh_delivery_days, sum_rungs, sum_lines, lines_that_hang_on, summed_up;

-- A delivery is listed by the kind of buyer of its contract.
drop trigger contracts_update_refresh_delivery_listings on contracts;
create trigger contracts_update_refresh_delivery_listings after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)', 'id, state, framework_id, project_id, buyer_kind',
        'select d.id from deliveries d join contracts c on c.id = d.contract_id where c.id in (select id from changed)');
drop trigger deliveries_update_refresh_delivery_listings on deliveries;
create trigger deliveries_update_refresh_delivery_listings after update on deliveries
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, contract_id, buyer_id, buyer_kind, supplier_id, owner_banner_code, shipped_on, voided_at', 'select id from changed');

create or replace function rebuild_counts() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate product_listings, certificate_listings, product_counts, exhibitor_listings, exhibitor_counts, delivery_listings;
    insert into product_listings select * from listed_products;
    insert into certificate_listings select * from listed_certificates;
    insert into exhibitor_listings select * from listed_exhibitors;
    insert into delivery_listings select * from listed_deliveries;
end $$;

-- ----------------------------------------------------------------------------------------------- the journal

-- What is counted. Each account belongs to at most one rung; amounts of different rungs are never added.
create type journal_account as enum (
    'intent.signed', 'intent.live',
    -- Of what was signed, the projects that renew one of an earlier edition.
    'intent.renewal',
    'framework.signed', 'framework.standing', 'framework.in_term',
    -- Of those standing, the ones whose ceiling is left open: counted, without an amount.
    'framework.open_ceiling',
    'contract.current',
    -- A contract and a village that supplies under it.
    'contract.village',
    'purchase.accepted', 'purchase.off_contract',
    -- Of the goods accepted under contracts, those of the three reported household categories. Apart, so that no
    -- statement on other accounts can meet a category.
    'purchase.by_household',
    'payment.paid', 'payment.off_contract',
    -- Paid, and not yet for accepted goods.
    'payment.prepaid',
    'onsite.confirmed'
);

-- The kind of record an entry comes from.
create type journal_source as enum (
    'project', 'agreement', 'contract', 'amendment', 'acceptance', 'payment', 'allocation', 'sale'
);

-- The record whose postings belong together and are posted under its lock.
create type journal_root as enum ('project', 'agreement', 'contract', 'delivery', 'payment', 'sale');

create table journal_entries (
    -- The order in which things became known.
    id bigint generated always as identity primary key,
    recorded_at timestamptz not null default clock_timestamp(),
    account journal_account not null,
    -- The Beijing day from which it counts.
    effective_on date not null,
    amount numeric(18, 2) not null,
    -- 1 when something begins to count, -1 when it ceases, 0 where only an amount changes.
    records integer not null,
    source journal_source not null,
    -- For an allocation the delivery line.
    source_id bigint not null,
    root journal_root not null,
    root_id bigint not null,
    -- Null: from no edition's ceremony.
    edition_id bigint,
    is_renewal boolean not null,
    -- Null where money is not yet for any goods, and for on-site sales.
    owner_banner_code text collate "C",
    -- Null for on-site sales, whose buyers nobody knows.
    buyer_id bigint,
    buyer_kind text collate "C",
    supplier_id bigint not null,
    -- Of goods and what was paid for them.
    category_code text collate "C",
    -- Of goods, and of supplying villages.
    village_code text collate "C",
    -- In purchase.by_household alone.
    household_category text collate "C",
    households integer,
    constraint journal_entries_keep_household_categories_apart check (
        (account = 'purchase.by_household') = (household_category is not null)
        and (household_category is null) = (households is null))
);
create index journal_entries_by_root on journal_entries (root_id, root);
create index journal_entries_by_buyer on journal_entries (buyer_id, account) where account <> 'purchase.by_household';
create index journal_entries_by_supplier on journal_entries (supplier_id, account) where account <> 'purchase.by_household';
create index journal_entries_by_village on journal_entries (village_code, account) where account <> 'purchase.by_household';
-- Frameworks are counted by the buyers that have one.
create index journal_entries_of_frameworks on journal_entries (account, buyer_id) where root = 'agreement';
-- Entries come nearly in the order of their days.
create index journal_entries_by_day on journal_entries using brin (effective_on);

create function refuse_to_change_the_journal() returns trigger
    language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' and (select is_demonstration from installation) then
        return null;
    end if;
    raise exception 'the journal is only added to' using errcode = 'insufficient_privilege';
end $$;
create trigger journal_entries_are_kept before update or delete or truncate on journal_entries
    for each statement execute function refuse_to_change_the_journal();

-- --------------------------------------------------------------------------------------- what records deserve

-- One view for each kind of record says what the journal should hold of it, and nothing else does.

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

-- An amendment counts from the day it takes effect, and never before it is signed. A termination takes with it what
-- was posted by then; an amendment of a later day never counts.
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

-- Each line on the day of its own acceptance; the first of a delivery counts the delivery. Goods that were accepted
-- stay purchased when their contract is terminated later.
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

-- Money counts as paid once the goods it is for are accepted. Its first allocation counts the payment.
create view allocation_postings as
    select case when l.contract_id is null then 'payment.off_contract' else 'payment.paid' end::journal_account as account,
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

-- Until then it is prepaid, an amount alone. What is for accepted goods from the first was never prepaid.
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

-- On the day it was sold; on the month's last day where an edition's days are not on record.
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

-- ------------------------------------------------------------------------------------------------- sums ahead

-- Sums by month and by day, undivided and divided by what pages group by. The figure as of a day is the months before
-- the day's own and the days of that. The journal only grows, so one insert trigger keeps them. Edition 0, banner ''
-- and part '': of none.
create table journal_sums (
    -- 'all', 'buyer_kind', 'category', 'kind_and_category' (months only), 'village' (of contract.village alone).
    split text collate "C" not null,
    account journal_account not null,
    unit text collate "C" not null,
    part text collate "C" not null,
    starts_on date not null,
    edition_id bigint not null,
    owner_banner_code text collate "C" not null,
    amount numeric(18, 2) not null,
    records bigint not null,
    primary key (split, account, unit, starts_on, part, edition_id, owner_banner_code)
);

-- How an entry is divided: into which sums it goes, and as which part of them.
create function journal_splits(buyer_kind text, category_code text, village_code text)
    returns table (split text, unit text, part text)
    language sql immutable as $$
    select t.split, t.unit, t.part
    from (values ('all', 'month', ''),
                 ('all', 'day', ''),
                 ('buyer_kind', 'month', buyer_kind),
                 ('buyer_kind', 'day', buyer_kind),
                 ('category', 'month', category_code),
                 ('category', 'day', category_code),
                 ('kind_and_category', 'month', buyer_kind || '/' || category_code),
                 ('village', 'day', village_code)) as t (split, unit, part)
    where t.part is not null $$;

create function sum_journal() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    with days as materialized (
        select account, effective_on, coalesce(edition_id, 0) as edition_id,
               coalesce(owner_banner_code, '') as owner_banner_code, buyer_kind, category_code,
               case when account = 'contract.village' then village_code end as village_code,
               sum(amount) as amount, sum(records) as records
        from new_entries
        where account <> 'purchase.by_household'
        group by 1, 2, 3, 4, 5, 6, 7)
    insert into journal_sums as s (split, account, unit, part, starts_on, edition_id, owner_banner_code, amount, records)
    select split, account, unit, part, date_trunc(unit, effective_on)::date, edition_id, owner_banner_code,
           sum(amount), sum(records)
    from days, journal_splits(buyer_kind, category_code, village_code)
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(amount) <> 0 or sum(records) <> 0
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (split, account, unit, part, starts_on, edition_id, owner_banner_code) do update
    set amount = s.amount + excluded.amount, records = s.records + excluded.records;
    return null;
end $$;
create trigger journal_entries_sum_journal after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_journal();

-- What an account comes to with one buyer on a day: from the buyer's own entries, of which there are few.
create function balance_with_buyer(of_account journal_account, buyer bigint, day date)
    returns table (amount numeric, records bigint)
    language sql stable as $$
    select sum(e.amount), coalesce(sum(e.records), 0)::bigint
    from journal_entries e
    where e.buyer_id = buyer and e.account = of_account and e.account <> 'purchase.by_household' and e.effective_on <= day $$;

-- ---------------------------------------------------------------------------------------------------- posting

-- Records that were touched and are not yet posted. A row lives inside its transaction only.
create unlogged table journal_notes (
    root journal_root,
    -- Null: every record of every kind.
    root_ids bigint[],
    -- Whether what hangs on them is to be posted too, since they lend it their edition or kind of buyer.
    with_dependants boolean not null
);

create function note_postings(of_root journal_root, ids bigint[], with_dependants boolean) returns void
    language sql security definer set search_path = public, pg_temp as $$
    insert into journal_notes values (of_root, ids, with_dependants) $$;

create function note_all_postings() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into journal_notes values (null, null, true);
    return null;
end $$;

-- What some deliveries take their edition and kind of buyer from.
create or replace function lock_chains(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    contracts bigint[] := array(select distinct contract_id from deliveries d where d.id = any (keys) and contract_id is not null);
begin
    perform lock_parents_of_contracts(contracts);
    perform from contracts c where c.id = any (contracts) order by c.id for share;
end $$;

create function lock_parents_of_contracts(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    frameworks bigint[] := array(select distinct framework_id from contracts c where c.id = any (keys) and framework_id is not null);
begin
    perform from signed_projects p where p.id in (
        select project_id from contracts c where c.id = any (keys)
        union select project_id from framework_agreements where id = any (frameworks)) order by p.id for share;
    perform from framework_agreements where id = any (frameworks) order by id for share;
end $$;

-- Parents are shared, the records themselves are locked, from the top of the ladder down and by id: of two
-- transactions that touch one record, the later one posts what the earlier one left.
create function lock_for_posting(of_root journal_root, ids bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    deliveries_paid bigint[];
begin
    case of_root
        when 'project' then
            perform from signed_projects where id = any (ids) order by id for no key update;
        when 'agreement' then
            perform from signed_projects where id in (select project_id from framework_agreements a where a.id = any (ids))
                order by id for share;
            perform from framework_agreements where id = any (ids) order by id for no key update;
        when 'contract' then
            perform lock_parents_of_contracts(ids);
            perform from contracts where id = any (ids) order by id for no key update;
        when 'delivery' then
            perform lock_chains(ids);
            perform from deliveries where id = any (ids) order by id for no key update;
        when 'payment' then
            deliveries_paid := array(select distinct l.delivery_id
                                     from payment_allocations x join delivery_lines l on l.id = x.delivery_line_id
                                     where x.payment_id = any (ids));
            perform lock_chains(deliveries_paid);
            perform from deliveries where id = any (deliveries_paid) order by id for share;
            perform from payments where id = any (ids) order by id for no key update;
        when 'sale' then
            perform from exhibitors where id in (select exhibitor_id from onsite_sales s where s.id = any (ids))
                order by id for share;
            perform from onsite_sales where id = any (ids) order by id for no key update;
    end case;
end $$;

-- Appends what is due less what is posted. Ids null: of all records, due or posted.
create function post_difference(of_root journal_root, ids bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    dimensions text := 'account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, '
        'owner_banner_code, buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category, households';
    concerned text := case when ids is null then 'true' else 'root_id = any ($1)' end;
begin
    execute format(
        'insert into journal_entries (%1$s, amount, records)
         select %1$s, sum(amount), sum(records)
         from (select %1$s, amount, records from %2$I where %3$s
               union all
               select %1$s, -amount, -records from journal_entries where root = %4$L and %3$s) difference
         group by %1$s
         having sum(amount) <> 0 or sum(records) <> 0
         order by effective_on, root_id, source_id',
        dimensions, of_root || '_postings', concerned, of_root)
    using ids;
end $$;

-- Locking and posting are statements of their own, so that posting sees what was committed while it waited.
create function post_records(of_root journal_root, ids bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if cardinality(ids) > 0 then
        perform lock_for_posting(of_root, ids);
        perform post_difference(of_root, ids);
    end if;
end $$;

-- At commit, everything that the transaction touched. It fires for each note; the first one posts for all.
create function post_noted() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    is_everything boolean;
    projects bigint[]; agreements bigint[]; contracts bigint[]; deliveries_noted bigint[]; payments_noted bigint[]; sales bigint[];
    lending_projects bigint[]; lending_agreements bigint[]; lending_contracts bigint[]; lending_deliveries bigint[];
begin
    with taken as (delete from journal_notes returning *),
    noted as (select root, with_dependants, unnest(root_ids) as id from taken)
    select (select bool_or(root is null) from taken),
           array(select distinct id from noted where root = 'project'),
           array(select distinct id from noted where root = 'agreement'),
           array(select distinct id from noted where root = 'contract'),
           array(select distinct id from noted where root = 'delivery'),
           array(select distinct id from noted where root = 'payment'),
           array(select distinct id from noted where root = 'sale'),
           array(select distinct id from noted where root = 'project' and with_dependants),
           array(select distinct id from noted where root = 'agreement' and with_dependants),
           array(select distinct id from noted where root = 'contract' and with_dependants),
           array(select distinct id from noted where root = 'delivery' and with_dependants)
    into is_everything, projects, agreements, contracts, deliveries_noted, payments_noted, sales,
         lending_projects, lending_agreements, lending_contracts, lending_deliveries;
    if is_everything then
        perform post_difference(root, null) from unnest(enum_range(null::journal_root)) as root;
        return null;
    end if;

    lending_agreements := lending_agreements || array(select id from framework_agreements where project_id = any (lending_projects));
    lending_contracts := lending_contracts || array(
        select id from contracts c where c.project_id = any (lending_projects) or c.framework_id = any (lending_agreements));
    lending_deliveries := lending_deliveries || array(select id from deliveries d where d.contract_id = any (lending_contracts));
    payments_noted := payments_noted || array(
        select distinct x.payment_id from payment_allocations x join delivery_lines l on l.id = x.delivery_line_id
        where l.delivery_id = any (lending_deliveries));

    perform post_records('project', projects);
    perform post_records('agreement', agreements || lending_agreements);
    perform post_records('contract', contracts || lending_contracts);
    perform post_records('delivery', deliveries_noted || lending_deliveries);
    perform post_records('payment', payments_noted);
    perform post_records('sale', sales);
    return null;
end $$;
create constraint trigger journal_notes_are_posted after insert on journal_notes
    deferrable initially deferred for each row execute function post_noted();

-- For demonstration data, which comes with a story: an entry is recorded in the evening of the day it counts from,
-- or on the business day if that is still to come. The owner alone may write when something became known.
create function post_from_story(business_day date) returns void
    language plpgsql set search_path = public, pg_temp as $$
begin
    delete from journal_notes;
    insert into journal_entries
        (recorded_at, account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code,
         buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category, households, amount, records)
    select (least(effective_on, business_day) + time '18:00') at time zone 'Asia/Shanghai', account, effective_on, source,
           source_id, root, root_id, edition_id, is_renewal, owner_banner_code, buyer_id, buyer_kind, supplier_id,
           category_code, village_code, household_category, households, sum(amount), sum(records)
    from (select account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code, buyer_id,
                 buyer_kind, supplier_id, category_code, village_code, household_category, households, amount, records
          from due_postings
          union all
          select account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code, buyer_id,
                 buyer_kind, supplier_id, category_code, village_code, household_category, households, -amount, -records
          from journal_entries) difference
    group by account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code, buyer_id,
             buyer_kind, supplier_id, category_code, village_code, household_category, households
    having sum(amount) <> 0 or sum(records) <> 0
    order by least(effective_on, business_day), root, root_id, source_id, account;
end $$;

revoke execute on function lock_parents_of_contracts, lock_for_posting, post_difference, post_records, post_from_story, note_postings
    from public;

-- -------------------------------------------------------------------------------------- which changes are noted

create trigger signed_projects_insert_note_postings after insert on signed_projects
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, false)', 'id', 'select id from changed');
create trigger signed_projects_update_note_postings after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, false)',
        'id, renews_id, owner_banner_code, buyer_id, buyer_kind, supplier_id, amount, signed_on, lapsed_on, voided_at',
        'select id from changed');
create trigger signed_projects_update_note_dependants after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, true)', 'id, edition_id', 'select id from changed');
create trigger signed_projects_delete_note_postings after delete on signed_projects
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, false)', 'id', 'select id from changed');

create trigger framework_agreements_insert_note_postings after insert on framework_agreements
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, false)', 'id', 'select id from changed');
create trigger framework_agreements_update_note_postings after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, false)',
        'id, owner_banner_code, buyer_id, buyer_kind, supplier_id, signed_on, starts_on, ends_on, ceiling, state, terminated_on, voided_at',
        'select id from changed');
create trigger framework_agreements_update_note_dependants after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, true)', 'id, project_id', 'select id from changed');
create trigger framework_agreements_delete_note_postings after delete on framework_agreements
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, false)', 'id', 'select id from changed');

create trigger contracts_insert_note_postings after insert on contracts
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'id', 'select id from changed');
create trigger contracts_update_note_postings after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'id, owner_banner_code, buyer_id, supplier_id, signed_on, signed_amount, terminated_on', 'select id from changed');
create trigger contracts_update_note_dependants after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, true)',
        'id, framework_id, project_id, buyer_kind, state', 'select id from changed');
create trigger contracts_delete_note_postings after delete on contracts
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'id', 'select id from changed');

create trigger contract_amendments_insert_note_postings after insert on contract_amendments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'contract_id', 'select contract_id from changed');
create trigger contract_amendments_update_note_postings after update on contract_amendments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'id, contract_id, signed_on, effective_on, amount_change, voided_at', 'select contract_id from changed');
create trigger contract_amendments_delete_note_postings after delete on contract_amendments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'contract_id', 'select contract_id from changed');

create trigger contract_villages_insert_note_postings after insert on contract_villages
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'contract_id', 'select contract_id from changed');
create trigger contract_villages_update_note_postings after update on contract_villages
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'contract_id, village_code',
        'select contract_id from changed');
create trigger contract_villages_delete_note_postings after delete on contract_villages
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'contract_id', 'select contract_id from changed');

create trigger deliveries_update_note_postings after update on deliveries
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, true)',
        'id, contract_id, buyer_id, buyer_kind, supplier_id, owner_banner_code, shipped_on, voided_at', 'select id from changed');

create trigger delivery_lines_insert_note_postings after insert on delivery_lines
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, false)', 'delivery_id, accepted_on',
        'select delivery_id from changed where accepted_on is not null');
create trigger delivery_lines_update_note_postings after update on delivery_lines
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, true)',
        'id, delivery_id, state, accepted_on, amount_accepted, category_code, village_code, household_category, households',
        'select delivery_id from changed where accepted_on is not null');
create trigger delivery_lines_delete_note_postings after delete on delivery_lines
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, false)', 'delivery_id, accepted_on',
        'select delivery_id from changed where accepted_on is not null');

create trigger payments_insert_note_postings after insert on payments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'id', 'select id from changed');
create trigger payments_update_note_postings after update on payments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)',
        'id, buyer_id, supplier_id, paid_on, amount, voided_at', 'select id from changed');
create trigger payments_delete_note_postings after delete on payments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'id', 'select id from changed');

create trigger payment_allocations_insert_note_postings after insert on payment_allocations
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'payment_id', 'select payment_id from changed');
create trigger payment_allocations_update_note_postings after update on payment_allocations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'payment_id, delivery_line_id, amount',
        'select payment_id from changed');
create trigger payment_allocations_delete_note_postings after delete on payment_allocations
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'payment_id', 'select payment_id from changed');

create trigger onsite_sales_insert_note_postings after insert on onsite_sales
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)', 'id', 'select id from changed');
create trigger onsite_sales_update_note_postings after update on onsite_sales
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)',
        'id, exhibitor_id, fair_day, category_code, amount, confirmed_on', 'select id from changed');
create trigger onsite_sales_delete_note_postings after delete on onsite_sales
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)', 'id', 'select id from changed');
create trigger editions_update_note_postings after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)', 'id, starts_on, held_in',
        'select s.id from onsite_sales s join exhibitors e on e.id = s.exhibitor_id where e.edition_id in (select id from changed)');
create trigger exhibitors_update_note_postings after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)', 'id, edition_id, organisation_id',
        'select id from onsite_sales where exhibitor_id in (select id from changed)');

create trigger signed_projects_truncate_note_postings after truncate on signed_projects
    for each statement execute function note_all_postings();
create trigger framework_agreements_truncate_note_postings after truncate on framework_agreements
    for each statement execute function note_all_postings();
create trigger contracts_truncate_note_postings after truncate on contracts
    for each statement execute function note_all_postings();
create trigger contract_amendments_truncate_note_postings after truncate on contract_amendments
    for each statement execute function note_all_postings();
create trigger contract_villages_truncate_note_postings after truncate on contract_villages
    for each statement execute function note_all_postings();
create trigger deliveries_truncate_note_postings after truncate on deliveries
    for each statement execute function note_all_postings();
create trigger delivery_lines_truncate_note_postings after truncate on delivery_lines
    for each statement execute function note_all_postings();
create trigger payments_truncate_note_postings after truncate on payments
    for each statement execute function note_all_postings();
create trigger payment_allocations_truncate_note_postings after truncate on payment_allocations
    for each statement execute function note_all_postings();
create trigger onsite_sales_truncate_note_postings after truncate on onsite_sales
    for each statement execute function note_all_postings();

select announce_changes(name::regclass, 'journal')
from unnest(array['journal_entries', 'journal_sums']) name;

-- What was there before becomes known now; a demonstration's entries in the order of its story.
do $$
declare
    story date := (select business_day from installation where is_demonstration);
begin
    if story is null then
        perform post_difference(root, null) from unnest(enum_range(null::journal_root)) as root;
    else
        perform post_from_story(story);
    end if;
end $$;
