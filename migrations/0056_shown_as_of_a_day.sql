-- Who exhibits and what is shown, as of any day, from what is counted ahead: until now the past was counted from every
-- exhibit, and a product that several editions showed was told apart for each page.

-- ---------------------------------------------------------------------------------------------- products

-- The column says since when a product is shown: at the edition, or at whichever edition was first (0). Null: never was.
alter table product_listings add column shown_since date;

-- Filled by writing the table anew: no trigger need run, and nothing of the old rows is left behind.
create function shown_since(of_edition bigint, product bigint) returns date
    language sql stable as $$
    select min(e.published_on)
    from exhibits x
    join exhibitors e on e.id = x.exhibitor_id and e.state in ('published', 'checked_in')
    join organisations w on w.id = e.organisation_id and w.state = 'published'
    where x.product_id = product and of_edition in (0, e.edition_id) $$;
alter table product_listings alter column shown_since type date using shown_since(edition_id, product_id);
drop function shown_since;

-- As in 0048, with that column.
create or replace view listed_products as
    select 0::bigint as edition_id, p.id as product_id, left(p.category_code, 2) as top_code, p.category_code,
           coalesce(d.banner_code, '') as banner_code, p.price,
           (select bit_or(1 << m) from unnest(p.months) as m) as months, p.neutral_rank, p.pinyin,
           p.name, p.unit_code, d.name as origin, d.name_en as origin_en, d.level as origin_level, null::text as booth_code,
           (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to) order by c.scheme, c.id)
            from certified_products cp join certifications c on c.id = cp.certification_id and c.verified_on is not null
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
            (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to) order by c.scheme, c.id)
             from certified_products cp join certifications c on c.id = cp.certification_id and c.verified_on is not null
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

-- As in 0048, with that column.
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
         name, unit_code, origin, origin_en, origin_level, booth_code, certificates, cover, shown_since)
        = (excluded.top_code, excluded.category_code, excluded.banner_code, excluded.price, excluded.months, excluded.neutral_rank,
           excluded.pinyin, excluded.name, excluded.unit_code, excluded.origin, excluded.origin_en, excluded.origin_level,
           excluded.booth_code, excluded.certificates, excluded.cover, excluded.shown_since)
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

drop trigger exhibitors_update_refresh_listings on exhibitors;
create trigger exhibitors_update_refresh_listings after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'id, edition_id, state, published_on',
        'select product_id from exhibits where exhibitor_id in (select id from changed)');

-- How many products were shown for the first time on a day. Categories and banners are added up as in product_sums.
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
         on conflict (edition_id, category, banner, shown_since) do update set products = d.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

insert into product_days select * from counted_product_days;

create trigger product_listings_insert_count_days after insert on product_listings
    referencing new table as new_rows for each statement execute function count_product_days();
create trigger product_listings_update_count_days after update on product_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_product_days();
create trigger product_listings_delete_count_days after delete on product_listings
    referencing old table as old_rows for each statement execute function count_product_days();
create trigger product_listings_truncate_count_days after truncate on product_listings
    for each statement execute function count_product_days();

-- -------------------------------------------------------------------------------------------- exhibitors

-- A party counts once whatever the edition: from the day on which it was first published at any.
create index exhibitor_listings_by_party on exhibitor_listings (organisation_id, published_on);

create view listed_parties as
    select organisation_id, min(banner_code) as banner_code, min(published_on) as published_on
    from exhibitor_listings group by 1;

create table exhibiting_parties (
    organisation_id bigint primary key,
    banner_code text not null,
    -- Null: at none any more. The row stays, so that it can be locked.
    published_on date
);

-- How many exhibitors were published on a day at an edition; and how many parties for the first time at any (0).
create view counted_exhibitor_days as
    select edition_id, banner_code, published_on, count(*) as exhibitors
    from (select edition_id, banner_code, published_on from exhibitor_listings
          union all select 0, banner_code, published_on from listed_parties) published
    group by 1, 2, 3;

create table exhibitor_days (
    edition_id bigint not null,
    -- '': of none.
    banner_code text not null,
    published_on date not null,
    exhibitors bigint not null,
    primary key (edition_id, banner_code, published_on) include (exhibitors)
);

create function count_exhibitor_days() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate exhibitor_days, exhibiting_parties;
        return null;
    end if;
    execute format(
        'insert into exhibitor_days as d (edition_id, banner_code, published_on, exhibitors)
         select %s, banner_code, published_on, sum(sign)
         from (%s) changed
         where published_on is not null
         group by 1, 2, 3 having sum(sign) <> 0 order by 1, 2, 3
         on conflict (edition_id, banner_code, published_on) do update set exhibitors = d.exhibitors + excluded.exhibitors',
        case tg_table_name when 'exhibiting_parties' then '0::bigint' else 'edition_id' end, gained_and_lost(tg_op));
    return null;
end $$;

-- Of two transactions that publish one party, the later one counts what the earlier one left.
create function list_parties() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    keys bigint[];
begin
    execute format('select array(select distinct organisation_id from (%s) changed)', gained_and_lost(tg_op)) into keys;
    insert into exhibiting_parties (organisation_id, banner_code)
    select key, '' from unnest(keys) as key order by 1
    on conflict (organisation_id) do nothing;
    perform from exhibiting_parties where organisation_id = any (keys) order by organisation_id for no key update;
    update exhibiting_parties p set (banner_code, published_on) = (now.banner_code, now.published_on)
    from (select key, coalesce(l.banner_code, '') as banner_code, l.published_on
          from unnest(keys) as key
          left join (select * from listed_parties where organisation_id = any (keys)) l on l.organisation_id = key) now
    where p.organisation_id = now.key
      and (p.banner_code, p.published_on) is distinct from (now.banner_code, now.published_on);
    return null;
end $$;

insert into exhibiting_parties select * from listed_parties;
insert into exhibitor_days select * from counted_exhibitor_days;

create trigger exhibiting_parties_update_count_days after update on exhibiting_parties
    referencing old table as old_rows new table as new_rows for each statement execute function count_exhibitor_days();
create trigger exhibitor_listings_insert_count_days after insert on exhibitor_listings
    referencing new table as new_rows for each statement execute function count_exhibitor_days();
create trigger exhibitor_listings_update_count_days after update on exhibitor_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_exhibitor_days();
create trigger exhibitor_listings_delete_count_days after delete on exhibitor_listings
    referencing old table as old_rows for each statement execute function count_exhibitor_days();
create trigger exhibitor_listings_truncate_count_days after truncate on exhibitor_listings
    for each statement execute function count_exhibitor_days();
create trigger exhibitor_listings_insert_list_parties after insert on exhibitor_listings
    referencing new table as new_rows for each statement execute function list_parties();
create trigger exhibitor_listings_update_list_parties after update on exhibitor_listings
    referencing old table as old_rows new table as new_rows for each statement execute function list_parties();
create trigger exhibitor_listings_delete_list_parties after delete on exhibitor_listings
    referencing old table as old_rows for each statement execute function list_parties();

select announce_changes('product_days', 'products');
select announce_changes(name::regclass, 'exhibitors') from unnest(array['exhibiting_parties', 'exhibitor_days']) name;
