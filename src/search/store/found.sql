-- The best of each kind, in the order of its list. What the tokens let through and the text does not has no rank.
with products_found as materialized (
     (select p.id, search_rank(p.search_text, $2) as rank from products p
      where p.state = 'published' and p.organisation_id not in (select id from organisations where state <> 'published')
        and search_finds(p.search_tokens, p.search_text, $1, $2)
        and array_to_tsvector(p.search_tokens) @@ $3::text::tsquery limit $8)
     union
     (select p.id, search_rank(p.search_text, $2) from products p
      where p.state = 'published' and p.organisation_id not in (select id from organisations where state <> 'published')
        and search_finds(p.search_tokens, p.search_text, $1, $2) limit $8)),
  contracts_found as materialized (
     (select c.id, search_rank(c.search_text, $2) as rank from public_contracts c
      where search_finds(c.search_tokens, c.search_text, $1, $2) and array_to_tsvector(c.search_tokens) @@ $3::text::tsquery limit $8)
     union
     (select c.id, search_rank(c.search_text, $2) from public_contracts c
      where search_finds(c.search_tokens, c.search_text, $1, $2) limit $8)),
  organisations_found as materialized (
     select o.id, search_rank(o.search_text, $2) as rank from organisations o where array_to_tsvector(o.search_tokens) @@ $1::text::tsquery),
  projects_found as materialized (
     select p.id, search_rank(p.search_text, $2) as rank from public_projects p where array_to_tsvector(p.search_tokens) @@ $1::text::tsquery),
  agreements_found as materialized (
     select a.id, search_rank(a.search_text, $2) as rank from public_agreements a where array_to_tsvector(a.search_tokens) @@ $1::text::tsquery),
  brands_found as materialized (
     select b.id, search_rank(b.search_text, $2) as rank from public_brands b where array_to_tsvector(b.search_tokens) @@ $1::text::tsquery),
  places_found as materialized (
     select d.*, search_rank(d.search_text, $2) as rank from divisions d
     where d.level in ('village', 'township') and array_to_tsvector(d.search_tokens) @@ $1::text::tsquery),
  -- By its own name, by what it shows, by its booth.
  exhibitors_found as materialized (
     select id, min(rank) as rank from (
         select e.id, f.rank from organisations_found f join exhibitors e on e.organisation_id = f.id where f.rank is not null
         union all
         select x.exhibitor_id, null from products_found f join exhibits x on x.product_id = f.id where f.rank is not null
         union all
         select a.exhibitor_id, null from booths b join booth_assignments a on a.booth_id = b.id and a.released_at is null
         where lower(b.code) = $5) any_way
     group by id),
  best_products as (select f.*, p.neutral_rank from products_found f join products p on p.id = f.id where f.rank is not null
                    order by f.rank, p.neutral_rank < $10, p.neutral_rank, f.id limit 12 * $7::bigint),
  found as (
     (select 'product' as kind, p.id::text as key, p.name, null::text as name_en, null::text as number, p.category_code as code,
             d.full_name as place, d.full_name_en as place_en, d.banner_code, array[p.specification] as words,
             x.ordinal as edition, null::date as signed_on, coalesce(x.price, p.price) as price, p.unit_code, x.booth_code,
             null::numeric as intent, null::numeric as framework, null::numeric as contract,
             f.rank, (select count(*) from products_found where rank is not null) as total
      from best_products f join products p on p.id = f.id join divisions d on d.code = p.origin_code
      left join lateral (
         select x.price, e.booth_code, ed.ordinal from exhibits x
         join public_exhibitors e on e.id = x.exhibitor_id join editions ed on ed.id = e.edition_id
         where x.product_id = p.id and ed.state <> 'draft' order by ed.ordinal desc limit 1) x on true
      order by f.rank, x.ordinal desc nulls last, p.neutral_rank < $10, p.neutral_rank, p.id limit $7)
     union all
     (select 'exhibitor', e.id::text, o.name, null, o.number, o.kind, d.full_name, d.full_name_en, o.banner_code,
             array(select p.name from exhibits x join products p on p.id = x.product_id
                   where x.exhibitor_id = e.id and p.id in (select id from products_found where rank is not null) order by p.id limit 2),
             ed.ordinal, null, null, null, e.booth_code, null, null, null, f.rank, count(*) over ()
      from exhibitors_found f join public_exhibitors e on e.id = f.id
      join organisations o on o.id = e.organisation_id join divisions d on d.code = o.division_code
      join editions ed on ed.id = e.edition_id
      where f.rank is not null or $6::text is null or o.banner_code = $6
      order by f.rank, (e.edition_id = $4) desc, ed.ordinal desc, e.neutral_rank < $10, e.neutral_rank, e.id limit $7)
     union all
     (select 'project', p.id::text, p.title, null, p.number, p.stage, null, null, p.owner_banner_code, array[s.name, b.name],
             ed.ordinal, p.signed_on, null, null, null, p.amount, null, null, f.rank, count(*) over ()
      from projects_found f join public_projects p on p.id = f.id
      join organisations s on s.id = p.supplier_id join organisations b on b.id = p.buyer_id
      join editions ed on ed.id = p.edition_id
      where f.rank is not null
      order by f.rank, (p.edition_id = $4) desc, ed.ordinal desc, p.run_order, p.id limit $7)
     union all
     (select 'agreement', a.id::text, a.title, null, a.number,
             case when a.state = 'signed' and a.ends_on < $9 then 'expired' else a.state end, null, null, a.owner_banner_code,
             array[s.name, b.name], null, a.signed_on, null, null, null, null, a.ceiling, null, f.rank, count(*) over ()
      from agreements_found f join public_agreements a on a.id = f.id
      join organisations s on s.id = a.supplier_id join organisations b on b.id = a.buyer_id
      where f.rank is not null
      order by f.rank, a.signed_on desc, a.id desc limit $7)
     union all
     (select 'contract', c.id::text, c.title, null, c.number, c.state, null, null, c.owner_banner_code,
             array[s.name, b.name], null, c.signed_on, null, null, null, null, null,
             contract_amount(c.id, c.signed_amount, $9), f.rank, (select count(*) from contracts_found where rank is not null)
      from contracts_found f join public_contracts c on c.id = f.id
      join organisations s on s.id = c.supplier_id join organisations b on b.id = c.buyer_id
      where f.rank is not null
      order by f.rank, c.signed_on desc, c.id desc limit $7)
     union all
     (select v.level, v.code, v.full_name, v.full_name_en, null, null, t.name, t.name_en, v.banner_code, '{}',
             null, null, null, null, null, null, null, null, v.rank, v.total
      from (select f.*, count(*) over (partition by f.level) as total,
                   row_number() over (partition by f.level order by f.rank, f.banner_code, f.township_code, f.pinyin, f.code) as place
            from places_found f where f.rank is not null) v
      left join divisions t on t.code = v.township_code and t.code <> v.code
      where v.place <= $7 order by v.place)
     union all
     (select 'brand', b.id::text, b.name, null, null, null, null, null, d.banner_code, '{}',
             null, null, null, null, null, null, null, null, f.rank, count(*) over ()
      from brands_found f join brands b on b.id = f.id join divisions d on d.code = b.home_code
      where f.rank is not null
      order by f.rank, b.pinyin, b.id limit $7)
     union all
     (select 'buyer', o.id::text, o.name, null, o.number, o.kind, d.full_name, d.full_name_en, o.banner_code, '{}',
             null, null, null, null, null, null, null, null, f.rank, count(*) over ()
      from organisations_found f join organisations o on o.id = f.id join divisions d on d.code = o.division_code
      where o.side = 'buyer' and o.state = 'published' and f.rank is not null
      order by f.rank, o.pinyin, o.id limit $7))
select kind as "kind!", key as "key!", name as "name!", name_en, number, code, place, place_en, banner_code as "banner_code: _",
       words as "words!", edition, signed_on, price, unit_code, booth_code, intent as "intent: _", framework as "framework: _",
       contract as "contract: _", rank, least(total, $8) as "total!"
from found
