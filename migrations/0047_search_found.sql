-- The best entries of each kind, in the order of its list, and how many there are; `place` is 1 for the best. Given for
-- each kind are the tokens an entry must have (`wider` lets more through, and the index answers it sooner), and the
-- tokens of an entry whose name begins with what was typed. Of a common word at most `most` entries of a kind are
-- ranked, those that begin with it first. `banner` is the banner meant, if there is one; `neutral` is where the neutral
-- order begins today. With `with_showing`, exhibitors are also found by the products they show, and `shows` names some.
--
-- The plan does not depend on the query: each shelf is looked up in the index of tokens until there are enough entries.
-- So one generic plan is kept, whatever the session does with other statements.
create function search_found(kinds text[], queries text[], wider text[], beginnings text[], needles text[],
                             edition smallint, banner text, neutral integer, of_each bigint, most bigint,
                             with_showing boolean)
    returns table (kind text, id bigint, rank integer, place bigint, total bigint, shows text[])
    language plpgsql stable parallel safe rows 50
    set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
    with asked as (
        select a.kind, a.number, a.query, a.wider, a.beginning,
               array(select generate_series(0, search_shelf(a.kind, (select max(e.id) from search_entries e
                                                                     where e.kind = a.kind)))) as shelves
        from unnest(kinds, queries, wider, beginnings) with ordinality as a (kind, query, wider, beginning, number)),
    shelves as materialized (
        select a.number, search_on_shelf(a.wider, shelf) as wider, search_on_shelf(a.beginning, shelf) as beginning,
               case when a.query <> a.wider then search_on_shelf(a.query, shelf) end as query
        from asked a, unnest(a.shelves) as shelf),
    beginning as materialized (
        select asked.number, f.* from asked cross join lateral (
            select e.* from shelves s cross join lateral (
                select e.kind, e.id, e.name, e.edition, e.neutral_rank, e.position, e.sort_name, e.shown_by,
                       e.shown_by_banners, search_rank(e.search_text, needles) as rank
                from search_entries e
                where e.tokens @@ (s.wider && s.beginning)
                  and (s.query is null or ts_match_vq(e.tokens, s.query)) offset 0) e
            where s.number = asked.number and e.rank is not null limit most) f),
    found as materialized (
        select * from beginning
        union all
        select asked.number, f.* from asked cross join lateral (
            select e.* from shelves s cross join lateral (
                select e.kind, e.id, e.name, e.edition, e.neutral_rank, e.position, e.sort_name, e.shown_by,
                       e.shown_by_banners, search_rank(e.search_text, needles) as rank
                from search_entries e
                where e.tokens @@ (s.wider && !!s.beginning)
                  and (s.query is null or ts_match_vq(e.tokens, s.query)) offset 0) e
            where s.number = asked.number and e.rank is not null
            limit most - (select count(*) from beginning b where b.number = asked.number)) f),
    totals as materialized (select kind, count(*) as total from found group by kind),
    shown as (
        select unnest(f.shown_by) as id, unnest(f.shown_by_banners) as banner
        from found f where with_showing and f.kind = 'product'),
    showing as materialized (
        select distinct s.id from shown s
        where (search_found.banner is null or s.banner = search_found.banner)
          and s.id not in (select f.id from found f where f.kind = 'exhibitor')),
    -- Exhibitors of the latest editions have the highest ids.
    candidates as (
        select number, kind, id, rank, edition, neutral_rank, position, sort_name from found
        union all
        select a.number, e.kind, e.id, null, e.edition, e.neutral_rank, e.position, e.sort_name
        from asked a, (select id from showing order by id desc limit 300) x,
             lateral (select * from search_entries e where e.kind = 'exhibitor' and e.id = x.id limit 1) e
        where a.kind = 'exhibitor'),
    placed as (
        select kind, id, rank,
               row_number() over (partition by number
                   order by rank, kind <> 'product' and edition = search_found.edition desc nulls last,
                            edition desc nulls last, neutral_rank < neutral, neutral_rank, position, sort_name,
                            id) as place
        from candidates)
    select p.kind, p.id, p.rank, p.place,
           coalesce((select t.total from totals t where t.kind = p.kind), 0)
               + case when p.kind = 'exhibitor' then (select count(*) from showing) else 0 end,
           case when p.kind = 'exhibitor' and with_showing
                then array(select f.name from found f where p.id = any (f.shown_by) order by f.id limit 2) end
    from placed p where p.place <= of_each;
end $$;
