-- Two transactions that post household lines of one banner and release wait for each other, so that the later one
-- counts what the earlier one left. Without it each computed the growth from a snapshot without the other's lines: a
-- line whose category or number of households was corrected while another of its group was posted was lost from the
-- released sum until the next posting of the group.

-- The lock is the row of the release in household_periods, which every posting touches before it computes anything.
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
        select period_end, owner_banner_code,
               coalesce(sum(sign(amount)) filter (where account = 'purchase.accepted'), 0)
        from grown
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

    -- The largest number of a village cannot be kept by addition, so what the entries touch is computed again.
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

-- A division of the days by another release waits for the postings that are under way.
create or replace function rebuild_household_sums(of_editions bigint[] default null) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    lock table household_periods in exclusive mode;
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

-- What was lost before is counted again.
select rebuild_household_sums();
