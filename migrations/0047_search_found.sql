-- What a search asks of the entries of 0046.

-- As in 0017, but a whole name is looked for only where a name begins so.
create or replace function search_rank_of(record text, needles text[], skipped integer) returns integer
    language sql immutable parallel safe
    return case
        when strpos(record, needles[skipped + 2]) > 0 then case when strpos(record, needles[skipped + 1]) > 0 then 1 else 2 end
        when strpos(record, needles[skipped + 3]) between 1 and strpos(record, '/') then 3
        when strpos(record, needles[skipped + 4]) > 0 then 4
        when strpos(record, needles[skipped + 5]) > 0 then 5
        when strpos(record, needles[skipped + 6]) > 0 then 6
        when strpos(record, needles[skipped + 7]) > 0 then 7
        when strpos(record, needles[skipped + 8]) > 0 then 8
        when strpos(record, needles[skipped + 9]) > 0 then 9
        when strpos(record, needles[skipped + 10]) > 0 then 10
        when strpos(record, needles[skipped + 11]) between 1 and strpos(record, '/') then 11
        when strpos(record, needles[skipped + 12]) > 0 then 12
        when strpos(record, needles[skipped + 13]) > 0 then 13
    end;

-- What tokens a query asks for on a shelf: it is written without their numbers, as in 'p~羊肉'.
create function search_on_shelf(query text, shelf bigint) returns tsquery
    language sql immutable parallel safe
    return replace(query, '~', shelf || '~')::tsquery;

-- The best of each kind, in the order of its list, and how many there are; `place` is 1 for the best. For each kind are
-- given what tokens an entry must have (`wider` lets more through, and the index answers it sooner), and what tokens one has
-- whose name begins with what was typed. Of a common word at most `most` of a kind are ranked, those that begin with it
-- first. `banner` is the one that is meant, if one is; `neutral` is where the fair order begins today. With `with_showing`
-- exhibitors are also found by the products they show: `shows` names some.
--
-- The plan does not depend on what is asked: each shelf is looked up in the index of tokens, until there is enough. So one
-- plan is kept, whatever the session does with other statements.
create function search_found(kinds text[], queries text[], wider text[], beginnings text[], needles text[], edition smallint, banner text,
                             neutral integer, of_each bigint, most bigint, with_showing boolean)
    returns table (kind text, id bigint, rank integer, place bigint, total bigint, shows text[])
    language plpgsql stable parallel safe rows 50 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
    with asked as (
        select a.kind, a.number, a.query, a.wider, a.beginning,
               array(select generate_series(0, search_shelf(a.kind, (select max(e.id) from search_entries e where e.kind = a.kind)))) as shelves
        from unnest(kinds, queries, wider, beginnings) with ordinality as a (kind, query, wider, beginning, number)),
    shelves as materialized (
        select a.number, search_on_shelf(a.wider, shelf) as wider, search_on_shelf(a.beginning, shelf) as beginning,
               case when a.query <> a.wider then search_on_shelf(a.query, shelf) end as query
        from asked a, unnest(a.shelves) as shelf),
    beginning as materialized (
        select asked.number, f.* from asked cross join lateral (
            select e.* from shelves s cross join lateral (
                select e.kind, e.id, e.name, e.edition, e.neutral_rank, e.position, e.sort_name, e.shown_by, e.shown_by_banners,
                       search_rank(e.search_text, needles) as rank
                from search_entries e
                where e.tokens @@ (s.wider && s.beginning) and (s.query is null or ts_match_vq(e.tokens, s.query)) offset 0) e
            where s.number = asked.number and e.rank is not null limit most) f),
    found as materialized (
        select * from beginning
        union all
        select asked.number, f.* from asked cross join lateral (
            select e.* from shelves s cross join lateral (
                select e.kind, e.id, e.name, e.edition, e.neutral_rank, e.position, e.sort_name, e.shown_by, e.shown_by_banners,
                       search_rank(e.search_text, needles) as rank
                from search_entries e
                where e.tokens @@ (s.wider && !!s.beginning) and (s.query is null or ts_match_vq(e.tokens, s.query)) offset 0) e
            where s.number = asked.number and e.rank is not null limit most - (select count(*) from beginning b where b.number = asked.number)) f),
    totals as materialized (select kind, count(*) as total from found group by kind),
    shown as (
        select unnest(f.shown_by) as id, unnest(f.shown_by_banners) as banner from found f where with_showing and f.kind = 'product'),
    showing as materialized (
        select distinct s.id from shown s
        where (search_found.banner is null or s.banner = search_found.banner)
          and s.id not in (select f.id from found f where f.kind = 'exhibitor')),
    -- Those of the latest editions, whose numbers are the highest.
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
                   order by rank, kind <> 'product' and edition = search_found.edition desc nulls last, edition desc nulls last,
                            neutral_rank < neutral, neutral_rank, position, sort_name, id) as place
        from candidates)
    select p.kind, p.id, p.rank, p.place,
           coalesce((select t.total from totals t where t.kind = p.kind), 0)
               + case when p.kind = 'exhibitor' then (select count(*) from showing) else 0 end,
           case when p.kind = 'exhibitor' and with_showing
                then array(select f.name from found f where p.id = any (f.shown_by) order by f.id limit 2) end
    from placed p where p.place <= of_each;
end $$;
