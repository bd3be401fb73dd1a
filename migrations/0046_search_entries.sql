-- Search reads one table: an entry for each public record, with all that a result's line shows and all that it is
-- found by. Before, a search asked eleven tables and views in one statement, which took longer to plan than to run.
-- An entry holds only what everybody may see; what is withdrawn or voided leaves in the same transaction.
--
-- As in 0015: a view says what an entry should be, and when records change, the entries of the records concerned are
-- brought to what the view says then. Nobody else writes here, and `farmfair verify` compares all of it.

create table search_entries (
    kind text not null,
    -- Of a place its code.
    id bigint not null,
    name text not null,
    -- The name in English, and the place: only places have names in both languages.
    name_en text,
    number text,
    -- A category, a kind of organisation, a stage or state.
    code text,
    place text,
    place_en text,
    -- Null: of the city itself.
    banner_code text,
    -- A specification, the parties: what it may have been found by as well.
    words text[] not null,
    -- The latest edition at which it is shown, or the one at which it was signed.
    edition smallint,
    signed_on date,
    ends_on date,
    price numeric(16, 4),
    unit_code text,
    booth_code text,
    -- As signed: of a contract without its amendments, which hold from a day on.
    amount numeric(18, 2),
    -- The order among those of a rank and edition: first by chance that is fair to all, then by a number, then by a name.
    neutral_rank integer,
    position bigint,
    sort_name text collate "C",
    -- Of an exhibitor its organisation, of which suggestions show one exhibitor only.
    organisation_id bigint,
    -- Of a product the exhibitors that show it, of every edition, and beside each its banner ('' is the city itself).
    shown_by bigint[],
    shown_by_banners text[],
    search_text text not null,
    -- Each token begins with the letter of its kind and the number of a shelf (`search_shelf`), as in 'p12~羊肉': what
    -- is on one shelf is found without reading the index for all others.
    tokens tsvector not null,
    primary key (kind, id),
    constraint search_entries_kind_is_known check (kind in (
        'township', 'product', 'exhibitor', 'project', 'agreement', 'contract', 'village', 'brand', 'buyer'))
);

-- As src/search/model.rs writes them.
create function search_letter(kind text) returns text
    language sql immutable parallel safe
    return case kind when 'township' then 't' when 'product' then 'p' when 'exhibitor' then 'e' when 'project' then 'j'
                     when 'agreement' then 'a' when 'contract' then 'c' when 'village' then 'v' when 'brand' then 'b'
                     when 'buyer' then 'u' end;

-- Records of a kind stand on shelves of twenty thousand. Of a common word the index has very many entries, and reads all of
-- those that it is asked for before it gives the first; so it is asked for one shelf after the other.
create function search_shelf(kind text, id bigint) returns bigint
    language sql immutable parallel safe
    return case when kind in ('village', 'township') then 0 else id / 20000 end;

create function search_tokens_of(kind text, id bigint, tokens text[]) returns tsvector
    language sql immutable parallel safe
    return array_to_tsvector(array(select search_letter(kind) || search_shelf(kind, id) || '~' || token from unnest(tokens) as token));

-- --------------------------------------------------------------------------------- what an entry should be

-- A column of search_entries each, in their order.

create view searchable_products as
    select 'product' as kind, p.id, p.name, null::text as name_en, null::text as number, p.category_code as code,
           d.full_name as place, d.full_name_en as place_en, d.banner_code, array[p.specification] as words,
           x.edition, null::date as signed_on, null::date as ends_on, coalesce(x.price, p.price)::numeric(16, 4) as price, p.unit_code,
           x.booth_code, null::numeric(18, 2) as amount, p.neutral_rank, null::bigint as position, null::text collate "C" as sort_name,
           null::bigint as organisation_id, s.shown_by, s.shown_by_banners, p.search_text,
           search_tokens_of('product', p.id, p.search_tokens) as tokens
    from products p
    join organisations o on o.id = p.organisation_id and o.state = 'published'
    join divisions d on d.code = p.origin_code
    left join lateral (
        select array_agg(e.id order by e.id) as shown_by, array_agg(coalesce(w.banner_code, '') order by e.id) as shown_by_banners
        from exhibits x
        join public_exhibitors e on e.id = x.exhibitor_id
        join organisations w on w.id = e.organisation_id
        where x.product_id = p.id) s on true
    left join lateral (
        select f.ordinal as edition, x.price, e.booth_code
        from exhibits x
        join public_exhibitors e on e.id = x.exhibitor_id
        join editions f on f.id = e.edition_id and f.state <> 'draft'
        where x.product_id = p.id
        order by f.ordinal desc, x.id limit 1) x on true
    where p.state = 'published';

-- By the organisation's words and by the booth, as it is written in full.
create view searchable_exhibitors as
    select 'exhibitor' as kind, e.id, o.name, null::text as name_en, o.number, o.kind as code,
           d.full_name as place, d.full_name_en as place_en, o.banner_code, '{}'::text[] as words,
           f.ordinal as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           e.booth_code, null::numeric(18, 2) as amount, e.neutral_rank, null::bigint as position, null::text collate "C" as sort_name,
           e.organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           o.search_text || coalesce('#' || lower(e.booth_code) || '/', '') as search_text,
           search_tokens_of('exhibitor', e.id, o.search_tokens || array_remove(array['#' || lower(e.booth_code)], null)) as tokens
    from public_exhibitors e
    join organisations o on o.id = e.organisation_id
    join divisions d on d.code = o.division_code
    join editions f on f.id = e.edition_id;

create view searchable_projects as
    select 'project' as kind, p.id, p.title as name, null::text as name_en, p.number, p.stage as code,
           null::text as place, null::text as place_en, p.owner_banner_code as banner_code, array[s.name, b.name] as words,
           f.ordinal as edition, p.signed_on, null::date as ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           null::text as booth_code, p.amount::numeric(18, 2) as amount, null::integer as neutral_rank, p.run_order::bigint as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           p.search_text, search_tokens_of('project', p.id, p.search_tokens) as tokens
    from public_projects p
    join organisations s on s.id = p.supplier_id
    join organisations b on b.id = p.buyer_id
    join editions f on f.id = p.edition_id;

-- The latest first.
create view searchable_agreements as
    select 'agreement' as kind, a.id, a.title as name, null::text as name_en, a.number, a.state as code,
           null::text as place, null::text as place_en, a.owner_banner_code as banner_code, array[s.name, b.name] as words,
           null::smallint as edition, a.signed_on, a.ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           null::text as booth_code, a.ceiling::numeric(18, 2) as amount, null::integer as neutral_rank,
           -((a.signed_on - date '1900-01-01') * 1000000000::bigint + a.id) as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           a.search_text, search_tokens_of('agreement', a.id, a.search_tokens) as tokens
    from public_agreements a
    join organisations s on s.id = a.supplier_id
    join organisations b on b.id = a.buyer_id;

create view searchable_contracts as
    select 'contract' as kind, c.id, c.title as name, null::text as name_en, c.number, c.state as code,
           null::text as place, null::text as place_en, c.owner_banner_code as banner_code, array[s.name, b.name] as words,
           null::smallint as edition, c.signed_on, null::date as ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           null::text as booth_code, c.signed_amount::numeric(18, 2) as amount, null::integer as neutral_rank,
           -((c.signed_on - date '1900-01-01') * 1000000000::bigint + c.id) as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           c.search_text, search_tokens_of('contract', c.id, c.search_tokens) as tokens
    from contracts c
    join organisations s on s.id = c.supplier_id
    join organisations b on b.id = c.buyer_id
    where c.state not in ('draft', 'void');

create view searchable_places as
    select d.level as kind, d.code::bigint as id, d.full_name as name, d.full_name_en as name_en, null::text as number, null::text as code,
           t.name as place, t.name_en as place_en, d.banner_code, '{}'::text[] as words,
           null::smallint as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           null::text as booth_code, null::numeric(18, 2) as amount, null::integer as neutral_rank, null::bigint as position,
           concat_ws('/', d.banner_code, d.township_code, d.pinyin) collate "C" as sort_name,
           null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           d.search_text, search_tokens_of(d.level, d.code::bigint, d.search_tokens) as tokens
    from divisions d
    left join divisions t on t.code = d.township_code and t.code <> d.code
    where d.level in ('village', 'township');

create view searchable_brands as
    select 'brand' as kind, b.id, b.name, null::text as name_en, null::text as number, null::text as code,
           null::text as place, null::text as place_en, d.banner_code, '{}'::text[] as words,
           null::smallint as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           null::text as booth_code, null::numeric(18, 2) as amount, null::integer as neutral_rank, null::bigint as position,
           b.pinyin collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           b.search_text, search_tokens_of('brand', b.id, b.search_tokens) as tokens
    from public_brands b
    join divisions d on d.code = b.home_code;

create view searchable_buyers as
    select 'buyer' as kind, o.id, o.name, null::text as name_en, o.number, o.kind as code,
           d.full_name as place, d.full_name_en as place_en, o.banner_code, '{}'::text[] as words,
           null::smallint as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price, null::text as unit_code,
           null::text as booth_code, null::numeric(18, 2) as amount, null::integer as neutral_rank, null::bigint as position,
           o.pinyin collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           o.search_text, search_tokens_of('buyer', o.id, o.search_tokens) as tokens
    from organisations o
    join divisions d on d.code = o.division_code
    where o.side = 'buyer' and o.state = 'published';

create view searchable as
    select * from searchable_products
    union all select * from searchable_exhibitors
    union all select * from searchable_projects
    union all select * from searchable_agreements
    union all select * from searchable_contracts
    union all select * from searchable_places
    union all select * from searchable_brands
    union all select * from searchable_buyers;

-- ------------------------------------------------------------------------------- entries follow records

-- Brings the entries of some records of a view to what the view says. Who calls it has locked what they depend on.
create function replace_search_entries(of_view text, kinds text[], keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'with now as materialized (select * from %I where id = any ($2)),
         gone as (
             delete from search_entries where kind = any ($1) and id = any ($2) and (kind, id) not in (select kind, id from now))
         insert into search_entries select * from now order by kind, id
         on conflict (kind, id) do update
         set (name, name_en, number, code, place, place_en, banner_code, words, edition, signed_on, ends_on, price, unit_code, booth_code,
              amount, neutral_rank, position, sort_name, organisation_id, shown_by, shown_by_banners, search_text, tokens)
             = (excluded.name, excluded.name_en, excluded.number, excluded.code, excluded.place, excluded.place_en, excluded.banner_code,
                excluded.words, excluded.edition, excluded.signed_on, excluded.ends_on, excluded.price, excluded.unit_code,
                excluded.booth_code, excluded.amount, excluded.neutral_rank, excluded.position, excluded.sort_name,
                excluded.organisation_id, excluded.shown_by, excluded.shown_by_banners, excluded.search_text, excluded.tokens)
         where search_entries is distinct from excluded', of_view)
    using kinds, keys;
end $$;

create function refresh_search_of_products(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select organisation_id from products where id = any (keys)
        union select e.organisation_id from exhibits x join exhibitors e on e.id = x.exhibitor_id where x.product_id = any (keys))
        order by id for share;
    perform from exhibitors where id in (select exhibitor_id from exhibits where product_id = any (keys)) order by id for share;
    perform from products where id = any (keys) order by id for no key update;
    perform replace_search_entries('searchable_products', '{product}', keys);
end $$;

-- With the products that they show.
create function refresh_search_of_exhibitors(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select organisation_id from exhibitors e where e.id = any (keys)
        union select p.organisation_id from exhibits x join products p on p.id = x.product_id where x.exhibitor_id = any (keys))
        order by id for share;
    perform from exhibitors e where e.id = any (keys) order by e.id for no key update;
    perform replace_search_entries('searchable_exhibitors', '{exhibitor}', keys);
    perform refresh_search_of_products(array(select distinct product_id from exhibits where exhibitor_id = any (keys)));
end $$;

create function refresh_search_of_projects(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select unnest(array[supplier_id, buyer_id]) from signed_projects p where p.id = any (keys)) order by id for share;
    perform from signed_projects p where p.id = any (keys) order by p.id for no key update;
    perform replace_search_entries('searchable_projects', '{project}', keys);
end $$;

create function refresh_search_of_agreements(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (
        select unnest(array[supplier_id, buyer_id]) from framework_agreements a where a.id = any (keys)) order by id for share;
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

-- From nothing, for a table emptied at a stroke and for loads that are too large to follow.
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

revoke execute on function replace_search_entries, refresh_search_of_products, refresh_search_of_exhibitors, refresh_search_of_projects,
    refresh_search_of_agreements, refresh_search_of_contracts, refresh_search_of_places, refresh_search_of_brands,
    refresh_search_of_buyers, rebuild_search from public;

-- ------------------------------------------------------------------------------------------ the triggers

-- Products, and what decides whether and where they are shown.
create trigger products_insert_refresh_search_of_products after insert on products
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, organisation_id, category_code, name, specification, unit_code, price, origin_code, state, neutral_rank, search_text, search_tokens',
        'select id from changed');
create trigger products_update_refresh_search_of_products after update on products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, organisation_id, category_code, name, specification, unit_code, price, origin_code, state, neutral_rank, search_text, search_tokens',
        'select id from changed');
create trigger products_delete_refresh_search_of_products after delete on products
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, organisation_id, category_code, name, specification, unit_code, price, origin_code, state, neutral_rank, search_text, search_tokens',
        'select id from changed');
create trigger exhibits_insert_refresh_search_of_products after insert on exhibits
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, exhibitor_id, product_id, price',
        'select product_id from changed');
create trigger exhibits_update_refresh_search_of_products after update on exhibits
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, exhibitor_id, product_id, price',
        'select product_id from changed');
create trigger exhibits_delete_refresh_search_of_products after delete on exhibits
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, exhibitor_id, product_id, price',
        'select product_id from changed');
create trigger organisations_update_refresh_search_of_products after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'id, state',
        'select id from products where organisation_id in (select id from changed)');

-- Exhibitors, with their booths and the editions.
create trigger exhibitors_insert_refresh_search_of_exhibitors after insert on exhibitors
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, edition_id, organisation_id, state, neutral_rank',
        'select id from changed');
create trigger exhibitors_update_refresh_search_of_exhibitors after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, edition_id, organisation_id, state, neutral_rank',
        'select id from changed');
create trigger exhibitors_delete_refresh_search_of_exhibitors after delete on exhibitors
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, edition_id, organisation_id, state, neutral_rank',
        'select id from changed');
create trigger booth_assignments_insert_refresh_search_of_exhibitors after insert on booth_assignments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, booth_id, exhibitor_id, released_at',
        'select exhibitor_id from changed');
create trigger booth_assignments_update_refresh_search_of_exhibitors after update on booth_assignments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, booth_id, exhibitor_id, released_at',
        'select exhibitor_id from changed');
create trigger booth_assignments_delete_refresh_search_of_exhibitors after delete on booth_assignments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, booth_id, exhibitor_id, released_at',
        'select exhibitor_id from changed');
create trigger booths_update_refresh_search_of_exhibitors after update on booths
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, code',
        'select exhibitor_id from booth_assignments where released_at is null and booth_id in (select id from changed)');
create trigger editions_update_refresh_search_of_exhibitors after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, ordinal, state = ''draft''',
        'select id from exhibitors where edition_id in (select id from changed)');
create trigger organisations_update_refresh_search_of_exhibitors after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'id, number, name, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from exhibitors where organisation_id in (select id from changed)');

-- Deals, with the names of their parties.
create trigger signed_projects_insert_refresh_search_of_projects after insert on signed_projects
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)', 'id, edition_id, run_order, number, title, supplier_id, buyer_id, owner_banner_code, amount, signed_on, stage, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger signed_projects_update_refresh_search_of_projects after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)', 'id, edition_id, run_order, number, title, supplier_id, buyer_id, owner_banner_code, amount, signed_on, stage, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger signed_projects_delete_refresh_search_of_projects after delete on signed_projects
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)', 'id, edition_id, run_order, number, title, supplier_id, buyer_id, owner_banner_code, amount, signed_on, stage, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger editions_update_refresh_search_of_projects after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)', 'id, ordinal',
        'select id from signed_projects where edition_id in (select id from changed)');
create trigger organisations_update_refresh_search_of_projects after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)', 'id, name',
        'select id from signed_projects where supplier_id in (select id from changed) or buyer_id in (select id from changed)');
create trigger framework_agreements_insert_refresh_search_of_agreements after insert on framework_agreements
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)', 'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, ends_on, ceiling, state, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger framework_agreements_update_refresh_search_of_agreements after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)', 'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, ends_on, ceiling, state, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger framework_agreements_delete_refresh_search_of_agreements after delete on framework_agreements
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)', 'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, ends_on, ceiling, state, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger organisations_update_refresh_search_of_agreements after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)', 'id, name',
        'select id from framework_agreements where supplier_id in (select id from changed) or buyer_id in (select id from changed)');
create trigger contracts_insert_refresh_search_of_contracts after insert on contracts
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)', 'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, signed_amount, state, search_text, search_tokens',
        'select id from changed');
create trigger contracts_update_refresh_search_of_contracts after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)', 'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, signed_amount, state, search_text, search_tokens',
        'select id from changed');
create trigger contracts_delete_refresh_search_of_contracts after delete on contracts
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)', 'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, signed_amount, state, search_text, search_tokens',
        'select id from changed');
create trigger organisations_update_refresh_search_of_contracts after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)', 'id, name',
        'select id from contracts where supplier_id in (select id from changed) or buyer_id in (select id from changed)');

-- Brands and buyers.
create trigger brands_insert_refresh_search_of_brands after insert on brands
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)', 'id, name, pinyin, home_code, owner_id, search_text, search_tokens',
        'select id from changed');
create trigger brands_update_refresh_search_of_brands after update on brands
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)', 'id, name, pinyin, home_code, owner_id, search_text, search_tokens',
        'select id from changed');
create trigger brands_delete_refresh_search_of_brands after delete on brands
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)', 'id, name, pinyin, home_code, owner_id, search_text, search_tokens',
        'select id from changed');
create trigger trademarks_insert_refresh_search_of_brands after insert on trademarks
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)', 'id, brand_id, verified_on',
        'select brand_id from changed');
create trigger trademarks_update_refresh_search_of_brands after update on trademarks
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)', 'id, brand_id, verified_on',
        'select brand_id from changed');
create trigger trademarks_delete_refresh_search_of_brands after delete on trademarks
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)', 'id, brand_id, verified_on',
        'select brand_id from changed');
create trigger organisations_insert_refresh_search_of_buyers after insert on organisations
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)', 'id, number, name, pinyin, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from changed');
create trigger organisations_update_refresh_search_of_buyers after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)', 'id, number, name, pinyin, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from changed');
create trigger organisations_delete_refresh_search_of_buyers after delete on organisations
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)', 'id, number, name, pinyin, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from changed');

-- Places change when the official list is loaded anew, and with them whatever says where it is.
create trigger divisions_insert_refresh_search_of_places after insert on divisions
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_places($1)', 'code, level, name, full_name, name_en, full_name_en, pinyin, search_text, search_tokens',
        'select code::bigint from changed
         union select d.code::bigint from divisions d where d.township_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_places after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_places($1)', 'code, level, name, full_name, name_en, full_name_en, pinyin, search_text, search_tokens',
        'select code::bigint from changed
         union select d.code::bigint from divisions d where d.township_code in (select code from changed)');
create trigger divisions_delete_refresh_search_of_places after delete on divisions
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_places($1)', 'code, level, name, full_name, name_en, full_name_en, pinyin, search_text, search_tokens',
        'select code::bigint from changed
         union select d.code::bigint from divisions d where d.township_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_products after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)', 'code, full_name, full_name_en',
        'select id from products where origin_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_exhibitors after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)', 'code, full_name, full_name_en',
        'select e.id from exhibitors e join organisations o on o.id = e.organisation_id
         where o.division_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_buyers after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)', 'code, full_name, full_name_en',
        'select id from organisations where division_code in (select code from changed)');

-- What can be emptied at a stroke.
create trigger products_truncate_rebuild_search after truncate on products
    for each statement execute function rebuild_search_after_truncate();
create trigger exhibits_truncate_rebuild_search after truncate on exhibits
    for each statement execute function rebuild_search_after_truncate();
create trigger exhibitors_truncate_rebuild_search after truncate on exhibitors
    for each statement execute function rebuild_search_after_truncate();
create trigger booth_assignments_truncate_rebuild_search after truncate on booth_assignments
    for each statement execute function rebuild_search_after_truncate();
create trigger signed_projects_truncate_rebuild_search after truncate on signed_projects
    for each statement execute function rebuild_search_after_truncate();
create trigger framework_agreements_truncate_rebuild_search after truncate on framework_agreements
    for each statement execute function rebuild_search_after_truncate();
create trigger contracts_truncate_rebuild_search after truncate on contracts
    for each statement execute function rebuild_search_after_truncate();
create trigger brands_truncate_rebuild_search after truncate on brands
    for each statement execute function rebuild_search_after_truncate();
create trigger trademarks_truncate_rebuild_search after truncate on trademarks
    for each statement execute function rebuild_search_after_truncate();
create trigger organisations_truncate_rebuild_search after truncate on organisations
    for each statement execute function rebuild_search_after_truncate();
create trigger divisions_truncate_rebuild_search after truncate on divisions
    for each statement execute function rebuild_search_after_truncate();

-- Pages and suggestions are drawn from it.
select announce_changes('search_entries', 'search');

select rebuild_search();

-- Made when all is in, which is faster. Without a list of what is still to be sorted in: every search would have to read it.
create index search_entries_by_token on search_entries using gin (tokens) with (fastupdate = off);
