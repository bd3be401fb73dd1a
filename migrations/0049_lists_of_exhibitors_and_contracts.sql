-- The lists of exhibitors and of contracts as rows too, as 0048 has it for products.

-- -------------------------------------------------------------------------------------------- exhibitors

-- Filled again below.
truncate exhibitor_listings, exhibitor_counts;

create or replace view listed_exhibitors as
    select e.id as exhibitor_id, e.edition_id, coalesce(o.banner_code, '') as banner_code, o.kind, coalesce(e.zone_code, '') as zone_code,
           e.organisation_id, e.published_on, e.neutral_rank, o.name, o.pinyin, e.booth_code,
           d.full_name as division, d.full_name_en as division_en, d.level as division_level,
           array(select p.name from exhibits x join products p on p.id = x.product_id
                 where x.exhibitor_id = e.id and p.state = 'published' order by x.id limit 3) as goods,
           (select count(*) from exhibits x join products p on p.id = x.product_id
            where x.exhibitor_id = e.id and p.state = 'published') as products,
           (select p.category_code from exhibits x join products p on p.id = x.product_id
            where x.exhibitor_id = e.id and p.state = 'published' order by x.id limit 1) as category_code,
           (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to) order by c.scheme, c.id)
            from certifications c where c.organisation_id = e.organisation_id and c.verified_on is not null) as certificates
    from public_exhibitors e
    join organisations o on o.id = e.organisation_id
    join divisions d on d.code = o.division_code;

alter table exhibitor_listings
    add column organisation_id bigint not null,
    add column published_on date,
    add column neutral_rank integer not null,
    add column name text not null,
    add column pinyin text not null,
    -- Null: no booth yet.
    add column booth_code text,
    add column division text not null,
    add column division_en text not null,
    add column division_level text not null,
    -- The first three, of so many.
    add column goods text[] not null,
    add column products bigint not null,
    -- Of the first; null: shows nothing.
    add column category_code text,
    -- All that were verified, with their days; null: none.
    add column certificates jsonb;
create index exhibitor_listings_by_rank on exhibitor_listings (edition_id, neutral_rank, exhibitor_id) include (banner_code, kind, zone_code);
create index exhibitor_listings_by_banner on exhibitor_listings (edition_id, banner_code, neutral_rank, exhibitor_id);
create index exhibitor_listings_by_booth on exhibitor_listings (edition_id, booth_code, exhibitor_id) include (banner_code, kind, zone_code);
create index exhibitor_listings_by_name on exhibitor_listings (edition_id, pinyin, exhibitor_id) include (banner_code, kind, zone_code);

-- As in 0019, with more columns.
create or replace function refresh_exhibitors(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (select organisation_id from exhibitors e where e.id = any (keys)) order by id for share;
    perform from exhibitors e where e.id = any (keys) order by e.id for no key update;
    with now as materialized (select * from listed_exhibitors where exhibitor_id = any (keys)),
    gone as (
        delete from exhibitor_listings where exhibitor_id = any (keys) and exhibitor_id not in (select exhibitor_id from now))
    insert into exhibitor_listings select * from now
    on conflict (exhibitor_id) do update
    set (edition_id, banner_code, kind, zone_code, organisation_id, published_on, neutral_rank, name, pinyin, booth_code,
         division, division_en, division_level, goods, products, category_code, certificates)
        = (excluded.edition_id, excluded.banner_code, excluded.kind, excluded.zone_code, excluded.organisation_id, excluded.published_on,
           excluded.neutral_rank, excluded.name, excluded.pinyin, excluded.booth_code, excluded.division, excluded.division_en,
           excluded.division_level, excluded.goods, excluded.products, excluded.category_code, excluded.certificates)
    where exhibitor_listings is distinct from excluded;
end $$;

-- How many exhibitors have a valid certificate of a scheme, as in 0048: by edition, or of all (0), and '*' for every
-- banner, kind or zone.
create view stepped_exhibitors as
    select edition, banner, of_kind, zone, unit, date_trunc(unit, day)::date as starts_on, scheme, sum(change)::bigint as exhibitors
    from exhibitor_listings l
    cross join lateral (
        select c ->> 'scheme' as scheme, unnest(range_agg(daterange((c ->> 'from')::date, (c ->> 'to')::date, '[]'))) as span
        from jsonb_array_elements(l.certificates) as c group by 1) valid
    cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
    cross join unnest(array['year', 'month', 'day']) as unit
    cross join unnest(array[0, edition_id]) as edition
    cross join unnest(array['*', banner_code]) as banner
    cross join unnest(array['*', kind]) as of_kind
    cross join unnest(array['*', zone_code]) as zone
    where day is not null
    group by 1, 2, 3, 4, 5, 6, 7;

create table exhibitor_steps (
    edition bigint not null,
    banner text not null,
    of_kind text not null,
    zone text not null,
    unit text not null,
    starts_on date not null,
    scheme text not null,
    exhibitors bigint not null,
    primary key (edition, banner, of_kind, zone, unit, starts_on, scheme) include (exhibitors)
);

create function step_exhibitors() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate exhibitor_steps;
        return null;
    end if;
    execute format(
        'insert into exhibitor_steps as s (edition, banner, of_kind, zone, unit, starts_on, scheme, exhibitors)
         select edition, banner, of_kind, zone, unit, date_trunc(unit, day)::date, scheme, sum(sign * change)
         from (select sign, edition_id, banner_code, kind, zone_code, certificates, sum(sign) over same as kept
               from (%s) changed where certificates is not null
               window same as (partition by exhibitor_id, edition_id, banner_code, kind, zone_code, certificates)) changed
         cross join lateral (
             select c ->> ''scheme'' as scheme, unnest(range_agg(daterange((c ->> ''from'')::date, (c ->> ''to'')::date, ''[]''))) as span
             from jsonb_array_elements(certificates) as c group by 1) valid
         cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
         cross join unnest(array[''year'', ''month'', ''day'']) as unit
         cross join unnest(array[0, edition_id]) as edition
         cross join unnest(array[''*'', banner_code]) as banner
         cross join unnest(array[''*'', kind]) as of_kind
         cross join unnest(array[''*'', zone_code]) as zone
         where day is not null and kept <> 0
         group by 1, 2, 3, 4, 5, 6, 7 having sum(sign * change) <> 0 order by 1, 2, 3, 4, 5, 6, 7
         on conflict (edition, banner, of_kind, zone, unit, starts_on, scheme) do update set exhibitors = s.exhibitors + excluded.exhibitors',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger exhibitor_listings_insert_step after insert on exhibitor_listings referencing new table as new_rows
    for each statement execute function step_exhibitors();
create trigger exhibitor_listings_update_step after update on exhibitor_listings referencing old table as old_rows new table as new_rows
    for each statement execute function step_exhibitors();
create trigger exhibitor_listings_delete_step after delete on exhibitor_listings referencing old table as old_rows
    for each statement execute function step_exhibitors();
create trigger exhibitor_listings_truncate_step after truncate on exhibitor_listings for each statement execute function step_exhibitors();

drop trigger exhibitors_update_refresh_exhibitors on exhibitors;
create trigger exhibitors_update_refresh_exhibitors after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, edition_id, organisation_id, state, published_on, neutral_rank',
        'select id from changed');
drop trigger booths_update_refresh_exhibitors on booths;
create trigger booths_update_refresh_exhibitors after update on booths
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, zone_id, code',
        'select exhibitor_id from booth_assignments where booth_id in (select id from changed)');
drop trigger organisations_update_refresh_exhibitors on organisations;
create trigger organisations_update_refresh_exhibitors after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, kind, banner_code, state, name, pinyin, division_code',
        'select id from exhibitors where organisation_id in (select id from changed)');
create trigger exhibits_insert_refresh_exhibitors after insert on exhibits
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'exhibitor_id', 'select exhibitor_id from changed');
create trigger exhibits_update_refresh_exhibitors after update on exhibits
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, exhibitor_id, product_id', 'select exhibitor_id from changed');
create trigger exhibits_delete_refresh_exhibitors after delete on exhibits
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'exhibitor_id', 'select exhibitor_id from changed');
create trigger products_update_refresh_exhibitors after update on products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, name, category_code, state',
        'select exhibitor_id from exhibits where product_id in (select id from changed)');
create trigger certifications_insert_refresh_exhibitors after insert on certifications
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'organisation_id',
        'select id from exhibitors where organisation_id in (select organisation_id from changed)');
create trigger certifications_update_refresh_exhibitors after update on certifications
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, organisation_id, scheme, valid_from, valid_to, verified_on',
        'select id from exhibitors where organisation_id in (select organisation_id from changed)');
create trigger certifications_delete_refresh_exhibitors after delete on certifications
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'organisation_id',
        'select id from exhibitors where organisation_id in (select organisation_id from changed)');
create trigger divisions_update_refresh_exhibitors after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'code, full_name, full_name_en, level',
        'select e.id from exhibitors e join organisations o on o.id = e.organisation_id where o.division_code in (select code from changed)');

insert into exhibitor_listings select * from listed_exhibitors;
select announce_changes('exhibitor_steps', 'exhibitors');

-- --------------------------------------------------------------------------------------------- contracts

-- A public contract as it stands in the end, when everything that is written down has come about: its state, its
-- amount, and the last day on which either changes. As of a day before that it is looked at by itself.
create view listed_contracts as
    select c.id as contract_id, c.signed_on, coalesce(c.origin_edition_id, 0) as edition_id, c.owner_banner_code as banner_code,
           c.buyer_kind, c.method, contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, 'infinity') as last_state,
           contract_amount(c.id, c.signed_amount, 'infinity') as last_amount,
           greatest(c.signed_on, c.performing_on, c.completed_on, c.terminated_on,
                    (select max(greatest(m.effective_on, m.signed_on)) from contract_amendments m
                     where m.contract_id = c.id and m.voided_at is null)) as settled_on
    from public_contracts c;

create table contract_listings (
    contract_id bigint primary key,
    signed_on date not null,
    -- 0: came of no signing.
    edition_id bigint not null,
    banner_code text not null,
    buyer_kind text not null,
    method text not null,
    last_state text not null,
    last_amount numeric(18, 2) not null,
    settled_on date not null
);
create index contract_listings_by_signing on contract_listings (signed_on desc, contract_id desc)
    include (edition_id, banner_code, buyer_kind, method, last_state, settled_on);
create index contract_listings_by_amount on contract_listings (last_amount desc, contract_id);
create index contract_listings_by_settling on contract_listings (settled_on);

create table contract_counts (
    edition_id bigint not null,
    banner_code text not null,
    buyer_kind text not null,
    method text not null,
    last_state text not null,
    contracts bigint not null,
    amount numeric(20, 2) not null,
    primary key (edition_id, banner_code, buyer_kind, method, last_state)
);

create view counted_contracts as
    select edition_id, banner_code, buyer_kind, method, last_state, count(*) as contracts, sum(last_amount) as amount
    from contract_listings group by 1, 2, 3, 4, 5;

create function count_contracts() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate contract_counts;
        return null;
    end if;
    execute format(
        'insert into contract_counts as c (edition_id, banner_code, buyer_kind, method, last_state, contracts, amount)
         select edition_id, banner_code, buyer_kind, method, last_state, sum(sign), sum(sign * last_amount)
         from (%s) changed
         group by 1, 2, 3, 4, 5 having sum(sign) <> 0 or sum(sign * last_amount) <> 0 order by 1, 2, 3, 4, 5
         on conflict (edition_id, banner_code, buyer_kind, method, last_state) do update
         set contracts = c.contracts + excluded.contracts, amount = c.amount + excluded.amount',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger contract_listings_insert_count after insert on contract_listings referencing new table as new_rows
    for each statement execute function count_contracts();
create trigger contract_listings_update_count after update on contract_listings referencing old table as old_rows new table as new_rows
    for each statement execute function count_contracts();
create trigger contract_listings_delete_count after delete on contract_listings referencing old table as old_rows
    for each statement execute function count_contracts();
create trigger contract_listings_truncate_count after truncate on contract_listings for each statement execute function count_contracts();

-- The goods accepted under a contract by a day; null: none yet.
create function accepted_under(contract bigint, by_day date) returns numeric
    language sql stable as $$
    select sum(e.amount)
    from deliveries d
    join journal_entries e on e.root_id = d.id and e.root = 'delivery'
    where d.contract_id = contract and e.account = 'purchase.accepted' and e.effective_on <= by_day $$;

-- What these depend on is locked first, as in 0015.
create function refresh_contracts(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    frameworks bigint[] := array(select distinct framework_id from contracts c where c.id = any (keys) and framework_id is not null);
begin
    perform from signed_projects p where p.id in (
        select project_id from contracts c where c.id = any (keys)
        union select project_id from framework_agreements where id = any (frameworks)) order by p.id for share;
    perform from framework_agreements where id = any (frameworks) order by id for share;
    perform from contracts c where c.id = any (keys) order by c.id for no key update;
    with now as materialized (select * from listed_contracts where contract_id = any (keys)),
    gone as (
        delete from contract_listings where contract_id = any (keys) and contract_id not in (select contract_id from now))
    insert into contract_listings select * from now
    on conflict (contract_id) do update
    set (signed_on, edition_id, banner_code, buyer_kind, method, last_state, last_amount, settled_on)
        = (excluded.signed_on, excluded.edition_id, excluded.banner_code, excluded.buyer_kind, excluded.method, excluded.last_state,
           excluded.last_amount, excluded.settled_on)
    where contract_listings is distinct from excluded;
end $$;

create function rebuild_contracts() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate contract_listings;
    insert into contract_listings select * from listed_contracts;
end $$;

create function rebuild_contracts_after_truncate() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform rebuild_contracts();
    return null;
end $$;

revoke execute on function refresh_contracts, rebuild_contracts from public;

create trigger contracts_insert_refresh_contracts after insert on contracts
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id', 'select id from changed');
create trigger contracts_update_refresh_contracts after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)',
        'id, signed_on, owner_banner_code, buyer_kind, method, state, performing_on, completed_on, terminated_on, signed_amount, framework_id, project_id',
        'select id from changed');
create trigger contracts_delete_refresh_contracts after delete on contracts
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id', 'select id from changed');
create trigger contract_amendments_insert_refresh_contracts after insert on contract_amendments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'contract_id', 'select contract_id from changed');
create trigger contract_amendments_update_refresh_contracts after update on contract_amendments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id, contract_id, signed_on, effective_on, amount_change, voided_at',
        'select contract_id from changed');
create trigger contract_amendments_delete_refresh_contracts after delete on contract_amendments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'contract_id', 'select contract_id from changed');
create trigger framework_agreements_update_refresh_contracts after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id, project_id',
        'select id from contracts where framework_id in (select id from changed)');
create trigger signed_projects_update_refresh_contracts after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id, edition_id',
        'select c.id from contracts c left join framework_agreements a on a.id = c.framework_id
         where coalesce(c.project_id, a.project_id) in (select id from changed)');
create trigger contracts_truncate_rebuild_contracts after truncate on contracts
    for each statement execute function rebuild_contracts_after_truncate();
create trigger contract_amendments_truncate_rebuild_contracts after truncate on contract_amendments
    for each statement execute function rebuild_contracts_after_truncate();

select announce_changes(name::regclass, 'contracts') from unnest(array['contract_listings', 'contract_counts']) name;
select rebuild_contracts();
