-- The list of deliveries from what is counted ahead, as the list of contracts is (0049).

-- A delivery has been as it is listed since the last day on which something of it changed: it was shipped, or accepted.
create or replace view listed_deliveries as
    select d.id as delivery_id, d.contract_id, d.buyer_id, d.buyer_kind, d.supplier_id, d.owner_banner_code,
           d.origin_edition_id, d.shipped_on, greatest(l.accepted_on, d.shipped_on) as latest_on, l.states, l.amount
    from public_deliveries d,
    lateral (select max(accepted_on) as accepted_on, array_agg(distinct state order by state) as states,
                    sum(amount_accepted) as amount
             from delivery_lines where delivery_id = d.id) l
    where l.states is not null;

create index delivery_listings_by_amount on delivery_listings (amount desc, delivery_id);
drop index delivery_listings_by_day;
create index delivery_listings_by_day on delivery_listings (latest_on desc, delivery_id desc)
    include (contract_id, owner_banner_code, buyer_kind, origin_edition_id, shipped_on, states);
create index delivery_listings_by_shipping on delivery_listings (shipped_on);

create table delivery_counts (
    is_off_contract boolean not null,
    -- 0: came of no signing.
    edition_id bigint not null,
    banner_code text not null,
    buyer_kind text not null,
    states text[] not null,
    deliveries bigint not null,
    amount numeric(20, 2) not null,
    primary key (is_off_contract, edition_id, banner_code, buyer_kind, states)
);

create view counted_deliveries as
    select contract_id is null as is_off_contract, coalesce(origin_edition_id, 0) as edition_id,
           owner_banner_code as banner_code, buyer_kind, states, count(*) as deliveries, sum(amount) as amount
    from delivery_listings
    group by 1, 2, 3, 4, 5;

create function count_deliveries() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate delivery_counts;
        return null;
    end if;
    execute format(
        'insert into delivery_counts as c (is_off_contract, edition_id, banner_code, buyer_kind, states, deliveries, amount)
         select contract_id is null, coalesce(origin_edition_id, 0), owner_banner_code, buyer_kind, states,
                sum(sign), sum(sign * amount)
         from (%s) changed
         group by 1, 2, 3, 4, 5
         having sum(sign) <> 0 or sum(sign * amount) <> 0
         order by 1, 2, 3, 4, 5
         on conflict (is_off_contract, edition_id, banner_code, buyer_kind, states) do update
         set deliveries = c.deliveries + excluded.deliveries, amount = c.amount + excluded.amount',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger delivery_listings_insert_count after insert on delivery_listings
    referencing new table as new_rows for each statement execute function count_deliveries();
create trigger delivery_listings_update_count after update on delivery_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_deliveries();
create trigger delivery_listings_delete_count after delete on delivery_listings
    referencing old table as old_rows for each statement execute function count_deliveries();
create trigger delivery_listings_truncate_count after truncate on delivery_listings
    for each statement execute function count_deliveries();

select announce_changes('delivery_counts', 'deliveries');
update delivery_listings x set latest_on = l.latest_on
from listed_deliveries l
where l.delivery_id = x.delivery_id and l.latest_on <> x.latest_on;
insert into delivery_counts select * from counted_deliveries;

-- What a delivery was like on a day before its last: what was accepted later was on its way then.
create function delivered_of(delivery bigint, by_day date)
    returns table (accepted_on date, states text[], amount numeric)
    language sql stable as $$
    select max(l.accepted_on) filter (where l.accepted_on <= by_day),
           array_agg(distinct case when l.accepted_on > by_day then 'shipped' else l.state end),
           coalesce(sum(l.amount_accepted) filter (where l.accepted_on <= by_day), 0)
    from delivery_lines l
    where l.delivery_id = delivery $$;
