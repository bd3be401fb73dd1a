-- What the home page and the catalogue of indicators read most, in fewer rows.

-- ------------------------------------------------------------------------------------------- sums of an edition

-- A fifth split, 'all_of_edition': an edition's sums for all banners together, undivided.

-- Large imports sort and group in memory.
create or replace function sum_journal() returns trigger
    language plpgsql security definer set search_path = public, pg_temp set work_mem = '64MB' as $$
begin
    with days as materialized (
        select account, effective_on as day, coalesce(edition_id, 0) as edition_id,
               coalesce(owner_banner_code, '') as banner, buyer_kind, category_code,
               case when account = 'contract.village' then village_code end as village_code,
               sum(amount) as amount, sum(records) as records
        from new_entries
        where account <> 'purchase.by_household'
        group by 1, 2, 3, 4, 5, 6, 7),
    months as materialized (
        select account, date_trunc('month', day)::date as month, edition_id, banner, buyer_kind, category_code,
               sum(amount) as amount, sum(records) as records
        from days
        group by 1, 2, 3, 4, 5, 6),
    of_month as materialized (
        select 'all' as split, account, month, '' as part, edition_id, banner, sum(amount) as amount,
               sum(records) as records
        from months
        group by account, month, edition_id, banner
        union all
        select 'buyer_kind', account, month, buyer_kind, edition_id, banner, sum(amount), sum(records)
        from months
        where buyer_kind is not null
        group by account, month, buyer_kind, edition_id, banner
        union all
        select 'category', account, month, category_code, edition_id, banner, sum(amount), sum(records)
        from months
        where category_code is not null
        group by account, month, category_code, edition_id, banner
        union all
        select 'kind_and_category', account, month, buyer_kind || '/' || category_code, edition_id, banner, amount,
               records
        from months
        where buyer_kind is not null and category_code is not null),
    divided as materialized (
        select 'all' as split, account, 'day' as unit, '' as part, day as starts_on, edition_id, banner,
               sum(amount) as amount, sum(records) as records
        from days
        group by account, day, edition_id, banner
        union all
        select 'village', account, 'day', village_code, day, edition_id, banner, sum(amount), sum(records)
        from days
        where village_code is not null
        group by account, village_code, day, edition_id, banner
        union all
        select split, account, 'month', part, month, edition_id, banner, amount, records from of_month
        union all
        select split, account, 'ever', part, '-infinity', edition_id, banner, sum(amount), sum(records)
        from of_month
        group by split, account, part, edition_id, banner),
    together as (
        select split || '_of_all', account, unit, part, starts_on, 0::bigint, '', sum(amount), sum(records)
        from divided
        where split in ('all', 'buyer_kind', 'category')
        group by 1, 2, 3, 4, 5
        union all
        select 'all_of_edition', account, unit, part, starts_on, edition_id, '', sum(amount), sum(records)
        from divided
        where split = 'all'
        group by 2, 3, 4, 5, 6)
    insert into journal_sums as s
        (split, account, unit, part, starts_on, edition_id, owner_banner_code, amount, records)
    select * from (select * from divided union all select * from together) summed
    where amount <> 0 or records <> 0
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (split, account, unit, part, starts_on, edition_id, owner_banner_code) do update
    set amount = s.amount + excluded.amount, records = s.records + excluded.records;
    return null;
end $$;

insert into journal_sums (split, account, unit, part, starts_on, edition_id, owner_banner_code, amount, records)
select 'all_of_edition', account, unit, part, starts_on, edition_id, '', sum(amount), sum(records)
from journal_sums
where split = 'all'
group by 2, 3, 4, 5, 6;

-- --------------------------------------------------------------------------------------------- gacha villages

-- Only gacha villages are counted, so only their spans are kept. A village's code begins with the codes of its banner
-- and its township.

create or replace view spanned_villages as
    select edition_id, village_code,
           coalesce(range_agg(daterange(starts_on, ends_on)) filter (where held > 0), '{}') as spans
    from (select edition_id, village_code, starts_on, sum(records) over each as held,
                 lead(starts_on) over each as ends_on
          from (select edition, part, starts_on, sum(records)
                from journal_sums
                join divisions d on d.code = part and d.is_gacha_village
                cross join unnest(array[0, nullif(edition_id, 0)]) as edition
                where split = 'village' and account = 'contract.village' and unit = 'day' and edition is not null
                group by 1, 2, 3) as changes (edition_id, village_code, starts_on, records)
          window each as (partition by edition_id, village_code order by starts_on)) held
    group by 1, 2;

-- Runs after sum_journal, because Postgres fires triggers in the order of their names. If two transactions post for one
-- village, the later one counts what the earlier one left: the village's row for all editions is the lock.
create or replace function span_villages() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    codes text[] := array(select distinct e.village_code
                          from new_entries e
                          join divisions d on d.code = e.village_code and d.is_gacha_village
                          where e.account = 'contract.village');
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

delete from supplying_villages s using divisions d
where d.code = s.village_code and not d.is_gacha_village;

create index divisions_gacha_villages on divisions (banner_code, township_code) where is_gacha_village;

-- ----------------------------------------------------------------------------------- buyers with frameworks

-- Counted by buyer as of a day, from the index alone.
drop index journal_entries_of_frameworks;
create index journal_entries_of_frameworks on journal_entries (account, buyer_id)
    include (effective_on, buyer_kind, records) where root = 'agreement';
