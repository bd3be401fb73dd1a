-- The list of products: a page reads its rows along one index and joins nothing.

-- A published product of a published organisation: once for each edition at which it is shown, and once as of edition
-- 0, which stands for all editions. The banner is '' for the city itself. The months are a bit each, 1 << month. Price,
-- booth and first day are those at the edition; of edition 0 the product's own price, no booth, and the day it was
-- first shown at any. The certificates are all verified ones with their terms; whether one is valid is decided on the
-- day.
create view listed_products as
    select 0::bigint as edition_id, p.id as product_id, left(p.category_code, 2) as top_code, p.category_code,
           coalesce(d.banner_code, '') as banner_code, p.price,
           (select bit_or(1 << m) from unnest(p.months) as m) as months, p.neutral_rank, p.pinyin,
           p.name, p.unit_code, d.name as origin, d.name_en as origin_en, d.level as origin_level,
           null::text as booth_code,
           (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to)
                             order by c.scheme, c.id)
            from certified_products cp
            join certifications c on c.id = cp.certification_id and c.verified_on is not null
            where cp.product_id = p.id) as certificates,
           (select picture from product_pictures where product_id = p.id and place = 1) as cover,
           (select min(e.published_on)
            from exhibits x
            join exhibitors e on e.id = x.exhibitor_id and e.state in ('published', 'checked_in')
            join organisations w on w.id = e.organisation_id and w.state = 'published'
            where x.product_id = p.id) as shown_since
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
            (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to)
                              order by c.scheme, c.id)
             from certified_products cp
             join certifications c on c.id = cp.certification_id and c.verified_on is not null
             where cp.product_id = p.id),
            (select picture from product_pictures where product_id = p.id and place = 1),
            min(e.published_on) over (partition by e.edition_id, x.product_id)
     from exhibits x
     join exhibitors e on e.id = x.exhibitor_id and e.state in ('published', 'checked_in')
     join organisations w on w.id = e.organisation_id and w.state = 'published'
     join products p on p.id = x.product_id and p.state = 'published'
     join organisations o on o.id = p.organisation_id and o.state = 'published'
     join divisions d on d.code = p.origin_code
     left join booth_assignments a on a.exhibitor_id = e.id and a.released_at is null
     left join booths b on b.id = a.booth_id
     order by e.edition_id, x.product_id, x.id);

-- The columns of listed_products, in their order.
create table product_listings (
    edition_id bigint not null,
    product_id bigint not null,
    top_code text not null,
    category_code text not null,
    banner_code text not null,
    price numeric(16, 4) not null,
    months integer not null,
    neutral_rank integer not null,
    pinyin text not null,
    name text not null,
    unit_code text not null,
    origin text not null,
    origin_en text not null,
    origin_level text not null,
    -- The booth of the exhibitor whose price is listed. Null without a booth, and for edition 0.
    booth_code text,
    -- Null for none.
    certificates jsonb,
    cover jsonb,
    -- The day since which it is shown. Null if it never was.
    shown_since date,
    primary key (edition_id, product_id)
);
-- The orders of the list. A scan along an order skips what a common filter excludes.
create index product_listings_by_rank on product_listings (edition_id, neutral_rank, product_id)
    include (top_code, category_code, banner_code);
create index product_listings_by_price on product_listings (edition_id, price, product_id)
    include (top_code, category_code, banner_code);
create index product_listings_by_name on product_listings (edition_id, pinyin, product_id)
    include (top_code, category_code, banner_code);
-- Each common set of filters has the neutral order in an index of its own, so that one plan serves any value.
create index product_listings_by_banner on product_listings (edition_id, banner_code, neutral_rank, product_id);
create index product_listings_by_top on product_listings (edition_id, top_code, neutral_rank, product_id);
create index product_listings_by_category on product_listings (edition_id, category_code, neutral_rank, product_id);
create index product_listings_by_top_and_banner
    on product_listings (edition_id, banner_code, top_code, neutral_rank, product_id);
create index product_listings_by_category_and_banner
    on product_listings (edition_id, banner_code, category_code, neutral_rank, product_id);
create index product_listings_by_product on product_listings (product_id);

create trigger announce_change after insert or update or delete or truncate on product_listings
    for each statement execute function announce_change('products');

-- A verified certificate of a listed product.
create view listed_certificates as
    select l.edition_id, c.scheme, l.product_id, c.id as certification_id, c.valid_from, c.valid_to,
           l.top_code, l.category_code, l.banner_code, l.months
    from product_listings l
    join certified_products cp on cp.product_id = l.product_id
    join certifications c on c.id = cp.certification_id and c.verified_on is not null;

-- The primary key includes all that a filter needs: how many products have a valid certificate is counted on the day,
-- up to a limit, from the index alone.
create table certificate_listings (
    edition_id bigint not null,
    scheme text not null,
    product_id bigint not null,
    certification_id bigint not null,
    valid_from date not null,
    -- Null for no end.
    valid_to date,
    top_code text not null,
    category_code text not null,
    banner_code text not null,
    months integer not null,
    primary key (edition_id, scheme, product_id, certification_id)
        include (valid_from, valid_to, top_code, category_code, banner_code, months)
);
create index certificate_listings_by_product on certificate_listings (product_id);

create trigger announce_change after insert or update or delete or truncate on certificate_listings
    for each statement execute function announce_change('products');

-- The listed products that come from a village. Given a day, only those shown at a fair by then.
create function products_of_village(village text, by_day date) returns table (product_id bigint)
    language sql stable as $$
    select p.id from products p join product_listings l on l.product_id = p.id and l.edition_id = 0
    where p.origin_code = village and (by_day is null or was_shown_by(p.id, by_day)) $$;

-- Sets the listings of some products to what the records say. It first locks what they depend on, so that of two
-- transactions the later one sees what the earlier one changed. Rows to delete are found with "not in", which looks
-- them up in a hash. With "not exists" Postgres compares each row with each, because it cannot know how many keys there
-- are.
create function refresh_listings(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select organisation_id from products where id = any (keys)
        union select e.organisation_id from exhibits x join exhibitors e on e.id = x.exhibitor_id
              where x.product_id = any (keys))
        order by id for share;
    perform from exhibitors where id in (select exhibitor_id from exhibits where product_id = any (keys))
        order by id for share;
    perform from certifications
        where id in (select certification_id from certified_products where product_id = any (keys))
        order by id for share;
    perform from products where id = any (keys) order by id for no key update;
    with now as materialized (select * from listed_products where product_id = any (keys)),
    gone as (
        delete from product_listings where product_id = any (keys)
        and (edition_id, product_id) not in (select edition_id, product_id from now))
    insert into product_listings select * from now
    on conflict (edition_id, product_id) do update
    set (top_code, category_code, banner_code, price, months, neutral_rank, pinyin,
         name, unit_code, origin, origin_en, origin_level, booth_code, certificates, cover, shown_since)
        = (excluded.top_code, excluded.category_code, excluded.banner_code, excluded.price, excluded.months,
           excluded.neutral_rank, excluded.pinyin, excluded.name, excluded.unit_code, excluded.origin,
           excluded.origin_en, excluded.origin_level, excluded.booth_code, excluded.certificates, excluded.cover,
           excluded.shown_since)
    where product_listings is distinct from excluded;
    with now as materialized (select * from listed_certificates where product_id = any (keys)),
    gone as (
        delete from certificate_listings where product_id = any (keys)
        and (edition_id, scheme, product_id, certification_id)
            not in (select edition_id, scheme, product_id, certification_id from now))
    insert into certificate_listings select * from now
    on conflict (edition_id, scheme, product_id, certification_id) do update
    set (valid_from, valid_to, top_code, category_code, banner_code, months)
        = (excluded.valid_from, excluded.valid_to, excluded.top_code, excluded.category_code, excluded.banner_code,
           excluded.months)
    where certificate_listings is distinct from excluded;
end $$;
revoke execute on function refresh_listings from public;

-- ------------------------------------------------------------------------------------- what the listings follow

-- There is one trigger for each kind of change, because Postgres names the rows of a statement by kind.
create trigger products_insert_refresh_listings after insert on products
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, category_code, origin_code, price, months, neutral_rank, pinyin, state', 'select id from changed');
create trigger products_update_refresh_listings after update on products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, name, category_code, origin_code, unit_code, price, months, neutral_rank, pinyin, state',
        'select id from changed');
create trigger products_delete_refresh_listings after delete on products
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, category_code, origin_code, price, months, neutral_rank, pinyin, state', 'select id from changed');

create trigger organisations_update_refresh_listings after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, state',
        'select id from products where organisation_id in (select id from changed)
         union select x.product_id from exhibits x join exhibitors e on e.id = x.exhibitor_id
         where e.organisation_id in (select id from changed)');
create trigger divisions_update_refresh_listings after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'code, name, name_en, level, banner_code',
        'select id from products where origin_code in (select code from changed)');

create trigger exhibits_insert_refresh_listings after insert on exhibits
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, exhibitor_id, product_id, price', 'select product_id from changed');
create trigger exhibits_update_refresh_listings after update on exhibits
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, exhibitor_id, product_id, price', 'select product_id from changed');
create trigger exhibits_delete_refresh_listings after delete on exhibits
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, exhibitor_id, product_id, price', 'select product_id from changed');
create trigger exhibitors_update_refresh_listings after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, edition_id, state, published_on',
        'select product_id from exhibits where exhibitor_id in (select id from changed)');
create trigger booth_assignments_insert_refresh_listings after insert on booth_assignments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'exhibitor_id', 'select product_id from exhibits where exhibitor_id in (select exhibitor_id from changed)');
create trigger booth_assignments_update_refresh_listings after update on booth_assignments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, booth_id, exhibitor_id, released_at',
        'select product_id from exhibits where exhibitor_id in (select exhibitor_id from changed)');
create trigger booth_assignments_delete_refresh_listings after delete on booth_assignments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'exhibitor_id', 'select product_id from exhibits where exhibitor_id in (select exhibitor_id from changed)');
create trigger booths_update_refresh_listings after update on booths
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, code',
        'select x.product_id from booth_assignments a join exhibits x on x.exhibitor_id = a.exhibitor_id
         where a.booth_id in (select id from changed)');

create trigger certified_products_insert_refresh_listings after insert on certified_products
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'certification_id, product_id', 'select product_id from changed');
create trigger certified_products_update_refresh_listings after update on certified_products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'certification_id, product_id', 'select product_id from changed');
create trigger certified_products_delete_refresh_listings after delete on certified_products
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'certification_id, product_id', 'select product_id from changed');
create trigger certifications_update_refresh_listings after update on certifications
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, scheme, valid_from, valid_to, verified_on',
        'select product_id from certified_products where certification_id in (select id from changed)');

create trigger product_photos_insert_refresh_listings after insert on product_photos
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'product_id', 'select product_id from changed');
create trigger product_photos_update_refresh_listings after update on product_photos
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'product_id, file_id, place, alt', 'select product_id from changed');
create trigger product_photos_delete_refresh_listings after delete on product_photos
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'product_id', 'select product_id from changed');
create trigger files_update_refresh_listings after update on files
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)',
        'id, code, width, height', 'select product_id from product_photos where file_id in (select id from changed)');
