-- 伍 付款, as the public sees it: by buyer and period, never one by one (src/payments/model/publication.rs).

-- What each payment of a buyer came to in a month. The public counts an entry from the month in which it takes effect,
-- and not before the one in which it became known, so that what is entered, corrected or voided late changes no period
-- that has been published.
create table journal_payment_sums (
    buyer_id bigint not null,
    month date not null,
    payment_id bigint not null,
    amount numeric(18, 2) not null,
    primary key (buyer_id, month, payment_id)
);
create trigger announce_change after insert or update or delete or truncate on journal_payment_sums
    for each statement execute function announce_change('journal');

-- The month from which the public counts an entry.
create function counting_month(effective_on date, recorded_at timestamptz) returns date
    language sql immutable as $$
    select date_trunc('month', greatest(effective_on, (recorded_at at time zone 'Asia/Shanghai')::date))::date $$;

-- The last entry of each account. Whoever caches what follows from an account asks here whether there are later
-- entries.
create table journal_heads (
    account journal_account primary key,
    last_entry bigint not null
);
create trigger announce_change after insert or update or delete or truncate on journal_heads
    for each statement execute function announce_change('journal');

create function sum_payments() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into journal_heads as h (account, last_entry)
    select account, max(id) from new_entries group by 1 order by 1
    on conflict (account) do update set last_entry = greatest(h.last_entry, excluded.last_entry);

    insert into journal_payment_sums as s (buyer_id, month, payment_id, amount)
    select buyer_id, counting_month(effective_on, recorded_at), root_id, sum(amount)
    from new_entries
    where account = 'payment.paid'
    group by 1, 2, 3
    having sum(amount) <> 0
    order by 1, 2, 3
    on conflict (buyer_id, month, payment_id) do update set amount = s.amount + excluded.amount;
    return null;
end $$;
create trigger journal_entries_sum_payments after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_payments();

create function empty_payment_sums() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from journal_payment_sums;
    delete from journal_heads;
    return null;
end $$;
create trigger journal_entries_truncate_payment_sums after truncate on journal_entries
    for each statement execute function empty_payment_sums();

-- One row for each entry, with the day from which the public counts it.
create view paid_allocations as
    select e.root_id as payment_id, e.buyer_id, o.kind as buyer_kind, e.supplier_id, e.owner_banner_code,
           e.edition_id as origin_edition_id, e.effective_on,
           greatest(e.effective_on, (e.recorded_at at time zone 'Asia/Shanghai')::date) as counts_on, e.amount
    from journal_entries e
    join organisations o on o.id = e.buyer_id
    where e.account = 'payment.paid';
