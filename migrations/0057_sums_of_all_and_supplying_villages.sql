-- What a figure of the whole city reads: it read a row for each banner and edition, and to count villages every day of
-- each.

-- ------------------------------------------------------------------------------------------- sums of all banners

-- As in 0045. Three splits are kept a second time for all editions and banners together ('_of_all').
create or replace function sum_journal() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    with days as materialized (
        select account, effective_on, coalesce(edition_id, 0) as edition_id,
               coalesce(owner_banner_code, '') as owner_banner_code, buyer_kind, category_code,
               case when account = 'contract.village' then village_code end as village_code,
               sum(amount) as amount, sum(records) as records
        from new_entries
        where account <> 'purchase.by_household'
        group by 1, 2, 3, 4, 5, 6, 7),
    divided as materialized (
        select split, account, unit, part, date_trunc(unit, effective_on)::date as starts_on, edition_id, owner_banner_code,
               sum(amount) as amount, sum(records) as records
        from days, journal_splits(buyer_kind, category_code, village_code)
        group by 1, 2, 3, 4, 5, 6, 7),
    of_all as (
        select split || '_of_all', account, unit, part, starts_on, 0::bigint, '', sum(amount), sum(records)
        from divided
        where split in ('all', 'buyer_kind', 'category')
        group by 1, 2, 3, 4, 5)
    insert into journal_sums as s (split, account, unit, part, starts_on, edition_id, owner_banner_code, amount, records)
    select * from (select * from divided union all select * from of_all) summed
    where amount <> 0 or records <> 0
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (split, account, unit, part, starts_on, edition_id, owner_banner_code) do update
    set amount = s.amount + excluded.amount, records = s.records + excluded.records;
    return null;
end $$;

insert into journal_sums (split, account, unit, part, starts_on, edition_id, owner_banner_code, amount, records)
select split || '_of_all', account, unit, part, starts_on, 0, '', sum(amount), sum(records)
from journal_sums
where split in ('all', 'buyer_kind', 'category')
group by 1, 2, 3, 4, 5;

-- ---------------------------------------------------------------------------------------------- supplying villages

create index journal_sums_by_village on journal_sums (part, starts_on) include (records)
    where split = 'village' and account = 'contract.village' and unit = 'day';

-- When a village supplies under at least one counted contract: of an edition, or of whatever (0).
create view spanned_villages as
    select edition_id, village_code,
           coalesce(range_agg(daterange(starts_on, ends_on)) filter (where held > 0), '{}') as spans
    from (select edition_id, village_code, starts_on, sum(records) over each as held, lead(starts_on) over each as ends_on
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

-- Runs after sum_journal, by its name. Of two transactions that post for one village, the later one counts what the
-- earlier one left: the village's row for all editions is the lock.
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
    perform from supplying_villages where edition_id = 0 and village_code = any (codes) order by village_code for no key update;
    insert into supplying_villages as s (edition_id, village_code, spans)
    select edition_id, village_code, spans from spanned_villages where village_code = any (codes)
    order by 1, 2
    on conflict (edition_id, village_code) do update set spans = excluded.spans where s.spans <> excluded.spans;
    return null;
end $$;

create function empty_supplying_villages() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from supplying_villages;
    return null;
end $$;

insert into supplying_villages select * from spanned_villages;

create trigger journal_entries_sum_villages after insert on journal_entries
    referencing new table as new_entries for each statement execute function span_villages();
create trigger journal_sums_truncate_villages after truncate on journal_sums
    for each statement execute function empty_supplying_villages();

select announce_changes('supplying_villages', 'journal');
