-- Counts for the facets of the list of products. They follow product_listings.

-- ------------------------------------------------------------------------------------- by category and banner

-- How many products are listed. Month 0 stands for any month.
create table product_counts (
    edition_id bigint not null,
    month smallint not null,
    category_code text not null,
    banner_code text not null,
    products bigint not null,
    primary key (edition_id, month, category_code, banner_code)
);
create trigger announce_change after insert or update or delete or truncate on product_counts
    for each statement execute function announce_change('products');

create view counted_products as
    select edition_id, m::smallint as month, category_code, banner_code, count(*) as products
    from product_listings, generate_series(0, 12) as m
    where m = 0 or months & (1 << m) <> 0
    group by 1, 2, 3, 4;

-- Upserts in the order of the key, so that two statements never deadlock over each other's rows.
create function count_products() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into product_counts as c (edition_id, month, category_code, banner_code, products)
         select edition_id, m, category_code, banner_code, sum(sign)
         from (%s) changed, generate_series(0, 12) as m
         where m = 0 or months & (1 << m) <> 0
         group by 1, 2, 3, 4 having sum(sign) <> 0 order by 1, 2, 3, 4
         on conflict (edition_id, month, category_code, banner_code) do update
         set products = c.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger product_listings_insert_count_products after insert on product_listings
    referencing new table as new_rows for each statement execute function count_products();
create trigger product_listings_update_count_products after update on product_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_products();
create trigger product_listings_delete_count_products after delete on product_listings
    referencing old table as old_rows for each statement execute function count_products();

-- product_counts, added up to what a facet shows: '*' is all categories or all banners, and a category of two digits
-- includes those below it. A facet reads as many rows as it has lines.
create view summed_product_counts as
    select edition_id, month, category, banner, sum(products)::bigint as products
    from product_counts,
         unnest(array['*', nullif(left(category_code, 2), category_code), category_code]) as category,
         unnest(array['*', banner_code]) as banner
    where category is not null
    group by 1, 2, 3, 4;

create table product_sums (
    edition_id bigint not null,
    month smallint not null,
    category text not null,
    banner text not null,
    products bigint not null,
    primary key (edition_id, month, category, banner)
);
create index product_sums_by_banner on product_sums (edition_id, month, banner, category);
create trigger announce_change after insert or update or delete or truncate on product_sums
    for each statement execute function announce_change('products');

create function sum_product_counts() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate product_sums;
        return null;
    end if;
    execute format(
        'insert into product_sums as s (edition_id, month, category, banner, products)
         select edition_id, month, category, banner, sum(sign * products)
         from (%s) changed,
              unnest(array[''*'', nullif(left(category_code, 2), category_code), category_code]) as category,
              unnest(array[''*'', banner_code]) as banner
         where category is not null
         group by 1, 2, 3, 4 having sum(sign * products) <> 0 order by 1, 2, 3, 4
         on conflict (edition_id, month, category, banner) do update set products = s.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger product_counts_insert_sum after insert on product_counts
    referencing new table as new_rows for each statement execute function sum_product_counts();
create trigger product_counts_update_sum after update on product_counts
    referencing old table as old_rows new table as new_rows for each statement execute function sum_product_counts();
create trigger product_counts_delete_sum after delete on product_counts
    referencing old table as old_rows for each statement execute function sum_product_counts();
create trigger product_counts_truncate_sum after truncate on product_counts
    for each statement execute function sum_product_counts();

-- --------------------------------------------------------------------------------------------- by certificate

-- The number of products with a valid certificate of a scheme changes on two days for each certificate: its first day,
-- and the day after its last. These are the changes of each day, month and year; their sum up to a day is the number on
-- that day. Terms of one scheme that overlap count once.
create view stepped_certificates as
    select l.edition_id, category, banner, unit, date_trunc(unit, day)::date as starts_on, scheme,
           sum(change)::bigint as products
    from product_listings l
    cross join lateral (
        select c ->> 'scheme' as scheme,
               unnest(range_agg(daterange((c ->> 'from')::date, (c ->> 'to')::date, '[]'))) as span
        from jsonb_array_elements(l.certificates) as c group by 1) valid
    cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
    cross join unnest(array['year', 'month', 'day']) as unit
    cross join unnest(array['*', nullif(left(category_code, 2), category_code), category_code]) as category
    cross join unnest(array['*', banner_code]) as banner
    where day is not null and category is not null
    group by 1, 2, 3, 4, 5, 6;

create table certificate_steps (
    edition_id bigint not null,
    category text not null,
    banner text not null,
    unit text not null,
    starts_on date not null,
    scheme text not null,
    products bigint not null,
    primary key (edition_id, category, banner, unit, starts_on, scheme) include (products)
);
create trigger announce_change after insert or update or delete or truncate on certificate_steps
    for each statement execute function announce_change('products');

create function step_certificates() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate certificate_steps;
        return null;
    end if;
    execute format(
        'insert into certificate_steps as s (edition_id, category, banner, unit, starts_on, scheme, products)
         select edition_id, category, banner, unit, date_trunc(unit, day)::date, scheme, sum(sign * change)
         from (select sign, edition_id, category_code, banner_code, certificates, sum(sign) over same as kept
               from (%s) changed where certificates is not null
               window same as (partition by product_id, edition_id, category_code, banner_code, certificates)) changed
         cross join lateral (
             select c ->> ''scheme'' as scheme,
                    unnest(range_agg(daterange((c ->> ''from'')::date, (c ->> ''to'')::date, ''[]''))) as span
             from jsonb_array_elements(certificates) as c group by 1) valid
         cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
         cross join unnest(array[''year'', ''month'', ''day'']) as unit
         cross join unnest(array[''*'', nullif(left(category_code, 2), category_code), category_code]) as category
         cross join unnest(array[''*'', banner_code]) as banner
         where day is not null and category is not null and kept <> 0
         group by 1, 2, 3, 4, 5, 6 having sum(sign * change) <> 0 order by 1, 2, 3, 4, 5, 6
         on conflict (edition_id, category, banner, unit, starts_on, scheme) do update
         set products = s.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger product_listings_insert_step after insert on product_listings
    referencing new table as new_rows for each statement execute function step_certificates();
create trigger product_listings_update_step after update on product_listings
    referencing old table as old_rows new table as new_rows for each statement execute function step_certificates();
create trigger product_listings_delete_step after delete on product_listings
    referencing old table as old_rows for each statement execute function step_certificates();
create trigger product_listings_truncate_step after truncate on product_listings
    for each statement execute function step_certificates();

-- ------------------------------------------------------------------------------------------ by first day shown

-- How many products were shown for the first time on a day. Categories and banners add up as in product_sums.
create view counted_product_days as
    select edition_id, category, banner, shown_since, sum(products)::bigint as products
    from (select edition_id, category_code, banner_code, shown_since, count(*) as products
          from product_listings where shown_since is not null group by 1, 2, 3, 4) of_each
    cross join unnest(array['*', nullif(left(category_code, 2), category_code), category_code]) as category
    cross join unnest(array['*', banner_code]) as banner
    where category is not null
    group by 1, 2, 3, 4;

create table product_days (
    edition_id bigint not null,
    category text not null,
    banner text not null,
    shown_since date not null,
    products bigint not null,
    primary key (edition_id, category, banner, shown_since) include (products)
);
create trigger announce_change after insert or update or delete or truncate on product_days
    for each statement execute function announce_change('products');

create function count_product_days() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate product_days;
        return null;
    end if;
    execute format(
        'insert into product_days as d (edition_id, category, banner, shown_since, products)
         select edition_id, category, banner, shown_since, sum(products)
         from (select edition_id, category_code, banner_code, shown_since, sum(sign) as products
               from (%s) changed where shown_since is not null
               group by 1, 2, 3, 4 having sum(sign) <> 0) changed
         cross join unnest(array[''*'', nullif(left(category_code, 2), category_code), category_code]) as category
         cross join unnest(array[''*'', banner_code]) as banner
         where category is not null
         group by 1, 2, 3, 4 having sum(products) <> 0 order by 1, 2, 3, 4
         on conflict (edition_id, category, banner, shown_since) do update
         set products = d.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger product_listings_insert_count_days after insert on product_listings
    referencing new table as new_rows for each statement execute function count_product_days();
create trigger product_listings_update_count_days after update on product_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_product_days();
create trigger product_listings_delete_count_days after delete on product_listings
    referencing old table as old_rows for each statement execute function count_product_days();
create trigger product_listings_truncate_count_days after truncate on product_listings
    for each statement execute function count_product_days();
