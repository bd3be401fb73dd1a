-- Posting appends to the journal what records deserve, less what is posted already. It happens once for each
-- transaction, at commit.

-- Records that the transaction has touched and not yet posted. A row lives only inside its transaction.
create unlogged table journal_notes (
    -- Null for every record of every kind.
    root journal_root,
    root_ids bigint[],
    -- Whether records that depend on these are to be posted too, because they take their edition or their kind of buyer
    -- from them.
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

-- Locks the records themselves and shares what they depend on, from the top of the ladder down and by id. If two
-- transactions touch one record, the later one posts what the earlier one left.
create function lock_for_posting(of_root journal_root, ids bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    deliveries_paid bigint[];
begin
    case of_root
        when 'project' then
            perform from signed_projects where id = any (ids) order by id for no key update;
        when 'agreement' then
            perform from signed_projects
                where id in (select project_id from framework_agreements a where a.id = any (ids))
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

-- Appends what is due less what is posted. With null for the ids it does so for all records, due or posted. Large
-- imports sort and group in memory.
create function post_difference(of_root journal_root, ids bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp set work_mem = '64MB' as $$
declare
    dimensions text := 'account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, '
        'owner_banner_code, buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category,
        households';
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

-- Locking and posting are separate statements, so that posting sees what was committed while it waited for the lock.
create function post_records(of_root journal_root, ids bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if cardinality(ids) > 0 then
        perform lock_for_posting(of_root, ids);
        perform post_difference(of_root, ids);
    end if;
end $$;

-- Posts everything the transaction has touched. The trigger fires once for each note; the first call posts for all.
create function post_noted() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    is_everything boolean;
    projects bigint[]; agreements bigint[]; contracts bigint[];
    deliveries_noted bigint[]; payments_noted bigint[]; sales bigint[];
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

    lending_agreements := lending_agreements || array(select id from framework_agreements
                                                      where project_id = any (lending_projects));
    lending_contracts := lending_contracts || array(
        select id from contracts c where c.project_id = any (lending_projects)
                                or c.framework_id = any (lending_agreements));
    lending_deliveries := lending_deliveries || array(select id from deliveries d
                                                      where d.contract_id = any (lending_contracts));
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

-- Posts demonstration data, which comes with a story: each entry is recorded in the evening of the day from which it
-- counts, or on the business day if that day is still to come. The owner alone may set when something became known.
create function post_from_story(business_day date) returns void
    language plpgsql set search_path = public, pg_temp as $$
begin
    delete from journal_notes;
    insert into journal_entries
        (recorded_at, account, effective_on, source, source_id, root, root_id, edition_id, is_renewal,
         owner_banner_code, buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category,
         households, amount, records)
    select (least(effective_on, business_day) + time '18:00') at time zone 'Asia/Shanghai', account, effective_on,
           source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code, buyer_id, buyer_kind,
           supplier_id, category_code, village_code, household_category, households, sum(amount), sum(records)
    from (select account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code,
                 buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category, households,
                 amount, records
          from due_postings
          union all
          select account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code,
                 buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category, households,
                 -amount, -records
          from journal_entries) difference
    group by account, effective_on, source, source_id, root, root_id, edition_id, is_renewal, owner_banner_code,
             buyer_id, buyer_kind, supplier_id, category_code, village_code, household_category, households
    having sum(amount) <> 0 or sum(records) <> 0
    order by least(effective_on, business_day), root, root_id, source_id, account;
end $$;

revoke execute on function lock_for_posting, post_difference, post_records, post_from_story, note_postings from public;
