-- The list of deliveries: a page reads its rows along one index and joins nothing.

-- A public delivery with the states of its lines and the amount accepted, as they are since `latest_on`: the last day
-- on which it was shipped or something of it was accepted.
create view listed_deliveries as
    select d.id as delivery_id, d.contract_id, d.buyer_id, d.buyer_kind, d.supplier_id, d.owner_banner_code,
           d.origin_edition_id, d.shipped_on, greatest(l.accepted_on, d.shipped_on) as latest_on, l.states, l.amount
    from public_deliveries d,
    lateral (select max(accepted_on) as accepted_on, array_agg(distinct state order by state) as states,
                    sum(amount_accepted) as amount
             from delivery_lines where delivery_id = d.id) l
    where l.states is not null;

-- The columns of listed_deliveries, in their order.
create table delivery_listings (
    delivery_id bigint primary key,
    -- Null for an off-contract purchase.
    contract_id bigint,
    buyer_id bigint not null,
    buyer_kind text not null,
    supplier_id bigint not null,
    owner_banner_code text not null,
    -- Null for a delivery that does not originate from an edition's ceremony.
    origin_edition_id bigint,
    shipped_on date not null,
    latest_on date not null,
    states text[] not null,
    amount numeric(18, 2) not null
);
create index delivery_listings_by_day on delivery_listings (latest_on desc, delivery_id desc)
    include (contract_id, owner_banner_code, buyer_kind, origin_edition_id, shipped_on, states);
create index delivery_listings_by_amount on delivery_listings (amount desc, delivery_id);
create index delivery_listings_by_shipping on delivery_listings (shipped_on);
create index delivery_listings_by_contract on delivery_listings (contract_id);
create index delivery_listings_by_buyer on delivery_listings (buyer_id);
create index delivery_listings_by_supplier on delivery_listings (supplier_id);

create trigger announce_change after insert or update or delete or truncate on delivery_listings
    for each statement execute function announce_change('deliveries');

-- A delivery as of a day before its latest: lines accepted after that day count as shipped.
create function delivered_of(delivery bigint, by_day date)
    returns table (accepted_on date, states text[], amount numeric)
    language sql stable as $$
    select max(l.accepted_on) filter (where l.accepted_on <= by_day),
           array_agg(distinct case when l.accepted_on > by_day then 'shipped' else l.state end),
           coalesce(sum(l.amount_accepted) filter (where l.accepted_on <= by_day), 0)
    from delivery_lines l
    where l.delivery_id = delivery $$;

-- The list as of a day. The lines are read only for deliveries with a line accepted after that day, and if the filter
-- names a category, a product or a place.
create function delivered(by_day date, category text, product bigint, village text, township text)
    returns table (delivery_id bigint, contract_id bigint, buyer_id bigint, buyer_kind text, supplier_id bigint,
                   owner_banner_code text, origin_edition_id bigint, shipped_on date, latest_on date, states text[],
                   amount numeric)
    language sql stable as $$
    select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind, x.supplier_id, x.owner_banner_code,
           x.origin_edition_id, x.shipped_on, x.latest_on, x.states, x.amount
    from delivery_listings x
    where coalesce(category, product::text, village, township) is null
      and x.shipped_on <= by_day and x.latest_on <= by_day
    union all
    select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind, x.supplier_id, x.owner_banner_code,
           x.origin_edition_id, x.shipped_on, coalesce(l.accepted_on, x.shipped_on), l.states, l.amount
    from delivery_listings x,
    lateral (select max(accepted_on) filter (where accepted_on <= by_day) as accepted_on,
                    array_agg(distinct case when accepted_on > by_day then 'shipped' else state end) as states,
                    coalesce(sum(amount_accepted) filter (where accepted_on <= by_day), 0) as amount
             from delivery_lines where delivery_lines.delivery_id = x.delivery_id) l
    where coalesce(category, product::text, village, township) is null
      and x.shipped_on <= by_day and x.latest_on > by_day
    union all
    select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind, x.supplier_id, x.owner_banner_code,
           x.origin_edition_id, x.shipped_on, coalesce(l.accepted_on, x.shipped_on), l.states, l.amount
    from (select l.delivery_id, max(accepted_on) filter (where accepted_on <= by_day) as accepted_on,
                 array_agg(distinct case when accepted_on > by_day then 'shipped' else state end) as states,
                 coalesce(sum(amount_accepted) filter (where accepted_on <= by_day), 0) as amount
          from delivery_lines l
          where coalesce(category, delivered.product::text, village, township) is not null
            and (category is null or left(l.category_code, length(category)) = category)
            and (product is null or l.product_id = product)
            and (village is null or l.village_code = village)
            and (township is null or l.village_code between township and township || '999')
          group by l.delivery_id) l
    join delivery_listings x on x.delivery_id = l.delivery_id
    where x.shipped_on <= by_day $$;

-- Sets the listings of some deliveries to what the records say, and first locks what they depend on.
create function refresh_delivery_listings(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform lock_chains(keys);
    perform from deliveries d where d.id = any (keys) order by d.id for no key update;
    with now as materialized (select * from listed_deliveries where delivery_id = any (keys)),
    gone as (
        delete from delivery_listings
        where delivery_id = any (keys) and delivery_id not in (select delivery_id from now))
    insert into delivery_listings select * from now
    on conflict (delivery_id) do update
    set (contract_id, buyer_id, buyer_kind, supplier_id, owner_banner_code, origin_edition_id, shipped_on, latest_on,
         states, amount)
        = (excluded.contract_id, excluded.buyer_id, excluded.buyer_kind, excluded.supplier_id,
           excluded.owner_banner_code, excluded.origin_edition_id, excluded.shipped_on, excluded.latest_on,
           excluded.states, excluded.amount)
    where delivery_listings is distinct from excluded;
end $$;
revoke execute on function refresh_delivery_listings from public;

-- ------------------------------------------------------------------------------------- what the listings follow

create trigger delivery_lines_insert_refresh_delivery_listings after insert on delivery_lines
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, delivery_id, state, accepted_on, amount_accepted', 'select delivery_id from changed');
create trigger delivery_lines_update_refresh_delivery_listings after update on delivery_lines
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, delivery_id, state, accepted_on, amount_accepted', 'select delivery_id from changed');
create trigger delivery_lines_delete_refresh_delivery_listings after delete on delivery_lines
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, delivery_id, state, accepted_on, amount_accepted', 'select delivery_id from changed');

create trigger deliveries_update_refresh_delivery_listings after update on deliveries
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, contract_id, buyer_id, buyer_kind, supplier_id, owner_banner_code, shipped_on, voided_at',
        'select id from changed');
create trigger contracts_update_refresh_delivery_listings after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, state, framework_id, project_id, buyer_kind',
        'select d.id from deliveries d join contracts c on c.id = d.contract_id where c.id in (select id from '
        'changed)');
create trigger framework_agreements_update_refresh_delivery_listings after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, project_id',
        'select d.id from deliveries d join contracts c on c.id = d.contract_id left join framework_agreements a on '
        'a.id = c.framework_id where a.id in (select id from changed)');
create trigger signed_projects_update_refresh_delivery_listings after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_delivery_listings($1)',
        'id, edition_id',
        'select d.id from deliveries d join contracts c on c.id = d.contract_id left join framework_agreements a on '
        'a.id = c.framework_id where coalesce(c.project_id, a.project_id) in (select id from changed)');

-- ----------------------------------------------------------------------------------------------------- counts

-- Counts for the facets of the list. They follow delivery_listings.
create table delivery_counts (
    is_off_contract boolean not null,
    -- 0 for deliveries that do not originate from an edition's ceremony.
    edition_id bigint not null,
    banner_code text not null,
    buyer_kind text not null,
    states text[] not null,
    deliveries bigint not null,
    amount numeric(20, 2) not null,
    primary key (is_off_contract, edition_id, banner_code, buyer_kind, states)
);
create trigger announce_change after insert or update or delete or truncate on delivery_counts
    for each statement execute function announce_change('deliveries');

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
        'insert into delivery_counts as c
             (is_off_contract, edition_id, banner_code, buyer_kind, states, deliveries, amount)
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
