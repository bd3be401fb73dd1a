-- The best of each kind by their names; a few hundred of each are looked at.
with products_found as materialized (
     (select p.id, search_rank(p.search_text, $2) as rank, p.neutral_rank from products p
      where p.state = 'published' and p.organisation_id not in (select id from organisations where state <> 'published')
        and search_finds(p.search_tokens, p.search_text, $1, $2)
        and array_to_tsvector(p.search_tokens) @@ $3::text::tsquery limit 300)
     union
     (select p.id, search_rank(p.search_text, $2), p.neutral_rank from products p
      where p.state = 'published' and p.organisation_id not in (select id from organisations where state <> 'published')
        and search_finds(p.search_tokens, p.search_text, $1, $2) limit 300)),
  contracts_found as materialized (
     select c.id, c.title, c.number, c.owner_banner_code, c.signed_on, search_rank(c.search_text, $2) as rank from public_contracts c
     where search_finds(c.search_tokens, c.search_text, $1, $2) limit 300),
  organisations_found as materialized (
     select o.*, search_rank(o.search_text, $2) as rank from organisations o
     where o.state = 'published' and search_finds(o.search_tokens, o.search_text, $1, $2) limit 300),
  found as (
     (select 'product' as kind, p.id::text as key, p.name, null::text as name_en, null::text as number, d.banner_code, f.rank
      from products_found f join products p on p.id = f.id join divisions d on d.code = p.origin_code
      where f.rank is not null order by f.rank, f.neutral_rank, f.id limit $4)
     union all
     (select 'exhibitor', e.id::text, f.name, null, f.number, f.banner_code, f.rank
      from organisations_found f cross join lateral (
         select e.id, e.edition_id from public_exhibitors e where e.organisation_id = f.id order by e.edition_id desc limit 1) e
      where f.rank is not null order by f.rank, e.edition_id desc, f.neutral_rank, e.id limit $4)
     union all
     (select 'project', f.id::text, f.title, null, f.number, f.owner_banner_code, f.rank
      from (select p.*, search_rank(p.search_text, $2) as rank from public_projects p
            where array_to_tsvector(p.search_tokens) @@ $1::text::tsquery offset 0) f
      where f.rank is not null order by f.rank, f.edition_id desc, f.run_order, f.id limit $4)
     union all
     (select 'agreement', f.id::text, f.title, null, f.number, f.owner_banner_code, f.rank
      from (select a.id, a.title, a.number, a.owner_banner_code, a.signed_on, search_rank(a.search_text, $2) as rank from public_agreements a
            where array_to_tsvector(a.search_tokens) @@ $1::text::tsquery offset 0) f
      where f.rank is not null order by f.rank, f.signed_on desc, f.id desc limit $4)
     union all
     (select 'contract', f.id::text, f.title, null, f.number, f.owner_banner_code, f.rank
      from contracts_found f where f.rank is not null order by f.rank, f.signed_on desc, f.id desc limit $4)
     union all
     (select f.level, f.code, f.full_name, f.full_name_en, f.code, f.banner_code, f.rank
      from (select d.*, search_rank(d.search_text, $2) as rank from divisions d
            where d.level in ('village', 'township') and array_to_tsvector(d.search_tokens) @@ $1::text::tsquery offset 0) f
      where f.rank is not null order by f.rank, f.level, f.banner_code, f.township_code, f.pinyin, f.code limit $4)
     union all
     (select 'brand', f.id::text, f.name, null, null, d.banner_code, f.rank
      from (select b.*, search_rank(b.search_text, $2) as rank from public_brands b
            where array_to_tsvector(b.search_tokens) @@ $1::text::tsquery offset 0) f join divisions d on d.code = f.home_code
      where f.rank is not null order by f.rank, f.pinyin, f.id limit $4)
     union all
     (select 'buyer', f.id::text, f.name, null, f.number, f.banner_code, f.rank
      from organisations_found f where f.side = 'buyer' and f.rank is not null order by f.rank, f.pinyin, f.id limit $4))
select kind as "kind!", key as "key!", name as "name!", name_en, number, banner_code as "banner_code: _", rank as "rank!" from found
