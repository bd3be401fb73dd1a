-- How the entries of changed records are set to what the views say.

-- Sets the entries of some records of a view. The caller has locked what they depend on.
create function replace_search_entries(of_view text, kinds text[], keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'with now as materialized (select * from %I where id = any ($2)),
         gone as (
             delete from search_entries
             where kind = any ($1) and id = any ($2) and (kind, id) not in (select kind, id from now))
         insert into search_entries select * from now order by kind, id
         on conflict (kind, id) do update
         set (name, name_en, number, code, place, place_en, banner_code, words, edition, signed_on, ends_on, price,
              unit_code, booth_code, amount, neutral_rank, position, sort_name, organisation_id, shown_by,
              shown_by_banners, search_text, tokens)
             = (excluded.name, excluded.name_en, excluded.number, excluded.code, excluded.place, excluded.place_en,
                excluded.banner_code, excluded.words, excluded.edition, excluded.signed_on, excluded.ends_on,
                excluded.price, excluded.unit_code, excluded.booth_code, excluded.amount, excluded.neutral_rank,
                excluded.position, excluded.sort_name, excluded.organisation_id, excluded.shown_by,
                excluded.shown_by_banners, excluded.search_text, excluded.tokens)
         where search_entries is distinct from excluded', of_view)
    using kinds, keys;
end $$;

create function refresh_search_of_products(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select organisation_id from products where id = any (keys)
        union select e.organisation_id from exhibits x join exhibitors e on e.id = x.exhibitor_id
              where x.product_id = any (keys))
        order by id for share;
    perform from exhibitors where id in (select exhibitor_id from exhibits where product_id = any (keys))
        order by id for share;
    perform from products where id = any (keys) order by id for no key update;
    perform replace_search_entries('searchable_products', '{product}', keys);
end $$;

-- Includes the products that the exhibitors show.
create function refresh_search_of_exhibitors(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select organisation_id from exhibitors e where e.id = any (keys)
        union select p.organisation_id from exhibits x join products p on p.id = x.product_id
              where x.exhibitor_id = any (keys))
        order by id for share;
    perform from exhibitors e where e.id = any (keys) order by e.id for no key update;
    perform replace_search_entries('searchable_exhibitors', '{exhibitor}', keys);
    perform refresh_search_of_products(array(select distinct product_id from exhibits where exhibitor_id = any (keys)));
end $$;

create function refresh_search_of_projects(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select unnest(array[supplier_id, buyer_id]) from signed_projects p
        where p.id = any (keys)) order by id for share;
    perform from signed_projects p where p.id = any (keys) order by p.id for no key update;
    perform replace_search_entries('searchable_projects', '{project}', keys);
end $$;

create function refresh_search_of_agreements(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select unnest(array[supplier_id, buyer_id]) from framework_agreements a
        where a.id = any (keys)) order by id for share;
    perform from framework_agreements a where a.id = any (keys) order by a.id for no key update;
    perform replace_search_entries('searchable_agreements', '{agreement}', keys);
end $$;

create function refresh_search_of_contracts(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select unnest(array[supplier_id, buyer_id]) from contracts c where c.id = any (keys)) order by id for share;
    perform from contracts c where c.id = any (keys) order by c.id for no key update;
    perform replace_search_entries('searchable_contracts', '{contract}', keys);
end $$;

create function refresh_search_of_places(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform replace_search_entries('searchable_places', '{village,township}', keys);
end $$;

create function refresh_search_of_brands(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from brands b where b.id = any (keys) order by b.id for no key update;
    perform replace_search_entries('searchable_brands', '{brand}', keys);
end $$;

create function refresh_search_of_buyers(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations o where o.id = any (keys) order by o.id for no key update;
    perform replace_search_entries('searchable_buyers', '{buyer}', keys);
end $$;

-- From scratch, after a truncate and for loads too large to follow.
create function rebuild_search() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate search_entries;
    insert into search_entries select * from searchable;
end $$;

create function rebuild_search_after_truncate() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform rebuild_search();
    return null;
end $$;

revoke execute on function replace_search_entries, refresh_search_of_products, refresh_search_of_exhibitors,
    refresh_search_of_projects, refresh_search_of_agreements, refresh_search_of_contracts, refresh_search_of_places,
    refresh_search_of_brands, refresh_search_of_buyers, rebuild_search from public;
