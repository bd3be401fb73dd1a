-- 伍 付款, as it is counted in public: by buyer and period, never one by one (src/payments/model/publication.rs).

-- One row for each part of a payment that pays for accepted goods under a contract, and one that takes it back
-- where the payment was voided. Everything public that is said of payments is read from here.
-- `counts_on` is the day from which the public counts it: not before the day on which it was recorded, so that
-- what is entered or voided late changes no period that has been published.
create view paid_allocations as
    select a.payment_id, l.buyer_id, b.kind as buyer_kind, l.supplier_id, l.owner_banner_code, l.origin_edition_id,
           greatest(p.paid_on, l.accepted_on) as effective_on,
           greatest(p.paid_on, l.accepted_on, (t.known_at at time zone 'Asia/Shanghai')::date) as counts_on,
           t.sign * a.amount as amount
    from payment_allocations a
    join payments p on p.id = a.payment_id
    join accepted_lines l on l.id = a.delivery_line_id and l.contract_id is not null
    join organisations b on b.id = l.buyer_id
    join lateral (values (1, p.recorded_at), (-1, p.voided_at)) as t (sign, known_at) on t.known_at is not null;

-- The demonstration's payments were recorded on the day they were made.
update payments set recorded_at = (paid_on + time '18:00') at time zone 'Asia/Shanghai'
    where (select is_demonstration from installation);
