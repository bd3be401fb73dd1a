-- The days on which goods were accepted under contracts, each with the release of household figures that it
-- belongs to: the end of a quarter, or a day as of which figures were said in public.
create view household_days as
    select day, least((date_trunc('quarter', day) + interval '3 months - 1 day')::date,
                      (select min(reported_on) from editions where reported_on >= day)) as period_end
    from (select distinct starts_on as day
          from rung_sums
          where split_by = 'none' and rung = 'purchase' and under_contract and unit = 'day') days;

-- What the reported categories brought from release to release, the one source of household figures.
-- Households, not visits: of each village the largest count of one line.
create view household_growth as
    select period_end, owner_banner_code, household_category, sum(lines)::bigint as lines, sum(households)::bigint as households,
           sum(visits)::bigint as visits, sum(amount) as amount
    from (select d.period_end, l.owner_banner_code, l.household_category, l.village_code, count(*) as lines,
                 max(l.households) as households, sum(l.households) as visits, sum(l.amount_accepted) as amount
          from accepted_lines l
          join household_days d on d.day = l.accepted_on
          where l.contract_id is not null and l.household_category in ('edge', 'monitored', 'consolidated')
          group by 1, 2, 3, 4) of_villages
    group by 1, 2, 3;

-- What is public one by one beside it: the goods of a delivery, by product. An amount of household figures
-- must not be the sum of only one set of them.
create view household_goods as
    select d.period_end, l.owner_banner_code, l.delivery_id, l.product_id, l.name, sum(l.amount_accepted) as amount
    from accepted_lines l
    join household_days d on d.day = l.accepted_on
    where l.contract_id is not null
    group by 1, 2, 3, 4, 5;
