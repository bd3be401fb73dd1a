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
create index journal_sums_by_village on journal_sums (part, starts_on) include (records)
    where split = 'village' and account = 'contract.village' and unit = 'day';
create function supplying_villages(within text, day date) returns table (village_code text, contracts bigint)
    language sql stable as $$
    select s.part, sum(s.records)::bigint
    from journal_sums s
    where s.split = 'village' and s.account = 'contract.village' and s.unit = 'day'
      and s.part between within and within || '999999999999' and s.starts_on <= day
    group by 1
    having sum(s.records) > 0 $$;
