-- The list of exhibitors: a page reads its rows along one index and joins nothing.
create view listed_exhibitors as
    select e.id as exhibitor_id, e.edition_id, coalesce(o.banner_code, '') as banner_code, o.kind,
           coalesce(e.zone_code, '') as zone_code,
           e.organisation_id, e.published_on, e.neutral_rank, o.name, o.pinyin, e.booth_code,
           d.full_name as division, d.full_name_en as division_en, d.level as division_level,
           array(select p.name from exhibits x join products p on p.id = x.product_id
                 where x.exhibitor_id = e.id and p.state = 'published' order by x.id limit 3) as goods,
           (select count(*) from exhibits x join products p on p.id = x.product_id
            where x.exhibitor_id = e.id and p.state = 'published') as products,
           (select p.category_code from exhibits x join products p on p.id = x.product_id
            where x.exhibitor_id = e.id and p.state = 'published' order by x.id limit 1) as category_code,
           (select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'from', c.valid_from, 'to', c.valid_to)
                             order by c.scheme, c.id)
            from certifications c
            where c.organisation_id = e.organisation_id and c.verified_on is not null) as certificates
    from public_exhibitors e
    join organisations o on o.id = e.organisation_id
    join divisions d on d.code = o.division_code;

-- The columns of listed_exhibitors, in their order.
create table exhibitor_listings (
    exhibitor_id bigint primary key,
    edition_id bigint not null,
    -- '' for a party from outside the city.
    banner_code text not null,
    kind text not null,
    -- '' while it has no booth.
    zone_code text not null,
    organisation_id bigint not null,
    published_on date,
    neutral_rank integer not null,
    name text not null,
    pinyin text not null,
    -- Null while it has no booth.
    booth_code text,
    division text not null,
    division_en text not null,
    division_level text not null,
    -- The names of its first three products, and how many it shows.
    goods text[] not null,
    products bigint not null,
    -- The category of the first product. Null if it shows none.
    category_code text,
    -- All verified certificates with their terms. Null for none.
    certificates jsonb
);
create index exhibitor_listings_by_rank on exhibitor_listings (edition_id, neutral_rank, exhibitor_id)
    include (banner_code, kind, zone_code);
create index exhibitor_listings_by_banner on exhibitor_listings (edition_id, banner_code, neutral_rank, exhibitor_id);
create index exhibitor_listings_by_booth on exhibitor_listings (edition_id, booth_code, exhibitor_id)
    include (banner_code, kind, zone_code);
create index exhibitor_listings_by_name on exhibitor_listings (edition_id, pinyin, exhibitor_id)
    include (banner_code, kind, zone_code);
create index exhibitor_listings_by_party on exhibitor_listings (organisation_id, published_on);

create trigger announce_change after insert or update or delete or truncate on exhibitor_listings
    for each statement execute function announce_change('exhibitors');

-- Sets the listings of some exhibitors to what the records say, and first locks what they depend on.
create function refresh_exhibitors(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (select organisation_id from exhibitors e where e.id = any (keys))
        order by id for share;
    perform from exhibitors e where e.id = any (keys) order by e.id for no key update;
    with now as materialized (select * from listed_exhibitors where exhibitor_id = any (keys)),
    gone as (
        delete from exhibitor_listings
        where exhibitor_id = any (keys) and exhibitor_id not in (select exhibitor_id from now))
    insert into exhibitor_listings select * from now
    on conflict (exhibitor_id) do update
    set (edition_id, banner_code, kind, zone_code, organisation_id, published_on, neutral_rank, name, pinyin,
         booth_code, division, division_en, division_level, goods, products, category_code, certificates)
        = (excluded.edition_id, excluded.banner_code, excluded.kind, excluded.zone_code, excluded.organisation_id,
           excluded.published_on, excluded.neutral_rank, excluded.name, excluded.pinyin, excluded.booth_code,
           excluded.division, excluded.division_en, excluded.division_level, excluded.goods, excluded.products,
           excluded.category_code, excluded.certificates)
    where exhibitor_listings is distinct from excluded;
end $$;
revoke execute on function refresh_exhibitors from public;

-- ------------------------------------------------------------------------------------- what the listings follow

create trigger exhibitors_insert_refresh_exhibitors after insert on exhibitors
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, edition_id, organisation_id, state', 'select id from changed');
create trigger exhibitors_update_refresh_exhibitors after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, edition_id, organisation_id, state, published_on, neutral_rank', 'select id from changed');
create trigger exhibitors_delete_refresh_exhibitors after delete on exhibitors
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, edition_id, organisation_id, state', 'select id from changed');

create trigger organisations_update_refresh_exhibitors after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, kind, banner_code, state, name, pinyin, division_code',
        'select id from exhibitors where organisation_id in (select id from changed)');
create trigger divisions_update_refresh_exhibitors after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'code, full_name, full_name_en, level',
        'select e.id from exhibitors e join organisations o on o.id = e.organisation_id where o.division_code in '
        '(select code from changed)');

create trigger booth_assignments_insert_refresh_exhibitors after insert on booth_assignments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed');
create trigger booth_assignments_update_refresh_exhibitors after update on booth_assignments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed');
create trigger booth_assignments_delete_refresh_exhibitors after delete on booth_assignments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed');
create trigger booths_update_refresh_exhibitors after update on booths
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, zone_id, code', 'select exhibitor_id from booth_assignments where booth_id in (select id from changed)');
create trigger zones_update_refresh_exhibitors after update on zones
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, code',
        'select a.exhibitor_id from booth_assignments a join booths b on b.id = a.booth_id where b.zone_id in '
        '(select id from changed)');

create trigger exhibits_insert_refresh_exhibitors after insert on exhibits
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'exhibitor_id', 'select exhibitor_id from changed');
create trigger exhibits_update_refresh_exhibitors after update on exhibits
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, exhibitor_id, product_id', 'select exhibitor_id from changed');
create trigger exhibits_delete_refresh_exhibitors after delete on exhibits
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'exhibitor_id', 'select exhibitor_id from changed');
create trigger products_update_refresh_exhibitors after update on products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, name, category_code, state',
        'select exhibitor_id from exhibits where product_id in (select id from changed)');
create trigger certifications_insert_refresh_exhibitors after insert on certifications
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'organisation_id', 'select id from exhibitors where organisation_id in (select organisation_id from changed)');
create trigger certifications_update_refresh_exhibitors after update on certifications
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'id, organisation_id, scheme, valid_from, valid_to, verified_on',
        'select id from exhibitors where organisation_id in (select organisation_id from changed)');
create trigger certifications_delete_refresh_exhibitors after delete on certifications
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)',
        'organisation_id', 'select id from exhibitors where organisation_id in (select organisation_id from changed)');
