-- What an entry of search_entries should be: one view for each kind of record, with the columns of the table in their
-- order.

create view searchable_products as
    select 'product' as kind, p.id, p.name, null::text as name_en, null::text as number, p.category_code as code,
           d.full_name as place, d.full_name_en as place_en, d.banner_code, array[p.specification] as words,
           x.edition, null::date as signed_on, null::date as ends_on,
           coalesce(x.price, p.price)::numeric(16, 4) as price, p.unit_code, x.booth_code,
           null::numeric(18, 2) as amount, p.neutral_rank, null::bigint as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, s.shown_by, s.shown_by_banners,
           p.search_text, search_tokens_of('product', p.id, p.search_tokens) as tokens
    from products p
    join organisations o on o.id = p.organisation_id and o.state = 'published'
    join divisions d on d.code = p.origin_code
    left join lateral (
        select array_agg(e.id order by e.id) as shown_by,
               array_agg(coalesce(w.banner_code, '') order by e.id) as shown_by_banners
        from exhibits x
        join public_exhibitors e on e.id = x.exhibitor_id
        join organisations w on w.id = e.organisation_id
        where x.product_id = p.id) s on true
    left join lateral (
        select f.ordinal as edition, x.price, e.booth_code
        from exhibits x
        join public_exhibitors e on e.id = x.exhibitor_id
        join editions f on f.id = e.edition_id and f.state <> 'draft'
        where x.product_id = p.id
        order by f.ordinal desc, x.id limit 1) x on true
    where p.state = 'published';

-- An exhibitor is found by its organisation's words and by its booth in full.
create view searchable_exhibitors as
    select 'exhibitor' as kind, e.id, o.name, null::text as name_en, o.number, o.kind as code,
           d.full_name as place, d.full_name_en as place_en, o.banner_code, '{}'::text[] as words,
           f.ordinal as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price,
           null::text as unit_code, e.booth_code, null::numeric(18, 2) as amount, e.neutral_rank,
           null::bigint as position, null::text collate "C" as sort_name, e.organisation_id,
           null::bigint[] as shown_by, null::text[] as shown_by_banners,
           o.search_text || coalesce('#' || lower(e.booth_code) || '/', '') as search_text,
           search_tokens_of('exhibitor', e.id,
                            o.search_tokens || array_remove(array['#' || lower(e.booth_code)], null)) as tokens
    from public_exhibitors e
    join organisations o on o.id = e.organisation_id
    join divisions d on d.code = o.division_code
    join editions f on f.id = e.edition_id;

create view searchable_projects as
    select 'project' as kind, p.id, p.title as name, null::text as name_en, p.number, p.stage as code,
           null::text as place, null::text as place_en, p.owner_banner_code as banner_code,
           array[s.name, b.name] as words, f.ordinal as edition, p.signed_on, null::date as ends_on,
           null::numeric(16, 4) as price, null::text as unit_code, null::text as booth_code,
           p.amount::numeric(18, 2) as amount, null::integer as neutral_rank, p.run_order::bigint as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by,
           null::text[] as shown_by_banners, p.search_text,
           search_tokens_of('project', p.id, p.search_tokens) as tokens
    from public_projects p
    join organisations s on s.id = p.supplier_id
    join organisations b on b.id = p.buyer_id
    join editions f on f.id = p.edition_id;

-- The position puts the latest first.
create view searchable_agreements as
    select 'agreement' as kind, a.id, a.title as name, null::text as name_en, a.number, a.state as code,
           null::text as place, null::text as place_en, a.owner_banner_code as banner_code,
           array[s.name, b.name] as words, null::smallint as edition, a.signed_on, a.ends_on,
           null::numeric(16, 4) as price, null::text as unit_code, null::text as booth_code,
           a.ceiling::numeric(18, 2) as amount, null::integer as neutral_rank,
           -((a.signed_on - date '1900-01-01') * 1000000000::bigint + a.id) as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by,
           null::text[] as shown_by_banners, a.search_text,
           search_tokens_of('agreement', a.id, a.search_tokens) as tokens
    from public_agreements a
    join organisations s on s.id = a.supplier_id
    join organisations b on b.id = a.buyer_id;

-- Reads the table, as public_contracts does, but without the joins for the origin of a contract. The position puts the
-- latest first.
create view searchable_contracts as
    select 'contract' as kind, c.id, c.title as name, null::text as name_en, c.number, c.state as code,
           null::text as place, null::text as place_en, c.owner_banner_code as banner_code,
           array[s.name, b.name] as words, null::smallint as edition, c.signed_on, null::date as ends_on,
           null::numeric(16, 4) as price, null::text as unit_code, null::text as booth_code,
           c.signed_amount::numeric(18, 2) as amount, null::integer as neutral_rank,
           -((c.signed_on - date '1900-01-01') * 1000000000::bigint + c.id) as position,
           null::text collate "C" as sort_name, null::bigint as organisation_id, null::bigint[] as shown_by,
           null::text[] as shown_by_banners, c.search_text,
           search_tokens_of('contract', c.id, c.search_tokens) as tokens
    from contracts c
    join organisations s on s.id = c.supplier_id
    join organisations b on b.id = c.buyer_id
    where c.state not in ('draft', 'void');

create view searchable_places as
    select d.level as kind, d.code::bigint as id, d.full_name as name, d.full_name_en as name_en,
           null::text as number, null::text as code, t.name as place, t.name_en as place_en, d.banner_code,
           '{}'::text[] as words, null::smallint as edition, null::date as signed_on, null::date as ends_on,
           null::numeric(16, 4) as price, null::text as unit_code, null::text as booth_code,
           null::numeric(18, 2) as amount, null::integer as neutral_rank, null::bigint as position,
           concat_ws('/', d.banner_code, d.township_code, d.pinyin) collate "C" as sort_name,
           null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           d.search_text, search_tokens_of(d.level, d.code::bigint, d.search_tokens) as tokens
    from divisions d
    left join divisions t on t.code = d.township_code and t.code <> d.code
    where d.level in ('village', 'township');

create view searchable_brands as
    select 'brand' as kind, b.id, b.name, null::text as name_en, null::text as number, null::text as code,
           null::text as place, null::text as place_en, d.banner_code, '{}'::text[] as words,
           null::smallint as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price,
           null::text as unit_code, null::text as booth_code, null::numeric(18, 2) as amount,
           null::integer as neutral_rank, null::bigint as position, b.pinyin collate "C" as sort_name,
           null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           b.search_text, search_tokens_of('brand', b.id, b.search_tokens) as tokens
    from public_brands b
    join divisions d on d.code = b.home_code;

create view searchable_buyers as
    select 'buyer' as kind, o.id, o.name, null::text as name_en, o.number, o.kind as code,
           d.full_name as place, d.full_name_en as place_en, o.banner_code, '{}'::text[] as words,
           null::smallint as edition, null::date as signed_on, null::date as ends_on, null::numeric(16, 4) as price,
           null::text as unit_code, null::text as booth_code, null::numeric(18, 2) as amount,
           null::integer as neutral_rank, null::bigint as position, o.pinyin collate "C" as sort_name,
           null::bigint as organisation_id, null::bigint[] as shown_by, null::text[] as shown_by_banners,
           o.search_text, search_tokens_of('buyer', o.id, o.search_tokens) as tokens
    from organisations o
    join divisions d on d.code = o.division_code
    where o.side = 'buyer' and o.state = 'published';

create view searchable as
    select * from searchable_products
    union all select * from searchable_exhibitors
    union all select * from searchable_projects
    union all select * from searchable_agreements
    union all select * from searchable_contracts
    union all select * from searchable_places
    union all select * from searchable_brands
    union all select * from searchable_buyers;
