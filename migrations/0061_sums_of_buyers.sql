-- The list of buyers says what each has contracted and bought: a large buyer has thousands of entries.

create table buyer_sums (
    buyer_id bigint not null,
    account journal_account not null,
    month date not null,
    amount numeric(18, 2) not null,
    records bigint not null,
    -- How many: entries that come to nought are something else than none.
    entries bigint not null,
    primary key (buyer_id, account, month)
);

create view summed_buyers as
    select buyer_id, account, date_trunc('month', effective_on::timestamp)::date as month, sum(amount) as amount, sum(records) as records,
           count(*) as entries
    from journal_entries
    where account in ('framework.standing', 'contract.current', 'purchase.accepted')
    group by 1, 2, 3;

create function sum_buyers() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into buyer_sums as s (buyer_id, account, month, amount, records, entries)
    select buyer_id, account, date_trunc('month', effective_on::timestamp)::date, sum(amount), sum(records), count(*)
    from new_entries
    where account in ('framework.standing', 'contract.current', 'purchase.accepted')
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (buyer_id, account, month) do update
    set amount = s.amount + excluded.amount, records = s.records + excluded.records, entries = s.entries + excluded.entries;
    return null;
end $$;
create trigger journal_entries_sum_buyers after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_buyers();

create function empty_buyer_sums() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from buyer_sums;
    return null;
end $$;
create trigger journal_entries_truncate_buyer_sums after truncate on journal_entries
    for each statement execute function empty_buyer_sums();

select announce_changes('buyer_sums', 'journal');
insert into buyer_sums select * from summed_buyers;

-- The months up to the day's own, without what comes later in that month: as of today that is little.
drop index journal_entries_by_buyer;
create index journal_entries_by_buyer on journal_entries (buyer_id, account, effective_on) where account <> 'purchase.by_household';
create or replace function balance_with_buyer(of_account journal_account, buyer bigint, day date)
    returns table (amount numeric, records bigint)
    language sql stable as $$
    select case when sum(x.entries) > 0 then sum(x.amount) end, coalesce(sum(x.records), 0)::bigint
    from (select s.amount, s.records, s.entries from buyer_sums s
          where s.buyer_id = buyer and s.account = of_account and s.month <= day
          union all
          select -e.amount, -e.records, -1 from journal_entries e
          where e.buyer_id = buyer and e.account = of_account and e.account <> 'purchase.by_household'
            and e.effective_on > day and e.effective_on < (date_trunc('month', day::timestamp) + interval '1 month')::date) x $$;
