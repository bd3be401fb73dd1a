-- Sums counted ahead by kind of buyer and by category too, and of the household categories: with two million
-- delivery lines a page that split accepted goods by either read all of them.
--
-- rung_sums has each sum undivided ('none'), by kind of buyer and by category; the parts of one division add
-- up to the undivided sum, and a reader takes one division. A delivery may bring goods of several categories,
-- so deliveries are not counted by category: nought there.

alter table rung_sums add column split_by text not null default 'none';
alter table rung_sums add column part text collate "C" not null default '';
alter table rung_sums alter column split_by drop default, alter column part drop default;
alter table rung_sums drop constraint rung_sums_pkey;
alter table rung_sums add primary key (split_by, rung, under_contract, unit, starts_on, part, owner_banner_code, edition_id);

drop view summed_rungs, counted_delivery_days;
create view counted_delivery_days as
    select delivery_id, 'purchase' as rung, day, contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount,
           row_number() over (partition by delivery_id order by day) = 1 as is_first, buyer_kind
    from (select l.delivery_id, l.accepted_on as day, l.contract_id, l.buyer_id, b.kind as buyer_kind, l.supplier_id, l.owner_banner_code,
                 l.origin_edition_id, count(*) as lines, sum(l.amount_accepted) as amount
          from accepted_lines l
          join organisations b on b.id = l.buyer_id
          group by 1, 2, 3, 4, 5, 6, 7, 8) accepted
    union all
    select delivery_id, 'payment', day, contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount,
           row_number() over (partition by delivery_id order by day) = 1, buyer_kind
    from (select l.delivery_id, p.paid_on as day, l.contract_id, l.buyer_id, b.kind as buyer_kind, l.supplier_id, l.owner_banner_code,
                 l.origin_edition_id, count(distinct l.id) as lines, sum(pa.amount) as amount
          from payment_allocations pa
          join payments p on p.id = pa.payment_id and p.voided_at is null
          join accepted_lines l on l.id = pa.delivery_line_id
          join organisations b on b.id = l.buyer_id
          group by 1, 2, 3, 4, 5, 6, 7, 8) paid;

-- Filled when all is counted again, below.
truncate delivery_days, rung_sums;
alter table delivery_days add column buyer_kind text not null;

create view summed_rungs as
    select rung, contract_id is not null as under_contract, unit, date_trunc(unit, day)::date as starts_on, owner_banner_code,
           coalesce(origin_edition_id, 0) as edition_id, count(*) filter (where is_first) as deliveries, sum(lines)::bigint as lines,
           sum(amount) as amount, split_by, part collate "C" as part
    from delivery_days, unnest(array['month', 'day']) as unit, lateral (values ('none', ''), ('buyer_kind', buyer_kind)) as parts (split_by, part)
    group by 1, 2, 3, 4, 5, 6, 10, 11
    union all
    select 'purchase', contract_id is not null, unit, date_trunc(unit, accepted_on)::date, owner_banner_code, coalesce(origin_edition_id, 0),
           0, count(*), sum(amount_accepted), 'category', category_code collate "C"
    from accepted_lines, unnest(array['month', 'day']) as unit
    group by 1, 2, 3, 4, 5, 6, 10, 11;

-- What was accepted under contracts from the three reported categories. Never read for a page but through
-- the rules of suppression.
create table household_sums (
    day date not null,
    owner_banner_code text not null,
    household_category text not null,
    lines bigint not null,
    households bigint not null,
    amount numeric(18, 2) not null,
    primary key (day, owner_banner_code, household_category)
);

create view summed_households as
    select accepted_on as day, owner_banner_code, household_category, count(*) as lines, sum(households)::bigint as households,
           sum(amount_accepted) as amount
    from accepted_lines
    where contract_id is not null and household_category in ('edge', 'monitored', 'consolidated')
    group by 1, 2, 3;

-- What some deliveries depend on, so that of two transactions the later one sees what the earlier one did.
create function lock_chains(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    contracts bigint[] := array(select distinct contract_id from deliveries d where d.id = any (keys) and contract_id is not null);
    frameworks bigint[] := array(select distinct framework_id from contracts c where c.id = any (contracts) and framework_id is not null);
begin
    perform from organisations where id in (select buyer_id from deliveries d where d.id = any (keys)) order by id for share;
    perform from signed_projects p where p.id in (
        select project_id from contracts c where c.id = any (contracts)
        union select project_id from framework_agreements where id = any (frameworks)) order by p.id for share;
    perform from framework_agreements where id = any (frameworks) order by id for share;
    perform from contracts c where c.id = any (contracts) order by c.id for share;
end $$;

create or replace function sum_rungs() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into rung_sums as s (split_by, rung, under_contract, unit, starts_on, part, owner_banner_code, edition_id, deliveries, lines, amount)
         select split_by, rung, contract_id is not null, unit, date_trunc(unit, day)::date, part, owner_banner_code, coalesce(origin_edition_id, 0),
                coalesce(sum(sign) filter (where is_first), 0), sum(sign * lines), sum(sign * amount)
         from (%s) changed, unnest(array[''month'', ''day'']) as unit,
              lateral (values (''none'', ''''), (''buyer_kind'', buyer_kind)) as parts (split_by, part)
         group by 1, 2, 3, 4, 5, 6, 7, 8
         having coalesce(sum(sign) filter (where is_first), 0) <> 0 or sum(sign * lines) <> 0 or sum(sign * amount) <> 0
         order by 1, 2, 3, 4, 5, 6, 7, 8
         on conflict (split_by, rung, under_contract, unit, starts_on, part, owner_banner_code, edition_id) do update
         set deliveries = s.deliveries + excluded.deliveries, lines = s.lines + excluded.lines, amount = s.amount + excluded.amount',
        gained_and_lost(tg_op));
    return null;
end $$;

create or replace function refresh_delivery_days(keys bigint[], rungs text[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform lock_chains(keys);
    if 'payment' = any (rungs) then
        perform from payments where id in (
            select payment_id from payment_allocations pa join delivery_lines l on l.id = pa.delivery_line_id
            where l.delivery_id = any (keys)) order by id for share;
    end if;
    perform from deliveries d where d.id = any (keys) order by d.id for no key update;
    with now as materialized (select * from counted_delivery_days where delivery_id = any (keys) and rung = any (rungs)),
    gone as (
        delete from delivery_days where delivery_id = any (keys) and rung = any (rungs)
        and (delivery_id, rung, day) not in (select delivery_id, rung, day from now))
    insert into delivery_days select * from now
    on conflict (delivery_id, rung, day) do update
    set (contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount, is_first, buyer_kind)
        = (excluded.contract_id, excluded.buyer_id, excluded.supplier_id, excluded.owner_banner_code, excluded.origin_edition_id,
           excluded.lines, excluded.amount, excluded.is_first, excluded.buyer_kind)
    where delivery_days is distinct from excluded;
end $$;

-- The accepted lines that hang on some rows of a table, as the records are now, but with `rows` for that table:
-- what they were is the same with the rows as they were.
create function lines_that_hang_on(changed text, rows text) returns text
    language sql immutable
    return format(
        'select l.accepted_on, d.contract_id is not null as under_contract, d.owner_banner_code, coalesce(p.edition_id, 0) as edition_id,
                l.category_code, l.household_category, l.households, l.amount_accepted
         from %s l
         join %s d on d.id = l.delivery_id and d.voided_at is null and d.shipped_on is not null
         left join %s c on c.id = d.contract_id and c.state not in (''draft'', ''void'')
         left join %s a on a.id = c.framework_id
         left join %s p on p.id = coalesce(c.project_id, a.project_id)
         where l.state = ''accepted'' and (d.contract_id is null or c.id is not null) and %s',
        case changed when 'delivery_lines' then rows else 'delivery_lines' end,
        case changed when 'deliveries' then rows else 'deliveries' end,
        case changed when 'contracts' then rows else 'contracts' end,
        case changed when 'framework_agreements' then rows else 'framework_agreements' end,
        case changed when 'signed_projects' then rows else 'signed_projects' end,
        case changed when 'contracts' then 'c.id is not null' when 'framework_agreements' then 'a.id is not null'
                     when 'signed_projects' then 'p.id is not null' else 'true' end);

-- Adds what lines came to and takes away what they had come to, straight from the lines: a projection of
-- two million rows would cost an import more than the sums do. Argument: the columns whose change matters.
-- What is read here was locked by refresh_delivery_days, which fires before, by name, on the same rows.
create function sum_lines() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    is_now text := lines_that_hang_on(tg_table_name, case tg_op when 'INSERT' then 'new_rows'
        else format('(select %1$s from new_rows except select %1$s from old_rows)', tg_argv[0]) end);
    was text := lines_that_hang_on(tg_table_name, case tg_op when 'DELETE' then 'old_rows'
        else format('(select %1$s from old_rows except select %1$s from new_rows)', tg_argv[0]) end);
begin
    execute format(
        'with changed as materialized (%s),
         by_category as (
             insert into rung_sums as s (split_by, rung, under_contract, unit, starts_on, part, owner_banner_code, edition_id, deliveries, lines, amount)
             select ''category'', ''purchase'', under_contract, unit, date_trunc(unit, accepted_on)::date, category_code, owner_banner_code, edition_id,
                    0, sum(sign), sum(sign * amount_accepted)
             from changed, unnest(array[''month'', ''day'']) as unit
             group by 1, 2, 3, 4, 5, 6, 7, 8
             having sum(sign) <> 0 or sum(sign * amount_accepted) <> 0
             order by 1, 2, 3, 4, 5, 6, 7, 8
             on conflict (split_by, rung, under_contract, unit, starts_on, part, owner_banner_code, edition_id) do update
             set lines = s.lines + excluded.lines, amount = s.amount + excluded.amount)
         insert into household_sums as s (day, owner_banner_code, household_category, lines, households, amount)
         select accepted_on, owner_banner_code, household_category, sum(sign), sum(sign * households), sum(sign * amount_accepted)
         from changed
         where under_contract and household_category in (''edge'', ''monitored'', ''consolidated'')
         group by 1, 2, 3
         having sum(sign) <> 0 or sum(sign * households) <> 0 or sum(sign * amount_accepted) <> 0
         order by 1, 2, 3
         on conflict (day, owner_banner_code, household_category) do update
         set lines = s.lines + excluded.lines, households = s.households + excluded.households, amount = s.amount + excluded.amount',
        case tg_op when 'INSERT' then 'select 1 as sign, * from (' || is_now || ') now'
                   when 'DELETE' then 'select -1 as sign, * from (' || was || ') was'
                   else 'select 1 as sign, * from (' || is_now || ') now union all select -1, * from (' || was || ') was' end);
    return null;
end $$;

-- ------------------------------------------------------------------------------- the list of deliveries

-- A public delivery with the states of its lines and what was accepted, as they have been since `latest_on`:
-- the last day on which something of it was accepted, else the day it was shipped.
create view listed_deliveries as
    select d.id as delivery_id, d.contract_id, d.buyer_id, b.kind as buyer_kind, d.supplier_id, d.owner_banner_code, d.origin_edition_id,
           d.shipped_on, coalesce(l.accepted_on, d.shipped_on) as latest_on, l.states, l.amount
    from public_deliveries d
    join organisations b on b.id = d.buyer_id,
    lateral (select max(accepted_on) as accepted_on, array_agg(distinct state order by state) as states, sum(amount_accepted) as amount
             from delivery_lines where delivery_id = d.id) l
    where l.states is not null;

create table delivery_listings (
    delivery_id bigint primary key,
    contract_id bigint,
    buyer_id bigint not null,
    buyer_kind text not null,
    supplier_id bigint not null,
    owner_banner_code text not null,
    origin_edition_id bigint,
    shipped_on date not null,
    latest_on date not null,
    states text[] not null,
    amount numeric(18, 2) not null
);
create index delivery_listings_by_day on delivery_listings (latest_on, delivery_id);
create index delivery_listings_by_contract on delivery_listings (contract_id);
create index delivery_listings_by_buyer on delivery_listings (buyer_id);
create index delivery_listings_by_supplier on delivery_listings (supplier_id);

-- What was listed by a day. Of what was accepted later, and where lines of a category, product or place are
-- asked for, the lines themselves are looked at: what was accepted later was on its way then.
create function delivered(by_day date, category text, product bigint, village text, township text)
    returns table (delivery_id bigint, contract_id bigint, buyer_id bigint, buyer_kind text, supplier_id bigint, owner_banner_code text,
                   origin_edition_id bigint, shipped_on date, latest_on date, states text[], amount numeric)
    language sql stable as $$
    select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind, x.supplier_id, x.owner_banner_code, x.origin_edition_id,
           x.shipped_on, x.latest_on, x.states, x.amount
    from delivery_listings x
    where coalesce(category, product::text, village, township) is null and x.shipped_on <= by_day and x.latest_on <= by_day
    union all
    select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind, x.supplier_id, x.owner_banner_code, x.origin_edition_id,
           x.shipped_on, coalesce(l.accepted_on, x.shipped_on), l.states, l.amount
    from delivery_listings x,
    lateral (select max(accepted_on) filter (where accepted_on <= by_day) as accepted_on,
                    array_agg(distinct case when accepted_on > by_day then 'shipped' else state end) as states,
                    coalesce(sum(amount_accepted) filter (where accepted_on <= by_day), 0) as amount
             from delivery_lines where delivery_lines.delivery_id = x.delivery_id) l
    where coalesce(category, product::text, village, township) is null and x.shipped_on <= by_day and x.latest_on > by_day
    union all
    select x.delivery_id, x.contract_id, x.buyer_id, x.buyer_kind, x.supplier_id, x.owner_banner_code, x.origin_edition_id,
           x.shipped_on, coalesce(l.accepted_on, x.shipped_on), l.states, l.amount
    from (select l.delivery_id, max(accepted_on) filter (where accepted_on <= by_day) as accepted_on,
                 array_agg(distinct case when accepted_on > by_day then 'shipped' else state end) as states,
                 coalesce(sum(amount_accepted) filter (where accepted_on <= by_day), 0) as amount
          from delivery_lines l
          where coalesce(category, delivered.product::text, village, township) is not null
            and (category is null or left(l.category_code, length(category)) = category)
            and (product is null or l.product_id = product)
            and (village is null or l.village_code = village)
            and (township is null or l.village_code between township and township || '999')
          group by l.delivery_id) l
    join delivery_listings x on x.delivery_id = l.delivery_id
    where x.shipped_on <= by_day $$;

create function refresh_delivery_listings(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform lock_chains(keys);
    perform from deliveries d where d.id = any (keys) order by d.id for no key update;
    with now as materialized (select * from listed_deliveries where delivery_id = any (keys)),
    gone as (
        delete from delivery_listings where delivery_id = any (keys) and delivery_id not in (select delivery_id from now))
    insert into delivery_listings select * from now
    on conflict (delivery_id) do update
    set (contract_id, buyer_id, buyer_kind, supplier_id, owner_banner_code, origin_edition_id, shipped_on, latest_on, states, amount)
        = (excluded.contract_id, excluded.buyer_id, excluded.buyer_kind, excluded.supplier_id, excluded.owner_banner_code,
           excluded.origin_edition_id, excluded.shipped_on, excluded.latest_on, excluded.states, excluded.amount)
    where delivery_listings is distinct from excluded;
end $$;

revoke execute on function lock_chains, refresh_delivery_listings from public;

-- ------------------------------------------------------------------------------------------ the triggers

do $$
declare
    every text[] := '{insert,update,delete}';
    days text := 'refresh_delivery_days($1, ''{purchase,payment}'')';
    listings text := 'refresh_delivery_listings($1)';
    deliveries_of text := 'select d.id from deliveries d join contracts c on c.id = d.contract_id left join framework_agreements a on a.id = c.framework_id where ';
    lines text := 'id, delivery_id, state, accepted_on, amount_accepted, category_code, household_category, households';
    source record;
    kind text;
begin
    -- The locks that sum_lines counts on, whatever of a line changes.
    drop trigger delivery_lines_update_refresh_delivery_days on delivery_lines;
    execute format(
        'create trigger delivery_lines_update_refresh_delivery_days after update on delivery_lines
         referencing old table as old_rows new table as new_rows for each statement
         execute function refresh_what_follows(%L, %L, %L)',
        days, lines, 'select delivery_id from changed where accepted_on is not null');
    for source in select * from (values
        ('delivery_lines', every, lines, null, null),
        ('deliveries', '{update}', 'id, contract_id, owner_banner_code, shipped_on, voided_at', null, null),
        ('contracts', '{update}', 'id, state, framework_id, project_id', null, null),
        ('framework_agreements', '{update}', 'id, project_id', null, null),
        ('signed_projects', '{update}', 'id, edition_id', null, null),
        ('delivery_lines', every, 'id, delivery_id, state, accepted_on, amount_accepted', listings, 'select delivery_id from changed'),
        ('deliveries', '{update}', 'id, contract_id, buyer_id, supplier_id, owner_banner_code, shipped_on, voided_at', listings,
         'select id from changed'),
        ('contracts', '{update}', 'id, state, framework_id, project_id', listings, deliveries_of || 'c.id in (select id from changed)'),
        ('framework_agreements', '{update}', 'id, project_id', listings, deliveries_of || 'a.id in (select id from changed)'),
        ('signed_projects', '{update}', 'id, edition_id', listings,
         deliveries_of || 'coalesce(c.project_id, a.project_id) in (select id from changed)'),
        ('organisations', '{update}', 'id, kind', listings, 'select id from deliveries where buyer_id in (select id from changed)'),
        ('organisations', '{update}', 'id, kind', days, 'select id from deliveries where buyer_id in (select id from changed)'))
        as s (name, kinds, columns, calls, keys)
    loop
        foreach kind in array source.kinds::text[] loop
            execute format(
                'create trigger %I after %s on %I referencing %s for each statement execute function %s',
                format('%s_%s_%s', source.name, kind, coalesce(substring(source.calls from '[a-z_]+'), 'sum_lines')),
                kind, source.name,
                case kind when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
                          else 'old table as old_rows new table as new_rows' end,
                case when source.calls is null then format('sum_lines(%L)', source.columns)
                     else format('refresh_what_follows(%L, %L, %L)', source.calls, source.columns, source.keys) end);
        end loop;
    end loop;
end $$;

create or replace function rebuild_counts() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate product_listings, certificate_listings, product_counts, exhibitor_listings, exhibitor_counts, delivery_days, rung_sums,
             household_sums, delivery_listings;
    insert into product_listings select * from listed_products;
    insert into certificate_listings select * from listed_certificates;
    insert into exhibitor_listings select * from listed_exhibitors;
    insert into delivery_days select * from counted_delivery_days;
    insert into rung_sums (rung, under_contract, unit, starts_on, owner_banner_code, edition_id, deliveries, lines, amount, split_by, part)
    select * from summed_rungs where split_by = 'category' order by unit, starts_on;
    insert into household_sums select * from summed_households;
    insert into delivery_listings select * from listed_deliveries;
end $$;

-- What a rung came to by a day: the months before the day's own, and the days of that. `kind` narrows it to
-- the buyers of a kind, `category` to a category and what is below it; not both.
create function summed_up(of_rung text, is_under_contract boolean, by_day date, edition bigint, banner text, kind text, category text)
    returns table (deliveries bigint, amount numeric)
    language sql stable as $$
    select coalesce(sum(s.deliveries), 0)::bigint, coalesce(sum(s.amount), 0)
    from rung_sums s
    where s.split_by = case when category is not null then 'category' when kind is not null then 'buyer_kind' else 'none' end
      and s.rung = of_rung and s.under_contract = is_under_contract
      and (s.unit = 'month' and s.starts_on < date_trunc('month', by_day + 1)
           or s.unit = 'day' and s.starts_on >= date_trunc('month', by_day + 1) and s.starts_on <= by_day)
      and s.part >= coalesce(category, kind, '') and s.part <= coalesce(category || '~', kind, '')
      and (edition is null or s.edition_id = edition) and (banner is null or s.owner_banner_code = banner) $$;

select announce_changes(name::regclass, 'deliveries') from unnest(array['household_sums', 'delivery_listings']) name;

select rebuild_counts();
