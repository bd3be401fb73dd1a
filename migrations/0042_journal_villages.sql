-- Sums of the journal by village.

-- ------------------------------------------------------------------------------------------ supplying villages

-- The days on which a village supplies under at least one contract that counts: of an edition, or of any (0).
create view spanned_villages as
    select edition_id, village_code,
           coalesce(range_agg(daterange(starts_on, ends_on)) filter (where held > 0), '{}') as spans
    from (select edition_id, village_code, starts_on, sum(records) over each as held,
                 lead(starts_on) over each as ends_on
          from (select edition, part, starts_on, sum(records)
                from journal_sums
                cross join unnest(array[0, nullif(edition_id, 0)]) as edition
                where split = 'village' and account = 'contract.village' and unit = 'day' and edition is not null
                group by 1, 2, 3) as changes (edition_id, village_code, starts_on, records)
          window each as (partition by edition_id, village_code order by starts_on)) held
    group by 1, 2;

create table supplying_villages (
    edition_id bigint not null,
    village_code text collate "C" not null,
    spans datemultirange not null,
    primary key (edition_id, village_code)
);
create trigger announce_change after insert or update or delete or truncate on supplying_villages
    for each statement execute function announce_change('journal');

-- Runs after sum_journal, because Postgres fires triggers in the order of their names. If two transactions post for one
-- village, the later one counts what the earlier one left: the village's row for all editions is the lock.
create function span_villages() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    codes text[] := array(select distinct village_code from new_entries where account = 'contract.village');
begin
    if cardinality(codes) = 0 then
        return null;
    end if;
    insert into supplying_villages select 0, code, '{}' from unnest(codes) as code order by 2
    on conflict (edition_id, village_code) do nothing;
    perform from supplying_villages where edition_id = 0 and village_code = any (codes)
        order by village_code for no key update;
    insert into supplying_villages as s (edition_id, village_code, spans)
    select edition_id, village_code, spans from spanned_villages where village_code = any (codes)
    order by 1, 2
    on conflict (edition_id, village_code) do update set spans = excluded.spans where s.spans <> excluded.spans;
    return null;
end $$;
create trigger journal_entries_sum_villages after insert on journal_entries
    referencing new table as new_entries for each statement execute function span_villages();

create function empty_supplying_villages() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from supplying_villages;
    return null;
end $$;
create trigger journal_sums_truncate_villages after truncate on journal_sums
    for each statement execute function empty_supplying_villages();

-- The villages within a division, with the number of contracts under which each supplies on a day.
create function villages_supplying(within text, day date) returns table (village_code text, contracts bigint)
    language sql stable as $$
    select s.part, sum(s.records)::bigint
    from journal_sums s
    where s.split = 'village' and s.account = 'contract.village' and s.unit = 'day'
      and s.part between within and within || '999999999999' and s.starts_on <= day
    group by 1
    having sum(s.records) > 0 $$;

-- -------------------------------------------------------------------------------------- goods from each village

-- What came from each village, quarter by quarter (src/indicators/model/place_figures.rs). A township has tens of
-- thousands of entries, too many to read for a page.
create table village_growth (
    village_code text collate "C" not null,
    -- The last day of the quarter.
    quarter date not null,
    under_contract boolean not null,
    -- Deliveries that brought goods from here for the first time.
    deliveries bigint not null,
    -- Of these, the ones that no other village of the township counts as its own.
    apart bigint not null,
    amount numeric(20, 2) not null,
    primary key (village_code, quarter, under_contract)
);
create trigger announce_change after insert or update or delete or truncate on village_growth
    for each statement execute function announce_change('journal');

-- The query for the growth that comes from some entries; `concerned` is the condition on them. A delivery counts once
-- for each village, in its first quarter, and once for all villages of a township together.
create function counting_village_growth(concerned text) returns text
    language sql immutable
    return format(
        'with parts as (
             select e.village_code,
                    (date_trunc(''quarter'', e.effective_on::timestamp)
                     + interval ''3 months - 1 day'')::date as quarter,
                    e.account = ''purchase.accepted'' as under_contract, e.root_id, sum(e.amount) as amount
             from journal_entries e
             where e.root = ''delivery'' and e.account in (''purchase.accepted'', ''purchase.off_contract'') and %s
             group by 1, 2, 3, 4
             having sum(e.amount) <> 0),
         counted as (
             select *, row_number() over (partition by root_id, village_code order by quarter) = 1 as is_first,
                    row_number() over (partition by root_id, left(village_code, 9)
                                       order by quarter, village_code) = 1 as is_apart
             from parts)
         select village_code, quarter, under_contract, count(*) filter (where is_first) as deliveries,
                count(*) filter (where is_apart) as apart, sum(amount) as amount
         from counted
         group by 1, 2, 3', concerned);

-- The same query for all entries, with `true` for the condition.
create view counted_village_growth as
    with parts as (
        select e.village_code,
               (date_trunc('quarter', e.effective_on::timestamp) + interval '3 months - 1 day')::date as quarter,
               e.account = 'purchase.accepted' as under_contract, e.root_id, sum(e.amount) as amount
        from journal_entries e
        where e.root = 'delivery' and e.account in ('purchase.accepted', 'purchase.off_contract') and true
        group by 1, 2, 3, 4
        having sum(e.amount) <> 0),
    counted as (
        select *, row_number() over (partition by root_id, village_code order by quarter) = 1 as is_first,
               row_number() over (partition by root_id, left(village_code, 9)
                                  order by quarter, village_code) = 1 as is_apart
        from parts)
    select village_code, quarter, under_contract, count(*) filter (where is_first) as deliveries,
           count(*) filter (where is_apart) as apart, sum(amount) as amount
    from counted
    group by 1, 2, 3;

-- New entries may move the first quarter of a delivery, so their deliveries are counted with them and without them.
-- Nobody else posts entries of these deliveries meanwhile, so the older entries are those with lower ids. Large imports
-- sort and group in memory.
create function sum_village_growth() returns trigger
    language plpgsql security definer set search_path = public, pg_temp set work_mem = '64MB' as $$
declare
    touched text := 'e.root_id in (select n.root_id from new_entries n where n.root = ''delivery'')';
begin
    if not exists (select from new_entries where root = 'delivery') then
        return null;
    end if;
    execute format(
        'insert into village_growth as g (village_code, quarter, under_contract, deliveries, apart, amount)
         select village_code, quarter, under_contract, sum(sign * deliveries), sum(sign * apart), sum(sign * amount)
         from (select 1 as sign, * from (%s) now union all select -1, * from (%s) before) changed
         group by 1, 2, 3
         having sum(sign * deliveries) <> 0 or sum(sign * apart) <> 0 or sum(sign * amount) <> 0
         order by 1, 2, 3
         on conflict (village_code, quarter, under_contract) do update
         set deliveries = g.deliveries + excluded.deliveries, apart = g.apart + excluded.apart,
             amount = g.amount + excluded.amount',
        counting_village_growth(touched),
        counting_village_growth(touched || ' and e.id < (select min(id) from new_entries)'));
    return null;
end $$;
create trigger journal_entries_sum_village_growth after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_village_growth();

create function empty_village_growth() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from village_growth;
    return null;
end $$;
create trigger journal_entries_truncate_village_growth after truncate on journal_entries
    for each statement execute function empty_village_growth();
