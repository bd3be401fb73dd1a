-- The best of each kind by their names, townships and villages as one. Of an organisation's exhibitors one is offered, its latest.
select kind as "kind!", id::text as "key!", name as "name!", name_en, number, banner_code as "banner_code: _", rank as "rank!"
from (
    select *, row_number() over (partition by case kind when 'township' then 'village' else kind end order by rank, kind, place) as place_of_kind
    from (
        select distinct on (e.kind, coalesce(e.organisation_id, e.id))
               e.kind, e.id, e.name, e.name_en, case when e.kind in ('township', 'village') then e.id::text else e.number end as number,
               e.banner_code, f.rank, f.place
        from search_found($1, $2, $3, $4, $5, null, null, 0, $6::bigint * 4, $7, false) f
        join search_entries e using (kind, id)
        order by e.kind, coalesce(e.organisation_id, e.id), f.place) each_once) offered
where place_of_kind <= $6
order by kind, place_of_kind
