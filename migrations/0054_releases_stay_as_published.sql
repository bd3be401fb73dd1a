-- A release that was published stays as it was published. The public counts an entry from the release in which it takes
-- effect, and not before the one in which it became known: what is entered, corrected or voided late moves the next
-- release, and only under its rules.

-- The day from which the public counts an entry.
create function counting_day(effective_on date, recorded_at timestamptz) returns date
    language sql immutable parallel safe
    return greatest(effective_on, (recorded_at at time zone 'Asia/Shanghai')::date);

-- The release to which the public counts it.
create function household_period(effective_on date, recorded_at timestamptz) returns date
    language sql stable as $$
    select household_release(counting_day(effective_on, recorded_at)) $$;

-- A release may also take back what an earlier one said.
create or replace view summed_growth as
    select period_end, owner_banner_code, household_category, sum(lines)::bigint as lines,
           coalesce(sum(households), 0)::bigint as households, sum(visits)::bigint as visits, sum(amount) as amount
    from (select period_end, owner_banner_code, household_category, village_code, sum(lines) as lines,
                 max(households) filter (where lines > 0) as households, sum(households * lines) as visits,
                 sum(amount) as amount
          from journal_household_sums
          group by 1, 2, 3, 4) of_villages
    group by 1, 2, 3
    having sum(lines) <> 0 or sum(visits) <> 0 or sum(amount) <> 0;

create or replace function sum_households() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    with days as materialized (
        select day, household_release(day) as period_end
        from (select distinct counting_day(effective_on, recorded_at) as day
              from new_entries
              where account in ('purchase.by_household', 'purchase.accepted')) d),
    grown as materialized (
        select e.*, d.period_end
        from new_entries e
        join days d on d.day = counting_day(e.effective_on, e.recorded_at)
        where e.account in ('purchase.by_household', 'purchase.accepted')),
    goods as (
        insert into household_periods as p (period_end, owner_banner_code, goods)
        select period_end, owner_banner_code, sum(sign(amount))
        from grown
        where account = 'purchase.accepted'
        group by 1, 2 order by 1, 2
        on conflict (period_end, owner_banner_code) do update
        set goods = p.goods + excluded.goods)
    insert into journal_household_sums as s
        (period_end, owner_banner_code, household_category, village_code, households, lines, amount)
    select period_end, owner_banner_code, household_category, village_code, households, sum(records), sum(amount)
    from grown
    where account = 'purchase.by_household'
    group by 1, 2, 3, 4, 5
    having sum(amount) <> 0 or sum(records) <> 0
    order by 1, 2, 3, 4, 5
    on conflict (period_end, owner_banner_code, household_category, village_code, households) do update
    set amount = s.amount + excluded.amount, lines = s.lines + excluded.lines;

    -- The largest count of a village cannot be kept by adding up: what was touched is taken anew.
    with touched as materialized (
        select distinct household_release(day) as period_end, owner_banner_code, household_category
        from (select distinct counting_day(effective_on, recorded_at) as day, owner_banner_code, household_category
              from new_entries where account = 'purchase.by_household') e),
    gone as (delete from household_growth g using touched t
             where (g.period_end, g.owner_banner_code, g.household_category)
                 = (t.period_end, t.owner_banner_code, t.household_category)
               and not exists (select from summed_growth s
                               where (s.period_end, s.owner_banner_code, s.household_category)
                                   = (t.period_end, t.owner_banner_code, t.household_category)))
    insert into household_growth
    select s.* from summed_growth s join touched t using (period_end, owner_banner_code, household_category)
    on conflict (period_end, owner_banner_code, household_category) do update
    set (lines, households, visits, amount) = (excluded.lines, excluded.households, excluded.visits, excluded.amount);
    return null;
end $$;

create or replace function rebuild_household_sums(of_editions bigint[] default null) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from journal_household_sums;
    delete from household_growth;
    delete from household_periods;
    insert into journal_household_sums
    select household_period(effective_on, recorded_at), owner_banner_code, household_category, village_code, households,
           sum(records), sum(amount)
    from journal_entries
    where account = 'purchase.by_household'
    group by 1, 2, 3, 4, 5
    having sum(amount) <> 0 or sum(records) <> 0;
    insert into household_growth select * from summed_growth;
    insert into household_periods
    select household_period(effective_on, recorded_at), owner_banner_code, sum(sign(amount))
    from journal_entries
    where account = 'purchase.accepted'
    group by 1, 2;
end $$;

create index journal_entries_of_goods on journal_entries (owner_banner_code, counting_day(effective_on, recorded_at))
    include (source_id, amount) where account = 'purchase.accepted';

-- The first day that belongs to a release.
create function household_release_begins(period_end date) returns date
    language sql stable as $$
    select greatest(date_trunc('quarter', period_end)::date,
                    (select max(reported_on) + 1 from editions where reported_on < period_end)) $$;

-- Each release by its days, so that the few goods of a small one are found by an index.
create or replace view household_goods as
    select p.period_end, p.owner_banner_code, l.delivery_id, l.product_id, l.name, sum(e.amount) as amount
    from (select *, household_release_begins(period_end) as begins_on from household_periods where goods between 1 and 400) p
    join journal_entries e on e.owner_banner_code = p.owner_banner_code and e.account = 'purchase.accepted'
         and counting_day(e.effective_on, e.recorded_at) between p.begins_on and p.period_end
    join delivery_lines l on l.id = e.source_id
    group by 1, 2, 3, 4, 5
    having sum(e.amount) <> 0;

select rebuild_household_sums();
