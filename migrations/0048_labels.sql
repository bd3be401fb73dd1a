-- What a label of a list says is a row, brought up to date when records change: a page of a list reads its rows along
-- one index and joins nothing. What the day alone decides, the validity of certificates, is decided when it is read.

-- ---------------------------------------------------------------------------------------------- products

-- Filled again below.
truncate product_listings, certificate_listings, product_counts;

-- As in 0043, and what the label says. The booth is that of the exhibitor whose price stands there; the certificates
-- are all that were verified, with their days. Null: none.
create or replace view listed_products as
    select 0::bigint as edition_id, p.id as product_id, left(p.category_code, 2) as top_code, p.category_code,
           coalesce(d.banner_code, '') as banner_code, p.price,
           (select bit_or(1 << m) from unnest(p.months) as m) as months, p.neutral_rank, p.pinyin,
           p.name, p.unit_code, d.name as origin, d.name_en as origin_en, d.level as origin_level, null::text as booth_code,
           (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to) order by c.scheme, c.id)
            from certified_products cp join certifications c on c.id = cp.certification_id and c.verified_on is not null
            where cp.product_id = p.id) as certificates,
           (select picture from product_pictures where product_id = p.id and place = 1) as cover
    from products p
    join organisations o on o.id = p.organisation_id and o.state = 'published'
    join divisions d on d.code = p.origin_code
    where p.state = 'published'
    union all
    (select distinct on (e.edition_id, x.product_id)
            e.edition_id, x.product_id, left(p.category_code, 2), p.category_code,
            coalesce(d.banner_code, ''), x.price,
            (select bit_or(1 << m) from unnest(p.months) as m), p.neutral_rank, p.pinyin,
            p.name, p.unit_code, d.name, d.name_en, d.level, b.code,
            (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to) order by c.scheme, c.id)
             from certified_products cp join certifications c on c.id = cp.certification_id and c.verified_on is not null
             where cp.product_id = p.id),
            (select picture from product_pictures where product_id = p.id and place = 1)
     from exhibits x
     join exhibitors e on e.id = x.exhibitor_id and e.state in ('published', 'checked_in')
     join organisations w on w.id = e.organisation_id and w.state = 'published'
     join products p on p.id = x.product_id and p.state = 'published'
     join organisations o on o.id = p.organisation_id and o.state = 'published'
     join divisions d on d.code = p.origin_code
     left join booth_assignments a on a.exhibitor_id = e.id and a.released_at is null
     left join booths b on b.id = a.booth_id
     order by e.edition_id, x.product_id, x.id);

alter table product_listings
    add column name text not null,
    add column unit_code text not null,
    add column origin text not null,
    add column origin_en text not null,
    add column origin_level text not null,
    add column booth_code text,
    add column certificates jsonb,
    add column cover jsonb;

-- Each common set of filters has the neutral order in an index of its own, so that one plan serves any value.
drop index product_listings_by_top, product_listings_by_category;
create index product_listings_by_top on product_listings (edition_id, top_code, neutral_rank, product_id);
create index product_listings_by_category on product_listings (edition_id, category_code, neutral_rank, product_id);
create index product_listings_by_top_and_banner on product_listings (edition_id, banner_code, top_code, neutral_rank, product_id);
create index product_listings_by_category_and_banner on product_listings (edition_id, banner_code, category_code, neutral_rank, product_id);

-- As in 0043, with more columns.
create or replace function refresh_listings(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select organisation_id from products where id = any (keys)
        union select e.organisation_id from exhibits x join exhibitors e on e.id = x.exhibitor_id where x.product_id = any (keys))
        order by id for share;
    perform from exhibitors where id in (select exhibitor_id from exhibits where product_id = any (keys)) order by id for share;
    perform from certifications where id in (select certification_id from certified_products where product_id = any (keys)) order by id for share;
    perform from products where id = any (keys) order by id for no key update;
    with now as materialized (select * from listed_products where product_id = any (keys)),
    gone as (
        delete from product_listings where product_id = any (keys)
        and (edition_id, product_id) not in (select edition_id, product_id from now))
    insert into product_listings select * from now
    on conflict (edition_id, product_id) do update
    set (top_code, category_code, banner_code, price, months, neutral_rank, pinyin,
         name, unit_code, origin, origin_en, origin_level, booth_code, certificates, cover)
        = (excluded.top_code, excluded.category_code, excluded.banner_code, excluded.price, excluded.months, excluded.neutral_rank,
           excluded.pinyin, excluded.name, excluded.unit_code, excluded.origin, excluded.origin_en, excluded.origin_level,
           excluded.booth_code, excluded.certificates, excluded.cover)
    where product_listings is distinct from excluded;
    with now as materialized (select * from listed_certificates where product_id = any (keys)),
    gone as (
        delete from certificate_listings where product_id = any (keys)
        and (edition_id, scheme, product_id, certification_id) not in (select edition_id, scheme, product_id, certification_id from now))
    insert into certificate_listings select * from now
    on conflict (edition_id, scheme, product_id, certification_id) do update
    set (valid_from, valid_to, top_code, category_code, banner_code, months)
        = (excluded.valid_from, excluded.valid_to, excluded.top_code, excluded.category_code, excluded.banner_code, excluded.months)
    where certificate_listings is distinct from excluded;
end $$;

-- ------------------------------------------------------------------------------------- the product list's facets

-- product_counts, added up to what a facet shows: '*' is all categories or all banners, two digits are a category with
-- those below it. So a facet is as many rows as it has lines.
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

-- How many products have a certificate of a scheme changes on two days of each: its first, and the one after its last.
-- The changes of a day, of a month and of a year; those up to a day come to how many it is on that day.
create view stepped_certificates as
    select l.edition_id, category, banner, unit, date_trunc(unit, day)::date as starts_on, scheme, sum(change)::bigint as products
    from product_listings l
    cross join lateral (
        select c ->> 'scheme' as scheme, unnest(range_agg(daterange((c ->> 'from')::date, (c ->> 'to')::date, '[]'))) as span
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
             select c ->> ''scheme'' as scheme, unnest(range_agg(daterange((c ->> ''from'')::date, (c ->> ''to'')::date, ''[]''))) as span
             from jsonb_array_elements(certificates) as c group by 1) valid
         cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
         cross join unnest(array[''year'', ''month'', ''day'']) as unit
         cross join unnest(array[''*'', nullif(left(category_code, 2), category_code), category_code]) as category
         cross join unnest(array[''*'', banner_code]) as banner
         where day is not null and category is not null and kept <> 0
         group by 1, 2, 3, 4, 5, 6 having sum(sign * change) <> 0 order by 1, 2, 3, 4, 5, 6
         on conflict (edition_id, category, banner, unit, starts_on, scheme) do update set products = s.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger product_counts_insert_sum after insert on product_counts referencing new table as new_rows
    for each statement execute function sum_product_counts();
create trigger product_counts_update_sum after update on product_counts referencing old table as old_rows new table as new_rows
    for each statement execute function sum_product_counts();
create trigger product_counts_delete_sum after delete on product_counts referencing old table as old_rows
    for each statement execute function sum_product_counts();
create trigger product_counts_truncate_sum after truncate on product_counts for each statement execute function sum_product_counts();
create trigger product_listings_insert_step after insert on product_listings referencing new table as new_rows
    for each statement execute function step_certificates();
create trigger product_listings_update_step after update on product_listings referencing old table as old_rows new table as new_rows
    for each statement execute function step_certificates();
create trigger product_listings_delete_step after delete on product_listings referencing old table as old_rows
    for each statement execute function step_certificates();
create trigger product_listings_truncate_step after truncate on product_listings for each statement execute function step_certificates();

-- -------------------------------------------------------------------------- what else a label follows

drop trigger products_update_refresh_listings on products;
create trigger products_update_refresh_listings after update on products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, name, category_code, origin_code, unit_code, price, months, neutral_rank, pinyin, state', 'select id from changed');
create trigger product_photos_insert_refresh_listings after insert on product_photos
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'product_id', 'select product_id from changed');
create trigger product_photos_update_refresh_listings after update on product_photos
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'product_id, file_id, place, alt', 'select product_id from changed');
create trigger product_photos_delete_refresh_listings after delete on product_photos
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'product_id', 'select product_id from changed');
create trigger files_update_refresh_listings after update on files
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'id, code, width, height',
        'select product_id from product_photos where file_id in (select id from changed)');
create trigger booth_assignments_insert_refresh_listings after insert on booth_assignments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'exhibitor_id',
        'select product_id from exhibits where exhibitor_id in (select exhibitor_id from changed)');
create trigger booth_assignments_update_refresh_listings after update on booth_assignments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'id, booth_id, exhibitor_id, released_at',
        'select product_id from exhibits where exhibitor_id in (select exhibitor_id from changed)');
create trigger booth_assignments_delete_refresh_listings after delete on booth_assignments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'exhibitor_id',
        'select product_id from exhibits where exhibitor_id in (select exhibitor_id from changed)');
create trigger booths_update_refresh_listings after update on booths
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'id, code',
        'select x.product_id from booth_assignments a join exhibits x on x.exhibitor_id = a.exhibitor_id
         where a.booth_id in (select id from changed)');
create trigger divisions_update_refresh_listings after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'code, name, name_en, level, banner_code',
        'select id from products where origin_code in (select code from changed)');

select announce_changes(name::regclass, 'products') from unnest(array['product_sums', 'certificate_steps']) name;

insert into product_listings select * from listed_products;
insert into certificate_listings select * from listed_certificates;
