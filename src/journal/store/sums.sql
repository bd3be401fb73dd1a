with divisions as (
    select *, case when keeps_months then 1 else -1 end as sign
    from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bool[], $8::bool[],
                $9::bool[], $10::date[], $11::date[], $12::date[], $13::date[]) with ordinality
        as d (stored, part_from, part_to, edition, banner, keeps_edition, keeps_banner, keeps_months,
              months_from, months_before, days_from, days_to, division))
select d.division as "division!", s.account as "account!: Account",
       case when d.keeps_months then s.starts_on end as month,
       case when d.keeps_edition then s.edition_id else 0 end as "edition!",
       case when d.keeps_banner then s.owner_banner_code else '' end as "banner!",
       s.part as "part!", sum(s.amount) as "amount!", sum(s.records)::bigint as "records!"
from divisions d,
lateral (
    select account, starts_on, edition_id, owner_banner_code, part, amount, records
    from journal_sums
    where not d.keeps_months and split = d.stored and account = any ($1) and unit = 'ever'
      and part between d.part_from and d.part_to
      and (d.edition is null or edition_id = d.edition)
      and (d.banner is null or owner_banner_code = d.banner)
    union all
    select account, starts_on, edition_id, owner_banner_code, part, d.sign * amount, d.sign * records
    from journal_sums
    where split = d.stored and account = any ($1) and unit = 'month' and part between d.part_from and d.part_to
      and starts_on >= coalesce(d.months_from, '-infinity') and starts_on < coalesce(d.months_before, 'infinity')
      and (d.edition is null or edition_id = d.edition)
      and (d.banner is null or owner_banner_code = d.banner)
    union all
    select account, starts_on, edition_id, owner_banner_code, part, d.sign * amount, d.sign * records
    from journal_sums
    where split = d.stored and account = any ($1) and unit = 'day' and part between d.part_from and d.part_to
      and starts_on between d.days_from and d.days_to
      and (d.edition is null or edition_id = d.edition)
      and (d.banner is null or owner_banner_code = d.banner)
    union all
    select account, effective_on, coalesce(edition_id, 0), coalesce(owner_banner_code, ''),
           case when d.stored like 'buyer_kind%' then buyer_kind when d.stored like 'category%' then category_code
                else buyer_kind || '/' || category_code end as part,
           d.sign * amount, d.sign * records
    from journal_entries
    where d.stored not like 'all%' and account = any ($1)
      and effective_on between d.days_from and d.days_to
      and (d.edition is null or edition_id = d.edition)
      and (d.banner is null or owner_banner_code = d.banner)) s
where s.part between d.part_from and d.part_to
group by 6, 3, 4, 5, 2, 1
