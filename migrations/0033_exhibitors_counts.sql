-- Counts for the facets of the list of exhibitors. They follow exhibitor_listings.

-- ------------------------------------------------------------------------------------ by banner, kind and zone

create table exhibitor_counts (
    edition_id bigint not null,
    banner_code text not null,
    kind text not null,
    zone_code text not null,
    exhibitors bigint not null,
    primary key (edition_id, banner_code, kind, zone_code)
);
create trigger announce_change after insert or update or delete or truncate on exhibitor_counts
    for each statement execute function announce_change('exhibitors');

create view counted_exhibitors as
    select edition_id, banner_code, kind, zone_code, count(*) as exhibitors
    from exhibitor_listings
    group by 1, 2, 3, 4;

create function count_exhibitors() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute format(
        'insert into exhibitor_counts as c (edition_id, banner_code, kind, zone_code, exhibitors)
         select edition_id, banner_code, kind, zone_code, sum(sign)
         from (%s) changed
         group by 1, 2, 3, 4 having sum(sign) <> 0 order by 1, 2, 3, 4
         on conflict (edition_id, banner_code, kind, zone_code) do update
         set exhibitors = c.exhibitors + excluded.exhibitors',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger exhibitor_listings_insert_count_exhibitors after insert on exhibitor_listings
    referencing new table as new_rows for each statement execute function count_exhibitors();
create trigger exhibitor_listings_update_count_exhibitors after update on exhibitor_listings
    referencing old table as old_rows new table as new_rows for each statement execute function count_exhibitors();
create trigger exhibitor_listings_delete_count_exhibitors after delete on exhibitor_listings
    referencing old table as old_rows for each statement execute function count_exhibitors();

-- --------------------------------------------------------------------------------------------- by certificate

-- The changes in how many exhibitors have a valid certificate of a scheme, by day, month and year. Edition 0 stands for
-- all editions, and '*' for all banners, kinds or zones.
create view stepped_exhibitors as
    select edition, banner, of_kind, zone, unit, date_trunc(unit, day)::date as starts_on, scheme,
           sum(change)::bigint as exhibitors
    from exhibitor_listings l
    cross join lateral (
        select c ->> 'scheme' as scheme,
               unnest(range_agg(daterange((c ->> 'from')::date, (c ->> 'to')::date, '[]'))) as span
        from jsonb_array_elements(l.certificates) as c group by 1) valid
    cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
    cross join unnest(array['year', 'month', 'day']) as unit
    cross join unnest(array[0, edition_id]) as edition
    cross join unnest(array['*', banner_code]) as banner
    cross join unnest(array['*', kind]) as of_kind
    cross join unnest(array['*', zone_code]) as zone
    where day is not null
    group by 1, 2, 3, 4, 5, 6, 7;

create table exhibitor_steps (
    edition bigint not null,
    banner text not null,
    of_kind text not null,
    zone text not null,
    unit text not null,
    starts_on date not null,
    scheme text not null,
    exhibitors bigint not null,
    primary key (edition, banner, of_kind, zone, unit, starts_on, scheme) include (exhibitors)
);
create trigger announce_change after insert or update or delete or truncate on exhibitor_steps
    for each statement execute function announce_change('exhibitors');

create function step_exhibitors() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate exhibitor_steps;
        return null;
    end if;
    execute format(
        'insert into exhibitor_steps as s (edition, banner, of_kind, zone, unit, starts_on, scheme, exhibitors)
         select edition, banner, of_kind, zone, unit, date_trunc(unit, day)::date, scheme, sum(sign * change)
         from (select sign, edition_id, banner_code, kind, zone_code, certificates, sum(sign) over same as kept
               from (%s) changed where certificates is not null
               window same as (partition by exhibitor_id,
                               edition_id, banner_code, kind, zone_code, certificates)) changed
         cross join lateral (
             select c ->> ''scheme'' as scheme,
                    unnest(range_agg(daterange((c ->> ''from'')::date, (c ->> ''to'')::date, ''[]''))) as span
             from jsonb_array_elements(certificates) as c group by 1) valid
         cross join lateral (values (lower(span), 1), (upper(span), -1)) as steps (day, change)
         cross join unnest(array[''year'', ''month'', ''day'']) as unit
         cross join unnest(array[0, edition_id]) as edition
         cross join unnest(array[''*'', banner_code]) as banner
         cross join unnest(array[''*'', kind]) as of_kind
         cross join unnest(array[''*'', zone_code]) as zone
         where day is not null and kept <> 0
         group by 1, 2, 3, 4, 5, 6, 7 having sum(sign * change) <> 0 order by 1, 2, 3, 4, 5, 6, 7
         on conflict (edition, banner, of_kind, zone, unit, starts_on, scheme) do update
         set exhibitors = s.exhibitors + excluded.exhibitors',
        gained_and_lost(tg_op));
    return null;
end $$;

create trigger exhibitor_listings_insert_step after insert on exhibitor_listings
    referencing new table as new_rows for each statement execute function step_exhibitors();
create trigger exhibitor_listings_update_step after update on exhibitor_listings
    referencing old table as old_rows new table as new_rows for each statement execute function step_exhibitors();
create trigger exhibitor_listings_delete_step after delete on exhibitor_listings
    referencing old table as old_rows for each statement execute function step_exhibitors();
create trigger exhibitor_listings_truncate_step after truncate on exhibitor_listings
    for each statement execute function step_exhibitors();

-- -------------------------------------------------------------------------------------- by day of publication

-- A party counts once, whatever the edition: from the day on which it was first published at any.
create view listed_parties as
    select organisation_id, min(banner_code) as banner_code, min(published_on) as published_on
    from exhibitor_listings
    group by 1;

create table exhibiting_parties (
    organisation_id bigint primary key,
    banner_code text not null,
    -- Null once it is published at no edition. The row stays, so that it can be locked.
    published_on date
);
create trigger announce_change after insert or update or delete or truncate on exhibiting_parties
    for each statement execute function announce_change('exhibitors');

-- How many exhibitors of an edition were published on a day. Edition 0 counts the parties first published then at any.
create view counted_exhibitor_days as
    select edition_id, banner_code, published_on, count(*) as exhibitors
    from (select edition_id, banner_code, published_on from exhibitor_listings
          union all select 0, banner_code, published_on from listed_parties) published
    group by 1, 2, 3;

create table exhibitor_days (
    edition_id bigint not null,
    -- '' for none.
    banner_code text not null,
    published_on date not null,
    exhibitors bigint not null,
    primary key (edition_id, banner_code, published_on) include (exhibitors)
);
create trigger announce_change after insert or update or delete or truncate on exhibitor_days
    for each statement execute function announce_change('exhibitors');

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
         on conflict (edition_id, banner_code, published_on) do update
         set exhibitors = d.exhibitors + excluded.exhibitors',
        case tg_table_name when 'exhibiting_parties' then '0::bigint' else 'edition_id' end, gained_and_lost(tg_op));
    return null;
end $$;

-- Sets the rows of the parties concerned to what the listings say. If two transactions publish one party, the later one
-- counts what the earlier one left.
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
