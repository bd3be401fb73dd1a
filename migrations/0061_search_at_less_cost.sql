-- Searches of every kind read the index once for each kind, and rank a record in half the time.

-- The rank of one word, as described in 0046. What is looked for in the names only is looked for in the part of the
-- text that holds them. A word that is not written in letters has no initials and no pinyin (needles 4 to 11).
create or replace function search_rank_of(record text, needles text[], skipped integer) returns integer
    language sql immutable parallel safe
    return case
        when strpos(record, needles[skipped + 2]) > 0
            then case when strpos(record, needles[skipped + 1]) > 0 then 1 else 2 end
        when strpos(split_part(record, '/', 1), needles[skipped + 3]) > 0 then 3
        when needles[skipped + 8] is null then case
            when strpos(record, needles[skipped + 12]) > 0 then 12
            when strpos(record, needles[skipped + 13]) > 0 then 13 end
        when strpos(record, needles[skipped + 4]) > 0 then 4
        when strpos(record, needles[skipped + 5]) > 0 then 5
        when strpos(record, needles[skipped + 6]) > 0 then 6
        when strpos(record, needles[skipped + 7]) > 0 then 7
        when strpos(record, needles[skipped + 8]) > 0 then 8
        when strpos(record, needles[skipped + 9]) > 0 then 9
        when strpos(record, needles[skipped + 10]) > 0 then 10
        when strpos(split_part(record, '/', 1), needles[skipped + 11]) > 0 then 11
        when strpos(record, needles[skipped + 12]) > 0 then 12
        when strpos(record, needles[skipped + 13]) > 0 then 13
    end;

-- The first `most` entries on some shelves that match, with their ranks; with a `beginning` only those whose names
-- begin with it. The function is a single statement, so that Postgres can inline it.
create function search_ranked(shelves bigint[], query text, wider text, beginning text, needles text[], most bigint)
    returns table (id bigint, edition smallint, neutral_rank integer, "position" bigint, sort_name text,
                   shown_by bigint[], shown_by_banners text[], rank integer)
    language sql stable parallel safe as $$
    select e.* from (
        select case when beginning is null then search_on_shelf(wider, shelf)
                    else search_on_shelf(wider, shelf) && search_on_shelf(beginning, shelf) end as looked_up,
               case when query <> wider then search_on_shelf(query, shelf) end as exact
        from unnest(shelves) as shelf offset 0) s
    cross join lateral (
        select e.id, e.edition, e.neutral_rank, e.position, e.sort_name, e.shown_by, e.shown_by_banners,
               search_rank(e.search_text, needles) as rank
        from search_entries e
        where e.tokens @@ s.looked_up and (s.exact is null or ts_match_vq(e.tokens, s.exact)) offset 0) e
    where e.rank is not null limit most
$$;

-- As described in 0047, except that each kind is looked up once. Only of a common word, which `most` entries hold,
-- those that begin with it are looked up besides, and ranked too.
create or replace function search_found(kinds text[], queries text[], wider text[], beginnings text[], needles text[],
                                        edition smallint, banner text, neutral integer, of_each bigint, most bigint,
                                        with_showing boolean)
    returns table (kind text, id bigint, rank integer, place bigint, total bigint, shows text[])
    language plpgsql stable parallel safe rows 50
    set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
    with asked as materialized (
        select a.kind, a.number, a.query, a.wider, a.beginning,
               array(select generate_series(0, search_shelf(a.kind, (select max(e.id) from search_entries e
                                                                     where e.kind = a.kind)))) as shelves
        from unnest(kinds, queries, wider, beginnings) with ordinality as a (kind, query, wider, beginning, number)),
    first as materialized (
        select a.number, f.* from asked a
        cross join lateral search_ranked(a.shelves, a.query, a.wider, null, needles, most) f),
    counted as materialized (select f.number, count(*) as total from first f group by f.number),
    beginning as materialized (
        select a.number, f.* from counted c join asked a on a.number = c.number and c.total >= most
        cross join lateral search_ranked(a.shelves, a.query, a.wider, a.beginning, needles, most) f),
    found as materialized (
        select * from beginning
        union all
        select * from first f where (f.number, f.id) not in (select b.number, b.id from beginning b)),
    products as materialized (
        select f.id, f.shown_by, f.shown_by_banners from asked a join found f on f.number = a.number
        where with_showing and a.kind = 'product'),
    showing as materialized (
        select distinct s.id
        from (select unnest(p.shown_by) as id, unnest(p.shown_by_banners) as banner from products p) s
        where (search_found.banner is null or s.banner = search_found.banner)
          and s.id not in (select f.id from asked a join found f on f.number = a.number where a.kind = 'exhibitor')),
    candidates as materialized (
        select number, id, rank, edition, neutral_rank, position, sort_name from found
        union all
        -- Exhibitors of the latest editions have the highest ids.
        select a.number, e.id, null, e.edition, e.neutral_rank, e.position, e.sort_name
        from asked a, (select id from showing order by id desc limit 300) x,
             lateral (select * from search_entries e where e.kind = 'exhibitor' and e.id = x.id limit 1) e
        where a.kind = 'exhibitor')
    select a.kind, p.id, p.rank, p.place,
           coalesce(c.total, 0) + case when a.kind = 'exhibitor' then (select count(*) from showing) else 0 end,
           case when a.kind = 'exhibitor' and with_showing
                then array(select e.name from products f join search_entries e on e.kind = 'product' and e.id = f.id
                           where p.id = any (f.shown_by) order by f.id limit 2) end
    from asked a left join counted c on c.number = a.number
    cross join lateral (
        select best.id, best.rank, row_number() over () as place from (
            select c.id, c.rank from candidates c where c.number = a.number
            order by c.rank, a.kind <> 'product' and c.edition = search_found.edition desc nulls last,
                     c.edition desc nulls last, c.neutral_rank < neutral, c.neutral_rank, c.position,
                     c.sort_name collate "C", c.id
            limit of_each) best) p;
end $$;
