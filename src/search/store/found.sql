-- The best entries of each kind with what their lines show. A contract's amount and an agreement's state are of the day.
select e.kind as "kind!", e.id::text as "key!", e.name as "name!", e.name_en, e.number,
       case when e.kind = 'agreement' and e.code = 'signed' and e.ends_on < $10 then 'expired' else e.code end as code,
       e.place, e.place_en, e.banner_code as "banner_code: _", coalesce(f.shows, e.words) as "words!", e.edition, e.signed_on,
       e.price, e.unit_code, e.booth_code,
       case when e.kind = 'project' then e.amount end as "intent: _",
       case when e.kind = 'agreement' then e.amount end as "framework: _",
       case when e.kind = 'contract' then e.amount + coalesce((
           select sum(m.amount_change) from contract_amendments m
           where m.contract_id = e.id and m.voided_at is null and m.effective_on <= $10), 0) end as "contract: _",
       f.rank, least(f.total, $9) as "total!"
from search_found($1, $2, $3, $4, $5, $6, $7, $11, $8, $9, true) f
join search_entries e using (kind, id)
order by f.kind, f.place
