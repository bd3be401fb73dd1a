-- What a figure counts is what the list that it opens lists: as of any day, and only of those who are there.

-- A contract by the days on which it began to be performed, was completed or was ended. Of one whose beginning is not
-- on record it is known only that it is under way.
create function contract_state(state text, performing_on date, completed_on date, terminated_on date, day date) returns text
    language sql immutable parallel safe
    return case when terminated_on <= day then 'terminated' when completed_on <= day then 'completed'
                when performing_on <= day or (performing_on is null and state = 'performing') then 'performing' else 'signed' end;

-- The contracts that a village supplies under and that count on a day.
create function contracts_of_village(village text, day date) returns table (contract_id bigint)
    language sql stable as $$
    select c.id from contract_villages v join public_contracts c on c.id = v.contract_id
    where v.village_code = village and c.signed_on <= day and (c.terminated_on is null or c.terminated_on > day) $$;

-- Whether some exhibitor whose part in a fair was published by a day showed a product there.
create function was_shown_by(product bigint, day date) returns boolean
    language sql stable
    return exists (select from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
                   where x.product_id = product and e.published_on <= day);

-- The listed products that come from a village; where a day is given, those shown at a fair by then.
create function products_of_village(village text, by_day date) returns table (product_id bigint)
    language sql stable as $$
    select p.id from products p join product_listings l on l.product_id = p.id and l.edition_id = 0
    where p.origin_code = village and (by_day is null or was_shown_by(p.id, by_day)) $$;

-- ------------------------------------------------------------------------------- who has left is listed nowhere

create or replace view public_exhibitors as
    select e.id, e.edition_id, e.organisation_id, e.published_on, e.neutral_rank, e.recorded_at,
           b.id as booth_id, b.code as booth_code, z.id as zone_id, z.code as zone_code
    from exhibitors e
    join organisations o on o.id = e.organisation_id and o.state = 'published'
    left join booth_assignments a on a.exhibitor_id = e.id and a.released_at is null
    left join booths b on b.id = a.booth_id
    left join zones z on z.id = b.zone_id
    where e.state in ('published', 'checked_in');

create or replace view listed_products as
    select 0::bigint as edition_id, p.id as product_id, left(p.category_code, 2) as top_code, p.category_code,
           coalesce(d.banner_code, '') as banner_code, p.price,
           (select bit_or(1 << m) from unnest(p.months) as m) as months, p.neutral_rank, p.pinyin
    from products p
    join organisations o on o.id = p.organisation_id and o.state = 'published'
    join divisions d on d.code = p.origin_code
    where p.state = 'published'
    union all
    (select distinct on (e.edition_id, x.product_id)
            e.edition_id, x.product_id, left(p.category_code, 2), p.category_code,
            coalesce(d.banner_code, ''), x.price,
            (select bit_or(1 << m) from unnest(p.months) as m), p.neutral_rank, p.pinyin
     from exhibits x
     join exhibitors e on e.id = x.exhibitor_id and e.state in ('published', 'checked_in')
     join organisations w on w.id = e.organisation_id and w.state = 'published'
     join products p on p.id = x.product_id and p.state = 'published'
     join organisations o on o.id = p.organisation_id and o.state = 'published'
     join divisions d on d.code = p.origin_code
     order by e.edition_id, x.product_id, x.id);

-- As in 0019, and what is asked of the sellers is locked first.
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
    set (top_code, category_code, banner_code, price, months, neutral_rank, pinyin)
        = (excluded.top_code, excluded.category_code, excluded.banner_code, excluded.price, excluded.months, excluded.neutral_rank, excluded.pinyin)
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

drop trigger organisations_update_refresh_exhibitors on organisations;
create trigger organisations_update_refresh_exhibitors after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_exhibitors($1)', 'id, kind, banner_code, state',
        'select id from exhibitors where organisation_id in (select id from changed)');
create trigger organisations_update_refresh_listings after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_listings($1)', 'id, state',
        'select id from products where organisation_id in (select id from changed)
         union select x.product_id from exhibits x join exhibitors e on e.id = x.exhibitor_id
         where e.organisation_id in (select id from changed)');

select rebuild_counts();
