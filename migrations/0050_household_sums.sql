-- Sums of the account purchase.by_household. They stand apart from all other sums, so that no statement on those meets
-- a household category, and they are never read for a page but through the rules of release.

-- The release of household figures that a day belongs to: the end of its quarter, or a day as of which figures were said
-- in public.
create function household_release(day date) returns date
    language sql stable as $$
    select least((date_trunc('quarter', day) + interval '3 months - 1 day')::date,
                 (select min(reported_on) from editions where reported_on >= day)) $$;

-- What a release brought from a village, by how many households stand behind a line: of each village the largest count
-- of one line tells how many households there are, since a visit is no household.
create table journal_household_sums (
    period_end date not null,
    owner_banner_code text collate "C" not null,
    household_category text collate "C" not null,
    village_code text collate "C" not null,
    households integer not null,
    lines bigint not null,
    amount numeric(18, 2) not null,
    primary key (period_end, owner_banner_code, household_category, village_code, households)
);

-- What the reported categories brought from release to release: the one source of household figures.
create table household_growth (
    period_end date not null,
    owner_banner_code text collate "C" not null,
    household_category text collate "C" not null,
    lines bigint not null,
    households bigint not null,
    visits bigint not null,
    amount numeric(18, 2) not null,
    primary key (period_end, owner_banner_code, household_category)
);

-- How many goods are public one by one beside it.
create table household_periods (
    period_end date not null,
    owner_banner_code text collate "C" not null,
    goods bigint not null,
    primary key (period_end, owner_banner_code)
);

create view summed_growth as
    select period_end, owner_banner_code, household_category, sum(lines)::bigint as lines,
           sum(households)::bigint as households, sum(visits)::bigint as visits, sum(amount) as amount
    from (select period_end, owner_banner_code, household_category, village_code, sum(lines) as lines,
                 max(households) filter (where lines > 0) as households, sum(households * lines) as visits,
                 sum(amount) as amount
          from journal_household_sums
          group by 1, 2, 3, 4) of_villages
    group by 1, 2, 3
    having sum(lines) > 0;

create function sum_households() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    with days as materialized (
        select effective_on, household_release(effective_on) as period_end
        from (select distinct effective_on from new_entries where account in ('purchase.by_household', 'purchase.accepted')) d)
    insert into household_periods as p (period_end, owner_banner_code, goods)
    select d.period_end, e.owner_banner_code, sum(sign(e.amount))
    from new_entries e join days d using (effective_on)
    where e.account = 'purchase.accepted'
    group by 1, 2 order by 1, 2
    on conflict (period_end, owner_banner_code) do update
    set goods = p.goods + excluded.goods;

    with days as materialized (
        select effective_on, household_release(effective_on) as period_end
        from (select distinct effective_on from new_entries where account = 'purchase.by_household') d)
    insert into journal_household_sums as s
        (period_end, owner_banner_code, household_category, village_code, households, lines, amount)
    select d.period_end, e.owner_banner_code, e.household_category, e.village_code, e.households, sum(e.records), sum(e.amount)
    from new_entries e join days d using (effective_on)
    where e.account = 'purchase.by_household'
    group by 1, 2, 3, 4, 5
    having sum(e.amount) <> 0 or sum(e.records) <> 0
    order by 1, 2, 3, 4, 5
    on conflict (period_end, owner_banner_code, household_category, village_code, households) do update
    set amount = s.amount + excluded.amount, lines = s.lines + excluded.lines;

    -- The largest count of a village cannot be kept by adding up: what was touched is taken anew.
    with touched as materialized (
        select distinct household_release(effective_on) as period_end, owner_banner_code, household_category
        from (select distinct effective_on, owner_banner_code, household_category
              from new_entries where account = 'purchase.by_household') e),
    gone as (delete from household_growth g using touched t
             where (g.period_end, g.owner_banner_code, g.household_category)
                 = (t.period_end, t.owner_banner_code, t.household_category)
               and not exists (select from journal_household_sums s
                               where (s.period_end, s.owner_banner_code, s.household_category)
                                   = (t.period_end, t.owner_banner_code, t.household_category)
                                 and s.lines > 0))
    insert into household_growth
    select s.* from summed_growth s join touched t using (period_end, owner_banner_code, household_category)
    on conflict (period_end, owner_banner_code, household_category) do update
    set (lines, households, visits, amount) = (excluded.lines, excluded.households, excluded.visits, excluded.amount);
    return null;
end $$;
create trigger journal_entries_sum_households after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_households();

-- From nothing: when the day on which an edition's figures were said in public divides a quarter anew.
create function rebuild_household_sums(of_editions bigint[] default null) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from journal_household_sums;
    delete from household_growth;
    delete from household_periods;
    insert into journal_household_sums
    select household_release(effective_on), owner_banner_code, household_category, village_code, households,
           sum(records), sum(amount)
    from journal_entries
    where account = 'purchase.by_household'
    group by 1, 2, 3, 4, 5
    having sum(amount) <> 0 or sum(records) <> 0;
    insert into household_growth select * from summed_growth;
    insert into household_periods
    select household_release(effective_on), owner_banner_code, sum(sign(amount))
    from journal_entries
    where account = 'purchase.accepted'
    group by 1, 2;
end $$;

create function divide_household_sums() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform rebuild_household_sums();
    return null;
end $$;
create trigger editions_insert_rebuild_household_sums after insert on editions
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('rebuild_household_sums($1)', 'id, reported_on',
        'select id from changed where reported_on is not null');
create trigger editions_update_rebuild_household_sums after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('rebuild_household_sums($1)', 'id, reported_on',
        'select id from changed where reported_on is not null');
create trigger editions_delete_rebuild_household_sums after delete on editions
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('rebuild_household_sums($1)', 'id, reported_on',
        'select id from changed where reported_on is not null');
create trigger journal_entries_truncate_household_sums after truncate on journal_entries
    for each statement execute function divide_household_sums();

-- What is public one by one beside it: the goods of a delivery, by product. An amount of household figures must not be
-- the sum of only one set of them. Among many goods it never is: they are not looked at.
create view household_goods as
    select p.period_end, p.owner_banner_code, l.delivery_id, l.product_id, l.name, sum(e.amount) as amount
    from household_periods p
    join journal_entries e on e.owner_banner_code = p.owner_banner_code and e.account = 'purchase.accepted'
         and household_release(e.effective_on) = p.period_end
    join delivery_lines l on l.id = e.source_id
    where p.goods between 1 and 400
    group by 1, 2, 3, 4, 5
    having sum(e.amount) <> 0;

revoke execute on function rebuild_household_sums from public;
select announce_changes(name::regclass, 'journal')
from unnest(array['journal_household_sums', 'household_growth', 'household_periods']) name;
select rebuild_household_sums();
