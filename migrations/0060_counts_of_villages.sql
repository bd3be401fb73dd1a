-- What came from each village, quarter by quarter (src/indicators/model/place_figures.rs). A township has tens of thousands
-- of entries: they are too many to go through for a page.

create table village_growth (
    village_code text collate "C" not null,
    -- Its last day.
    quarter date not null,
    under_contract boolean not null,
    -- That brought goods from here for the first time.
    deliveries bigint not null,
    -- Of these, those that no other village of the township counts as its own.
    apart bigint not null,
    amount numeric(20, 2) not null,
    primary key (village_code, quarter, under_contract)
);

-- The statement that counts the entries of which `concerned` holds. A delivery counts once for each village, in its first
-- quarter; and once for all villages of a township together.
create function counting_village_growth(concerned text) returns text
    language sql immutable
    return format(
        'with parts as (
             select e.village_code, (date_trunc(''quarter'', e.effective_on::timestamp) + interval ''3 months - 1 day'')::date as quarter,
                    e.account = ''purchase.accepted'' as under_contract, e.root_id, sum(e.amount) as amount
             from journal_entries e
             where e.root = ''delivery'' and e.account in (''purchase.accepted'', ''purchase.off_contract'') and %s
             group by 1, 2, 3, 4
             having sum(e.amount) <> 0),
         counted as (
             select *, row_number() over (partition by root_id, village_code order by quarter) = 1 as is_first,
                    row_number() over (partition by root_id, left(village_code, 9) order by quarter, village_code) = 1 as is_apart
             from parts)
         select village_code, quarter, under_contract, count(*) filter (where is_first) as deliveries,
                count(*) filter (where is_apart) as apart, sum(amount) as amount
         from counted
         group by 1, 2, 3', concerned);

do $$ begin
    execute 'create view counted_village_growth as ' || counting_village_growth('true');
end $$;

-- A delivery's first quarter may move: the deliveries of the new entries are counted with them and without. Nobody else
-- posts entries of these deliveries meanwhile, so the older ones are those of lower ids.
create function sum_village_growth() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    touched text := 'e.root_id in (select n.root_id from new_entries n where n.root = ''delivery'')';
begin
    if not exists (select from new_entries where root = 'delivery') then
        return null;
    end if;
    execute format(
        'insert into village_growth as g (village_code, quarter, under_contract, deliveries, apart, amount)
         select village_code, quarter, under_contract, sum(sign * deliveries), sum(sign * apart), sum(sign * amount)
         from (select 1 as sign, * from (%s) now union all select -1, * from (%s) before) changed
         group by 1, 2, 3
         having sum(sign * deliveries) <> 0 or sum(sign * apart) <> 0 or sum(sign * amount) <> 0
         order by 1, 2, 3
         on conflict (village_code, quarter, under_contract) do update
         set deliveries = g.deliveries + excluded.deliveries, apart = g.apart + excluded.apart, amount = g.amount + excluded.amount',
        counting_village_growth(touched),
        counting_village_growth(touched || ' and e.id < (select min(id) from new_entries)'));
    return null;
end $$;
create trigger journal_entries_sum_village_growth after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_village_growth();

create function empty_village_growth() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from village_growth;
    return null;
end $$;
create trigger journal_entries_truncate_village_growth after truncate on journal_entries
    for each statement execute function empty_village_growth();

select announce_changes('village_growth', 'journal');
insert into village_growth select * from counted_village_growth;

-- Villages are listed with how many products come from each and under how many contracts it supplies.

create table village_products (
    village_code text primary key,
    products bigint not null
);

create view counted_village_products as
    select p.origin_code as village_code, count(*) as products
    from products p
    join product_listings l on l.product_id = p.id and l.edition_id = 0
    group by 1;

-- A listed product counts where it comes from.
create function count_village_products() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate village_products;
        return null;
    end if;
    execute format(
        'insert into village_products as v (village_code, products)
         select p.origin_code, sum(sign)
         from (%s) changed join products p on p.id = changed.product_id
         where changed.edition_id = 0
         group by 1 order by 1
         on conflict (village_code) do update set products = v.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;
create trigger product_listings_insert_count_in_villages after insert on product_listings
    referencing new table as new_rows for each statement execute function count_village_products();
create trigger product_listings_delete_count_in_villages after delete on product_listings
    referencing old table as old_rows for each statement execute function count_village_products();
create trigger product_listings_truncate_count_in_villages after truncate on product_listings
    for each statement execute function count_village_products();

-- A product that is listed moves, or goes: its name must put this trigger before the one that refreshes the listing.
create function move_village_products() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into village_products as v (village_code, products)
         select changed.origin_code, sum(sign)
         from (%s) changed join product_listings l on l.product_id = changed.id and l.edition_id = 0
         group by 1 having sum(sign) <> 0 order by 1
         on conflict (village_code) do update set products = v.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;
create trigger products_update_move_in_villages after update on products
    referencing old table as old_rows new table as new_rows for each statement execute function move_village_products();
create trigger products_delete_move_in_villages after delete on products
    referencing old table as old_rows for each statement execute function move_village_products();

select announce_changes('village_products', 'products');
insert into village_products select * from counted_village_products;

-- The villages whose code begins so, with the contracts under which they supply on a day.
create function villages_supplying(within text, day date) returns table (village_code text, contracts bigint)
    language sql stable as $$
    select s.part, sum(s.records)::bigint
    from journal_sums s
    where s.split = 'village' and s.account = 'contract.village' and s.unit = 'day'
      and s.part between within and within || '999999999999' and s.starts_on <= day
    group by 1
    having sum(s.records) > 0 $$;
