-- Sums of the journal by buyer. The list of buyers says what each has contracted and bought, and a large buyer has
-- thousands of entries.
create table buyer_sums (
    buyer_id bigint not null,
    account journal_account not null,
    month date not null,
    amount numeric(18, 2) not null,
    records bigint not null,
    -- How many entries: a sum of zero differs from no entries.
    entries bigint not null,
    primary key (buyer_id, account, month)
);
create trigger announce_change after insert or update or delete or truncate on buyer_sums
    for each statement execute function announce_change('journal');

create view summed_buyers as
    select buyer_id, account, date_trunc('month', effective_on::timestamp)::date as month, sum(amount) as amount,
           sum(records) as records, count(*) as entries
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
    set amount = s.amount + excluded.amount, records = s.records + excluded.records,
        entries = s.entries + excluded.entries;
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

-- What an account comes to with one buyer on a day: the months up to the day's own, less what comes later in that
-- month. As of today that is little. The amount is null if there are no entries.
create function balance_with_buyer(of_account journal_account, buyer bigint, day date)
    returns table (amount numeric, records bigint)
    language sql stable as $$
    select case when sum(x.entries) > 0 then sum(x.amount) end, coalesce(sum(x.records), 0)::bigint
    from (select s.amount, s.records, s.entries from buyer_sums s
          where s.buyer_id = buyer and s.account = of_account and s.month <= day
          union all
          select -e.amount, -e.records, -1 from journal_entries e
          where e.buyer_id = buyer and e.account = of_account and e.account <> 'purchase.by_household'
            and e.effective_on > day
            and e.effective_on < (date_trunc('month', day::timestamp) + interval '1 month')::date) x $$;
