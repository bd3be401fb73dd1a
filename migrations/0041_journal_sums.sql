-- Sums of the journal by period, undivided and divided by what pages group by. The journal only grows, so one insert
-- trigger keeps them. A figure as of a day is the sum of all time less what comes after that day; as of today nothing
-- comes after. By kind of buyer and by category there are no sums of days, because the days that come after in one
-- month are few: they are read from the entries.
create table journal_sums (
    -- How the sums are divided: 'all' (undivided), 'buyer_kind', 'category', 'kind_and_category', or 'village', which
    -- is of contract.village alone and by day alone. The first three exist again as 'all_of_all' and so on: for all
    -- editions and banners together.
    split text collate "C" not null,
    account journal_account not null,
    -- 'ever', 'month' or 'day'.
    unit text collate "C" not null,
    -- The kind of buyer, the category … '' if undivided.
    part text collate "C" not null,
    -- The first day of the period. -infinity for all time.
    starts_on date not null,
    -- 0 for no edition.
    edition_id bigint not null,
    -- '' for no banner.
    owner_banner_code text collate "C" not null,
    amount numeric(18, 2) not null,
    records bigint not null,
    primary key (split, account, unit, starts_on, part, edition_id, owner_banner_code)
);
-- What the spans of supplying villages are computed from.
create index journal_sums_by_village on journal_sums (part, starts_on) include (records)
    where split = 'village' and account = 'contract.village' and unit = 'day';

create trigger announce_change after insert or update or delete or truncate on journal_sums
    for each statement execute function announce_change('journal');

-- How an entry is divided: the sums it adds to, and its part in each. `farmfair verify` checks the sums by this.
-- sum_journal adds up coarser sums from finer ones, which comes to the same.
create function journal_splits(buyer_kind text, category_code text, village_code text)
    returns table (split text, unit text, part text)
    language sql immutable as $$
    select t.split, t.unit, t.part
    from (values ('all', 'ever', ''),
                 ('all', 'month', ''),
                 ('all', 'day', ''),
                 ('buyer_kind', 'ever', buyer_kind),
                 ('buyer_kind', 'month', buyer_kind),
                 ('category', 'ever', category_code),
                 ('category', 'month', category_code),
                 ('kind_and_category', 'ever', buyer_kind || '/' || category_code),
                 ('kind_and_category', 'month', buyer_kind || '/' || category_code),
                 ('village', 'day', village_code)) as t (split, unit, part)
    where t.part is not null $$;

-- The first day of a sum's period.
create function sum_starts_on(unit text, day date) returns date
    language sql immutable as $$
    select case unit when 'ever' then '-infinity' else date_trunc(unit, day)::date end $$;

-- Large imports sort and group in memory.
create function sum_journal() returns trigger
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
    of_all as (
        select split || '_of_all', account, unit, part, starts_on, 0::bigint, '', sum(amount), sum(records)
        from divided
        where split in ('all', 'buyer_kind', 'category')
        group by 1, 2, 3, 4, 5)
    insert into journal_sums as s
        (split, account, unit, part, starts_on, edition_id, owner_banner_code, amount, records)
    select * from (select * from divided union all select * from of_all) summed
    where amount <> 0 or records <> 0
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (split, account, unit, part, starts_on, edition_id, owner_banner_code) do update
    set amount = s.amount + excluded.amount, records = s.records + excluded.records;
    return null;
end $$;
create trigger journal_entries_sum_journal after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_journal();
