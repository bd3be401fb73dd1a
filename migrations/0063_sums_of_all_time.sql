-- A figure as of a day is the sum of all time without what comes after that day. Of today nothing comes after.

create or replace function journal_splits(buyer_kind text, category_code text, village_code text)
    returns table (split text, unit text, part text)
    language sql immutable as $$
    select t.split, t.unit, t.part
    from (values ('all', 'ever', ''),
                 ('all', 'month', ''),
                 ('all', 'day', ''),
                 ('buyer_kind', 'ever', buyer_kind),
                 ('buyer_kind', 'month', buyer_kind),
                 ('buyer_kind', 'day', buyer_kind),
                 ('category', 'ever', category_code),
                 ('category', 'month', category_code),
                 ('category', 'day', category_code),
                 ('kind_and_category', 'ever', buyer_kind || '/' || category_code),
                 ('kind_and_category', 'month', buyer_kind || '/' || category_code),
                 ('village', 'day', village_code)) as t (split, unit, part)
    where t.part is not null $$;

-- The first day of the period of a sum.
create function sum_starts_on(unit text, day date) returns date
    language sql immutable as $$
    select case unit when 'ever' then '-infinity' else date_trunc(unit, day)::date end $$;

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
        select split, account, unit, part, sum_starts_on(unit, effective_on) as starts_on, edition_id, owner_banner_code,
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
select split, account, 'ever', part, '-infinity', edition_id, owner_banner_code, sum(amount), sum(records)
from journal_sums
where unit = 'month'
group by 1, 2, 4, 6, 7;

-- Nothing calls these any more.
drop function accepted_under(bigint, date);
drop function contracts_of_village(text, date);
