-- What is counted ahead, so that a page does not count it again for each visitor. Each table below repeats
-- stored facts only: what a day decides (a certificate's validity, as-of sums) is decided when it is read.
-- Nobody writes here but the triggers, and `farmfair verify` compares all of it with the records.
--
-- Two steps. A projection holds one narrow row per public thing, as a view says it should; when records
-- change, the projection's rows of the things concerned are brought to what the view says then. Counts and
-- sums follow a projection by the rows it gained and lost: one upsert per statement.

-- ---------------------------------------------------------------------------------------------- products

-- A published product, once for each edition it is shown at, and once as of edition 0: whatever the edition.
-- Of the place only the banner; '' is the city itself. Of the months a bit each: 1 << month.
create view listed_products as
    select 0::bigint as edition_id, p.id as product_id, left(p.category_code, 2) as top_code, p.category_code,
           coalesce(d.banner_code, '') as banner_code, p.price,
           (select bit_or(1 << m) from unnest(p.months) as m) as months, p.neutral_rank, p.pinyin
    from products p
    join divisions d on d.code = p.origin_code
    where p.state = 'published'
    union all
    (select distinct on (e.edition_id, x.product_id)
            e.edition_id, x.product_id, left(p.category_code, 2), p.category_code,
            coalesce(d.banner_code, ''), x.price,
            (select bit_or(1 << m) from unnest(p.months) as m), p.neutral_rank, p.pinyin
     from exhibits x
     join exhibitors e on e.id = x.exhibitor_id and e.state in ('published', 'checked_in')
     join products p on p.id = x.product_id and p.state = 'published'
     join divisions d on d.code = p.origin_code
     order by e.edition_id, x.product_id, x.id);

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
    primary key (edition_id, product_id)
);
-- The orders of the list. Common filters are passed over on the way along an order; rare ones have an
-- order of their own.
create index product_listings_by_rank on product_listings (edition_id, neutral_rank, product_id) include (top_code, category_code, banner_code);
create index product_listings_by_top on product_listings (edition_id, top_code, banner_code, neutral_rank, product_id);
create index product_listings_by_category on product_listings (edition_id, category_code, banner_code, neutral_rank, product_id);
create index product_listings_by_banner on product_listings (edition_id, banner_code, neutral_rank, product_id);
create index product_listings_by_price on product_listings (edition_id, price, product_id) include (top_code, category_code, banner_code);
create index product_listings_by_name on product_listings (edition_id, pinyin, product_id) include (top_code, category_code, banner_code);
create index product_listings_by_product on product_listings (product_id);

-- A verified certificate of a listed product. How many are valid is counted on the day, up to a cap and
-- without leaving this key.
create view listed_certificates as
    select l.edition_id, c.scheme, l.product_id, c.id as certification_id, c.valid_from, c.valid_to,
           l.top_code, l.category_code, l.banner_code, l.months
    from product_listings l
    join certified_products cp on cp.product_id = l.product_id
    join certifications c on c.id = cp.certification_id and c.verified_on is not null;

create table certificate_listings (
    edition_id bigint not null,
    scheme text not null,
    product_id bigint not null,
    certification_id bigint not null,
    valid_from date not null,
    valid_to date,
    top_code text not null,
    category_code text not null,
    banner_code text not null,
    months integer not null,
    primary key (edition_id, scheme, product_id, certification_id) include (valid_from, valid_to, top_code, category_code, banner_code, months)
);
create index certificate_listings_by_product on certificate_listings (product_id);

-- How many products are listed. Month 0: whatever the month.
create table product_counts (
    edition_id bigint not null,
    month smallint not null,
    category_code text not null,
    banner_code text not null,
    products bigint not null,
    primary key (edition_id, month, category_code, banner_code)
);

create view counted_products as
    select edition_id, m::smallint as month, category_code, banner_code, count(*) as products
    from product_listings, generate_series(0, 12) as m
    where m = 0 or months & (1 << m) <> 0
    group by 1, 2, 3, 4;

-- -------------------------------------------------------------------------------------------- exhibitors

create view listed_exhibitors as
    select e.id as exhibitor_id, e.edition_id, coalesce(o.banner_code, '') as banner_code, o.kind, coalesce(e.zone_code, '') as zone_code
    from public_exhibitors e
    join organisations o on o.id = e.organisation_id;

create table exhibitor_listings (
    exhibitor_id bigint primary key,
    edition_id bigint not null,
    banner_code text not null,
    kind text not null,
    zone_code text not null
);

create table exhibitor_counts (
    edition_id bigint not null,
    banner_code text not null,
    kind text not null,
    zone_code text not null,
    exhibitors bigint not null,
    primary key (edition_id, banner_code, kind, zone_code)
);

create view counted_exhibitors as
    select edition_id, banner_code, kind, zone_code, count(*) as exhibitors from exhibitor_listings group by 1, 2, 3, 4;

-- ------------------------------------------------------------------------------------ accepted and paid

-- What a delivery came to on a day: 肆 accepted, 伍 paid. The first such day of a delivery is the one it
-- is counted on, so that deliveries can be added up.
create view counted_delivery_days as
    select delivery_id, 'purchase' as rung, day, contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount,
           row_number() over (partition by delivery_id order by day) = 1 as is_first
    from (select l.delivery_id, l.accepted_on as day, l.contract_id, l.buyer_id, l.supplier_id, l.owner_banner_code, l.origin_edition_id,
                 count(*) as lines, sum(l.amount_accepted) as amount
          from accepted_lines l
          group by 1, 2, 3, 4, 5, 6, 7) accepted
    union all
    select delivery_id, 'payment', day, contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount,
           row_number() over (partition by delivery_id order by day) = 1
    from (select l.delivery_id, p.paid_on as day, l.contract_id, l.buyer_id, l.supplier_id, l.owner_banner_code, l.origin_edition_id,
                 count(distinct l.id) as lines, sum(pa.amount) as amount
          from payment_allocations pa
          join payments p on p.id = pa.payment_id and p.voided_at is null
          join accepted_lines l on l.id = pa.delivery_line_id
          group by 1, 2, 3, 4, 5, 6, 7) paid;

create table delivery_days (
    delivery_id bigint not null,
    rung text not null,
    day date not null,
    -- Null: bought off contract.
    contract_id bigint,
    buyer_id bigint not null,
    supplier_id bigint not null,
    owner_banner_code text not null,
    origin_edition_id bigint,
    lines bigint not null,
    amount numeric(18, 2) not null,
    is_first boolean not null,
    primary key (delivery_id, rung, day)
);
create index delivery_days_by_buyer on delivery_days (buyer_id, rung, day);
create index delivery_days_by_supplier on delivery_days (supplier_id, rung, day);
create index delivery_days_by_contract on delivery_days (contract_id, rung, day);

-- Sums of whole months and of single days, so that a sum as of a day reads the months before it and the
-- days of its own. Edition 0: of no edition.
create table rung_sums (
    rung text not null,
    under_contract boolean not null,
    unit text not null,
    starts_on date not null,
    owner_banner_code text not null,
    edition_id bigint not null,
    deliveries bigint not null,
    lines bigint not null,
    amount numeric(18, 2) not null,
    primary key (rung, under_contract, unit, starts_on, owner_banner_code, edition_id)
);

create view summed_rungs as
    select rung, contract_id is not null as under_contract, unit, date_trunc(unit, day)::date as starts_on, owner_banner_code,
           coalesce(origin_edition_id, 0) as edition_id, count(*) filter (where is_first) as deliveries, sum(lines)::bigint as lines,
           sum(amount) as amount
    from delivery_days, unnest(array['month', 'day']) as unit
    group by 1, 2, 3, 4, 5, 6;

-- ---------------------------------------------------------------------------- counts follow projections

-- The rows a statement added to a projection (sign 1) and took from it (sign -1).
create function gained_and_lost(operation text) returns text
    language sql immutable
    return case operation
        when 'INSERT' then 'select 1 as sign, * from new_rows'
        when 'DELETE' then 'select -1 as sign, * from old_rows'
        else 'select 1 as sign, * from new_rows union all select -1, * from old_rows' end;

-- In the order of the key, so that two statements never wait for each other's rows.
create function count_products() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into product_counts as c (edition_id, month, category_code, banner_code, products)
         select edition_id, m, category_code, banner_code, sum(sign)
         from (%s) changed, generate_series(0, 12) as m
         where m = 0 or months & (1 << m) <> 0
         group by 1, 2, 3, 4 having sum(sign) <> 0 order by 1, 2, 3, 4
         on conflict (edition_id, month, category_code, banner_code) do update set products = c.products + excluded.products',
        gained_and_lost(tg_op));
    return null;
end $$;

create function count_exhibitors() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into exhibitor_counts as c (edition_id, banner_code, kind, zone_code, exhibitors)
         select edition_id, banner_code, kind, zone_code, sum(sign)
         from (%s) changed
         group by 1, 2, 3, 4 having sum(sign) <> 0 order by 1, 2, 3, 4
         on conflict (edition_id, banner_code, kind, zone_code) do update set exhibitors = c.exhibitors + excluded.exhibitors',
        gained_and_lost(tg_op));
    return null;
end $$;

create function sum_rungs() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into rung_sums as s (rung, under_contract, unit, starts_on, owner_banner_code, edition_id, deliveries, lines, amount)
         select rung, contract_id is not null, unit, date_trunc(unit, day)::date, owner_banner_code, coalesce(origin_edition_id, 0),
                coalesce(sum(sign) filter (where is_first), 0), sum(sign * lines), sum(sign * amount)
         from (%s) changed, unnest(array[''month'', ''day'']) as unit
         group by 1, 2, 3, 4, 5, 6
         having coalesce(sum(sign) filter (where is_first), 0) <> 0 or sum(sign * lines) <> 0 or sum(sign * amount) <> 0
         order by 1, 2, 3, 4, 5, 6
         on conflict (rung, under_contract, unit, starts_on, owner_banner_code, edition_id) do update
         set deliveries = s.deliveries + excluded.deliveries, lines = s.lines + excluded.lines, amount = s.amount + excluded.amount',
        gained_and_lost(tg_op));
    return null;
end $$;

-- --------------------------------------------------------------------------- projections follow records

-- Brings the listings of some products to what the records say. What these depend on is locked first, so
-- that of two transactions the later one sees what the earlier one did.
create function refresh_listings(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from exhibitors where id in (select exhibitor_id from exhibits where product_id = any (keys)) order by id for share;
    perform from certifications where id in (select certification_id from certified_products where product_id = any (keys)) order by id for share;
    perform from products where id = any (keys) order by id for no key update;
    with now as materialized (select * from listed_products where product_id = any (keys)),
    gone as (
        delete from product_listings l where product_id = any (keys)
        and not exists (select from now where now.edition_id = l.edition_id and now.product_id = l.product_id))
    insert into product_listings select * from now
    on conflict (edition_id, product_id) do update
    set (top_code, category_code, banner_code, price, months, neutral_rank, pinyin)
        = (excluded.top_code, excluded.category_code, excluded.banner_code, excluded.price, excluded.months, excluded.neutral_rank, excluded.pinyin)
    where product_listings is distinct from excluded;
    with now as materialized (select * from listed_certificates where product_id = any (keys)),
    gone as (
        delete from certificate_listings l where product_id = any (keys)
        and not exists (select from now where now.edition_id = l.edition_id and now.scheme = l.scheme
                        and now.product_id = l.product_id and now.certification_id = l.certification_id))
    insert into certificate_listings select * from now
    on conflict (edition_id, scheme, product_id, certification_id) do update
    set (valid_from, valid_to, top_code, category_code, banner_code, months)
        = (excluded.valid_from, excluded.valid_to, excluded.top_code, excluded.category_code, excluded.banner_code, excluded.months)
    where certificate_listings is distinct from excluded;
end $$;

create function refresh_exhibitors(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (select organisation_id from exhibitors e where e.id = any (keys)) order by id for share;
    perform from exhibitors e where e.id = any (keys) order by e.id for no key update;
    with now as materialized (select * from listed_exhibitors where exhibitor_id = any (keys)),
    gone as (
        delete from exhibitor_listings l where exhibitor_id = any (keys)
        and not exists (select from now where now.exhibitor_id = l.exhibitor_id))
    insert into exhibitor_listings select * from now
    on conflict (exhibitor_id) do update
    set (edition_id, banner_code, kind, zone_code) = (excluded.edition_id, excluded.banner_code, excluded.kind, excluded.zone_code)
    where exhibitor_listings is distinct from excluded;
end $$;

create function refresh_delivery_days(keys bigint[], rungs text[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    contracts bigint[] := array(select distinct contract_id from deliveries d where d.id = any (keys) and contract_id is not null);
    frameworks bigint[] := array(select distinct framework_id from contracts c where c.id = any (contracts) and framework_id is not null);
begin
    perform from signed_projects p where p.id in (
        select project_id from contracts c where c.id = any (contracts)
        union select project_id from framework_agreements where id = any (frameworks)) order by p.id for share;
    perform from framework_agreements where id = any (frameworks) order by id for share;
    perform from contracts c where c.id = any (contracts) order by c.id for share;
    if 'payment' = any (rungs) then
        perform from payments where id in (
            select payment_id from payment_allocations pa join delivery_lines l on l.id = pa.delivery_line_id
            where l.delivery_id = any (keys)) order by id for share;
    end if;
    perform from deliveries d where d.id = any (keys) order by d.id for no key update;
    with now as materialized (select * from counted_delivery_days where delivery_id = any (keys) and rung = any (rungs)),
    gone as (
        delete from delivery_days l where delivery_id = any (keys) and rung = any (rungs)
        and not exists (select from now where now.delivery_id = l.delivery_id and now.rung = l.rung and now.day = l.day))
    insert into delivery_days select * from now
    on conflict (delivery_id, rung, day) do update
    set (contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount, is_first)
        = (excluded.contract_id, excluded.buyer_id, excluded.supplier_id, excluded.owner_banner_code, excluded.origin_edition_id,
           excluded.lines, excluded.amount, excluded.is_first)
    where delivery_days is distinct from excluded;
end $$;

-- Arguments: what to call, with $1 for the keys; the columns whose change matters; and how the keys are
-- found from the rows changed.
create function refresh_what_follows() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed text := case tg_op
        when 'INSERT' then 'select %1$s from new_rows'
        when 'DELETE' then 'select %1$s from old_rows'
        else '(select %1$s from new_rows except select %1$s from old_rows) union all (select %1$s from old_rows except select %1$s from new_rows)' end;
    keys bigint[];
begin
    execute format('with changed as (' || changed || ') select array(select distinct key from (%2$s) as keys (key))', tg_argv[1], tg_argv[2]) into keys;
    if cardinality(keys) > 0 then
        execute 'select ' || tg_argv[0] using keys;
    end if;
    return null;
end $$;

-- From nothing, for a table emptied at a stroke and for loads that are too large to follow.
create function rebuild_counts() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate product_listings, certificate_listings, product_counts, exhibitor_listings, exhibitor_counts, delivery_days, rung_sums;
    insert into product_listings select * from listed_products;
    insert into certificate_listings select * from listed_certificates;
    insert into exhibitor_listings select * from listed_exhibitors;
    insert into delivery_days select * from counted_delivery_days;
end $$;

create function rebuild_after_truncate() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform rebuild_counts();
    return null;
end $$;

revoke execute on function refresh_listings, refresh_exhibitors, refresh_delivery_days, rebuild_counts from public;

-- ------------------------------------------------------------------------------------------ the triggers

-- Whose rows are followed by what: the kinds of change, what is called, the columns that matter, and how the
-- keys are found. One trigger for each kind: Postgres knows the rows of a statement by a name per kind.
do $$
declare
    listings text := 'refresh_listings($1)';
    exhibitors text := 'refresh_exhibitors($1)';
    accepted text := 'refresh_delivery_days($1, ''{purchase}'')';
    paid text := 'refresh_delivery_days($1, ''{payment}'')';
    both_rungs text := 'refresh_delivery_days($1, ''{purchase,payment}'')';
    deliveries_of text := 'select d.id from deliveries d join contracts c on c.id = d.contract_id left join framework_agreements a on a.id = c.framework_id where ';
    every text[] := '{insert,update,delete}';
    source record;
    kind text;
begin
    for source in select * from (values
        ('products', every, listings, 'id, category_code, origin_code, price, months, neutral_rank, pinyin, state', 'select id from changed'),
        ('exhibits', every, listings, 'id, exhibitor_id, product_id, price', 'select product_id from changed'),
        ('exhibitors', '{update}', listings, 'id, edition_id, state',
         'select product_id from exhibits where exhibitor_id in (select id from changed)'),
        ('certified_products', every, listings, 'certification_id, product_id', 'select product_id from changed'),
        ('certifications', '{update}', listings, 'id, scheme, valid_from, valid_to, verified_on',
         'select product_id from certified_products where certification_id in (select id from changed)'),
        ('exhibitors', every, exhibitors, 'id, edition_id, organisation_id, state', 'select id from changed'),
        ('booth_assignments', every, exhibitors, 'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed'),
        ('booths', '{update}', exhibitors, 'id, zone_id',
         'select exhibitor_id from booth_assignments where booth_id in (select id from changed)'),
        ('zones', '{update}', exhibitors, 'id, code',
         'select a.exhibitor_id from booth_assignments a join booths b on b.id = a.booth_id where b.zone_id in (select id from changed)'),
        ('organisations', '{update}', exhibitors, 'id, kind, banner_code',
         'select id from exhibitors where organisation_id in (select id from changed)'),
        ('delivery_lines', '{insert,delete}', accepted, 'id, delivery_id, accepted_on',
         'select delivery_id from changed where accepted_on is not null'),
        ('delivery_lines', '{update}', both_rungs, 'id, delivery_id, state, accepted_on, amount_accepted',
         'select delivery_id from changed where accepted_on is not null'),
        ('deliveries', '{update}', both_rungs, 'id, contract_id, buyer_id, supplier_id, owner_banner_code, shipped_on, voided_at',
         'select id from changed'),
        ('contracts', '{update}', both_rungs, 'id, state, framework_id, project_id', deliveries_of || 'c.id in (select id from changed)'),
        ('framework_agreements', '{update}', both_rungs, 'id, project_id', deliveries_of || 'a.id in (select id from changed)'),
        ('signed_projects', '{update}', both_rungs, 'id, edition_id',
         deliveries_of || 'coalesce(c.project_id, a.project_id) in (select id from changed)'),
        ('payments', '{update}', paid, 'id, paid_on, voided_at',
         'select l.delivery_id from payment_allocations pa join delivery_lines l on l.id = pa.delivery_line_id
          where pa.payment_id in (select id from changed)'),
        ('payment_allocations', every, paid, 'payment_id, delivery_line_id, amount',
         'select delivery_id from delivery_lines where id in (select delivery_line_id from changed)'),
        ('product_listings', every, 'count_products', null, null),
        ('exhibitor_listings', every, 'count_exhibitors', null, null),
        ('delivery_days', every, 'sum_rungs', null, null)) as s (name, kinds, calls, columns, keys)
    loop
        foreach kind in array source.kinds::text[] loop
            execute format(
                'create trigger %I after %s on %I referencing %s for each statement execute function %s',
                format('%s_%s_%s', source.name, kind, substring(source.calls from '[a-z_]+')), kind, source.name,
                case kind when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
                          else 'old table as old_rows new table as new_rows' end,
                case when source.keys is null then source.calls || '()'
                     else format('refresh_what_follows(%L, %L, %L)', source.calls, source.columns, source.keys) end);
        end loop;
    end loop;
    -- What can be emptied at a stroke.
    for source in select unnest(array['products', 'exhibits', 'exhibitors', 'certified_products', 'booth_assignments', 'delivery_lines',
                                      'payment_allocations']) as name loop
        execute format('create trigger %I after truncate on %I for each statement execute function rebuild_after_truncate()',
                       source.name || '_truncate_rebuild_counts', source.name);
    end loop;
end $$;

-- What was there before.
select rebuild_counts();
