-- The list of contracts: a page reads its rows along one index and joins nothing.

-- A public contract as it stands in the end, once everything on record has come about: its state, its amount, and the
-- last day on which either changes. As of a day before that one, its state and amount are computed from the contract.
create view listed_contracts as
    select c.id as contract_id, c.signed_on, coalesce(c.origin_edition_id, 0) as edition_id,
           c.owner_banner_code as banner_code, c.buyer_kind, c.method,
           contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, 'infinity') as last_state,
           contract_amount(c.id, c.signed_amount, 'infinity') as last_amount,
           greatest(c.signed_on, c.performing_on, c.completed_on, c.terminated_on,
                    (select max(greatest(m.effective_on, m.signed_on)) from contract_amendments m
                     where m.contract_id = c.id and m.voided_at is null)) as settled_on
    from public_contracts c;

-- The columns of listed_contracts, in their order.
create table contract_listings (
    contract_id bigint primary key,
    signed_on date not null,
    -- 0 for a contract that does not originate from an edition's ceremony.
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

create trigger announce_change after insert or update or delete or truncate on contract_listings
    for each statement execute function announce_change('contracts');

-- Sets the listings of some contracts to what the records say, and first locks what they depend on.
create function refresh_contracts(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    frameworks bigint[] := array(select distinct framework_id from contracts c
                                 where c.id = any (keys) and framework_id is not null);
begin
    perform from signed_projects p where p.id in (
        select project_id from contracts c where c.id = any (keys)
        union select project_id from framework_agreements where id = any (frameworks)) order by p.id for share;
    perform from framework_agreements where id = any (frameworks) order by id for share;
    perform from contracts c where c.id = any (keys) order by c.id for no key update;
    with now as materialized (select * from listed_contracts where contract_id = any (keys)),
    gone as (
        delete from contract_listings
        where contract_id = any (keys) and contract_id not in (select contract_id from now))
    insert into contract_listings select * from now
    on conflict (contract_id) do update
    set (signed_on, edition_id, banner_code, buyer_kind, method, last_state, last_amount, settled_on)
        = (excluded.signed_on, excluded.edition_id, excluded.banner_code, excluded.buyer_kind, excluded.method,
           excluded.last_state, excluded.last_amount, excluded.settled_on)
    where contract_listings is distinct from excluded;
end $$;

-- From scratch, after a truncate and for loads too large to follow.
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

-- ------------------------------------------------------------------------------------- what the listings follow

create trigger contracts_insert_refresh_contracts after insert on contracts
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id', 'select id from changed');
create trigger contracts_update_refresh_contracts after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)',
        'id, signed_on, owner_banner_code, buyer_kind, method, state, performing_on, completed_on, terminated_on, '
        'signed_amount, framework_id, project_id',
        'select id from changed');
create trigger contracts_delete_refresh_contracts after delete on contracts
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'id', 'select id from changed');
create trigger contracts_truncate_rebuild_contracts after truncate on contracts
    for each statement execute function rebuild_contracts_after_truncate();

create trigger contract_amendments_insert_refresh_contracts after insert on contract_amendments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'contract_id', 'select contract_id from changed');
create trigger contract_amendments_update_refresh_contracts after update on contract_amendments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)',
        'id, contract_id, signed_on, effective_on, amount_change, voided_at', 'select contract_id from changed');
create trigger contract_amendments_delete_refresh_contracts after delete on contract_amendments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)', 'contract_id', 'select contract_id from changed');
create trigger contract_amendments_truncate_rebuild_contracts after truncate on contract_amendments
    for each statement execute function rebuild_contracts_after_truncate();

create trigger framework_agreements_update_refresh_contracts after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)',
        'id, project_id', 'select id from contracts where framework_id in (select id from changed)');
create trigger signed_projects_update_refresh_contracts after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_contracts($1)',
        'id, edition_id',
        'select c.id from contracts c left join framework_agreements a on a.id = c.framework_id
         where coalesce(c.project_id, a.project_id) in (select id from changed)');

-- ----------------------------------------------------------------------------------------------------- counts

-- Counts for the facets of the list. They follow contract_listings.
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
create trigger announce_change after insert or update or delete or truncate on contract_counts
    for each statement execute function announce_change('contracts');

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

create trigger contract_listings_insert_count after insert on contract_listings
    referencing new table as new_rows for each statement execute function count_contracts();
create trigger contract_listings_update_count after update on contract_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_contracts();
create trigger contract_listings_delete_count after delete on contract_listings
    referencing old table as old_rows for each statement execute function count_contracts();
create trigger contract_listings_truncate_count after truncate on contract_listings
    for each statement execute function count_contracts();
