-- Payments are entered by those who pay, or by the office for them. What of a payment is not divided among accepted
-- goods is prepaid; it is derived, never stored.

alter table payments
    -- Increases with each act, so that the later of two people who act at once is told.
    add column version integer not null default 1,
    -- Null if it was imported.
    add column entered_by bigint references users,
    drop constraint payments_number_is_unique;
-- The number of a voucher is the buyer's own. That of a void payment may be used again.
create unique index payments_number_is_unique on payments (buyer_id, number) where voided_at is null;
create index payments_in_the_office on payments (paid_on desc, id desc);
create index payments_by_supplier on payments (supplier_id, paid_on);

-- Scans of bank slips. Both parties and the office may open them; they are never public.
create table payment_vouchers (
    file_id bigint primary key references files,
    payment_id bigint not null references payments,
    added_on date not null
);
create index payment_vouchers_by_payment on payment_vouchers (payment_id);
create trigger announce_change after insert or update or delete or truncate on payment_vouchers
    for each statement execute function announce_change('payments');

-- Organisations and villages that may open a file as its owner may.
create or replace view shared_files as
    select v.file_id, unnest(array[d.buyer_id, d.supplier_id]) as organisation_id, null::text as village_code
    from delivery_vouchers v join deliveries d on d.id = v.delivery_id
    union all
    select v.file_id, null, l.village_code
    from delivery_vouchers v join delivery_lines l on l.delivery_id = v.delivery_id
    union all
    select v.file_id, unnest(array[p.buyer_id, p.supplier_id]), null
    from payment_vouchers v join payments p on p.id = v.payment_id;

-- A difference between what a contract line orders, what was accepted and what was paid, with the word of somebody who
-- looked into it. It holds while the difference is this amount.
create table settled_differences (
    contract_line_id bigint not null references contract_lines,
    -- Between order and goods, or between goods and money.
    kind text not null,
    amount numeric(16, 2) not null,
    -- Too small to be delivered or paid: closed for good.
    is_tail boolean not null,
    note text not null,
    settled_by bigint not null references users,
    settled_on date not null,
    primary key (contract_line_id, kind),
    constraint settled_differences_kind_is_known check (kind in ('goods', 'money')),
    constraint settled_differences_are_differences check (amount <> 0)
);
create trigger announce_change after insert or update or delete or truncate on settled_differences
    for each statement execute function announce_change('payments');

-- Payments of which something is not divided among accepted goods.
create index journal_entries_of_prepaid on journal_entries (root_id) include (amount)
    where account = 'payment.prepaid';
create view prepaid_payments as
    select root_id as payment_id, sum(amount) as amount
    from journal_entries
    where account = 'payment.prepaid'
    group by root_id
    having sum(amount) <> 0;
