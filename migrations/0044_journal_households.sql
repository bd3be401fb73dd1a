-- Sums of the account purchase.by_household. They are kept apart from all other sums, so that no statement on those
-- reads a household category, and pages read them only through the rules of release.
--
-- A release stays as it was published. The public counts an entry from the release in which it takes effect, and not
-- before the one in which it became known. What is entered, corrected or voided late moves the next release, and only
-- under its rules.

-- ------------------------------------------------------------------------------------------- days and releases

-- The day from which the public counts an entry.
create function counting_day(effective_on date, recorded_at timestamptz) returns date
    language sql immutable parallel safe
    return greatest(effective_on, (recorded_at at time zone 'Asia/Shanghai')::date);

-- The last day of the release of household figures that a day belongs to: the end of its quarter, or an earlier day as
-- of which figures were published.
create function household_release(day date) returns date
    language sql stable as $$
    select least((date_trunc('quarter', day) + interval '3 months - 1 day')::date,
                 (select min(reported_on) from editions where reported_on >= day)) $$;

-- The first day of a release.
create function household_release_begins(period_end date) returns date
    language sql stable as $$
    select greatest(date_trunc('quarter', period_end)::date,
                    (select max(reported_on) + 1 from editions where reported_on < period_end)) $$;

-- The release in which the public counts an entry.
create function household_period(effective_on date, recorded_at timestamptz) returns date
    language sql stable as $$
    select household_release(counting_day(effective_on, recorded_at)) $$;

-- Goods are found by the day from which the public counts them.
create index journal_entries_of_goods on journal_entries (owner_banner_code, counting_day(effective_on, recorded_at))
    include (source_id, amount) where account = 'purchase.accepted';

-- ------------------------------------------------------------------------------------------------------- sums

-- What a release brought from a village, by the number of households behind a line. The largest number behind one line
-- tells how many households of the village took part, because a second line may be of the same households.
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
create trigger announce_change after insert or update or delete or truncate on journal_household_sums
    for each statement execute function announce_change('journal');

-- What the reported categories brought from release to release: the only source of household figures.
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
create trigger announce_change after insert or update or delete or truncate on household_growth
    for each statement execute function announce_change('journal');

-- How many goods of a release are public one by one.
create table household_periods (
    period_end date not null,
    owner_banner_code text collate "C" not null,
    goods bigint not null,
    primary key (period_end, owner_banner_code)
);
create trigger announce_change after insert or update or delete or truncate on household_periods
    for each statement execute function announce_change('journal');

-- A release may also take back what an earlier one said: then its numbers are negative.
create view summed_growth as
    select period_end, owner_banner_code, household_category, sum(lines)::bigint as lines,
           coalesce(sum(households), 0)::bigint as households, sum(visits)::bigint as visits, sum(amount) as amount
    from (select period_end, owner_banner_code, household_category, village_code, sum(lines) as lines,
                 max(households) filter (where lines > 0) as households, sum(households * lines) as visits,
                 sum(amount) as amount
          from journal_household_sums
          group by 1, 2, 3, 4) of_villages
    group by 1, 2, 3
    having sum(lines) <> 0 or sum(visits) <> 0 or sum(amount) <> 0;

create function sum_households() returns trigger
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
create trigger journal_entries_sum_households after insert on journal_entries
    referencing new table as new_entries for each statement execute function sum_households();

-- From scratch: when the day as of which an edition's figures were published divides a quarter differently.
create function rebuild_household_sums(of_editions bigint[] default null) returns void
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
revoke execute on function rebuild_household_sums from public;

create function divide_household_sums() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform rebuild_household_sums();
    return null;
end $$;

create trigger editions_insert_rebuild_household_sums after insert on editions
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('rebuild_household_sums($1)',
        'id, reported_on', 'select id from changed where reported_on is not null');
create trigger editions_update_rebuild_household_sums after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('rebuild_household_sums($1)',
        'id, reported_on', 'select id from changed where reported_on is not null');
create trigger editions_delete_rebuild_household_sums after delete on editions
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('rebuild_household_sums($1)',
        'id, reported_on', 'select id from changed where reported_on is not null');

create trigger journal_entries_truncate_household_sums after truncate on journal_entries
    for each statement execute function divide_household_sums();

-- Goods that are public one by one beside a release: those of a delivery, by product. If only one set of them added up
-- to a household figure, the figure would disclose them. With more than 400 goods that does not happen, so only small
-- releases are checked. Each release is read by its days, so that its goods are found along an index.
create view household_goods as
    select p.period_end, p.owner_banner_code, l.delivery_id, l.product_id, l.name, sum(e.amount) as amount
    from (select *, household_release_begins(period_end) as begins_on
          from household_periods where goods between 1 and 400) p
    join journal_entries e on e.owner_banner_code = p.owner_banner_code and e.account = 'purchase.accepted'
         and counting_day(e.effective_on, e.recorded_at) between p.begins_on and p.period_end
    join delivery_lines l on l.id = e.source_id
    group by 1, 2, 3, 4, 5
    having sum(e.amount) <> 0;
