-- How many listed products come from each village, for the list of villages.
create table village_products (
    village_code text primary key,
    products bigint not null
);
create trigger announce_change after insert or update or delete or truncate on village_products
    for each statement execute function announce_change('products');

create view counted_village_products as
    select p.origin_code as village_code, count(*) as products
    from products p
    join product_listings l on l.product_id = p.id and l.edition_id = 0
    group by 1;

-- A product that becomes listed or unlisted counts at its place of origin.
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

-- A listed product changes its origin or is deleted. This runs before the listing is refreshed: Postgres fires triggers
-- in the order of their names.
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
