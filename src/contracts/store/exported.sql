with shown as (
    select c.*, s.name as supplier, b.name as buyer,
           case when $14::bigint is null then contract_amount(c.id, c.signed_amount, $4)
                else (select sum(l.amount) from contract_lines l
                      where l.contract_id = c.id and l.product_id = $14 and l.removed_by_id is null) end as amount,
           contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, $4) as shown_state
    from public_contracts c
    join organisations s on s.id = c.supplier_id
    join organisations b on b.id = c.buyer_id
    where c.signed_on <= $4
      and ($1::bigint is null or c.origin_edition_id = $1)
      and ($2::text is null or search_finds(c.search_tokens, c.search_text, $2, $3))
      and ($10::bigint is null or c.buyer_id = $10) and ($11::bigint is null or c.supplier_id = $11)
      and ($12::bigint is null or c.origin_project_id = $12) and ($13::bigint is null or c.framework_id = $13)
      and ($14::bigint is null or exists (
            select from contract_lines l where l.contract_id = c.id and l.product_id = $14 and l.removed_by_id is null))
      and ($15::text is null or exists (select from contract_villages v where v.contract_id = c.id and v.village_code = $15))
      and ($16::text is null or exists (
            select from contract_villages v where v.contract_id = c.id and left(v.village_code, length($16)) = $16))),
 matching as (
    select *, ($5::text is null or owner_banner_code = $5) as in_banner,
           ($6::text is null or buyer_kind = $6) as in_kind,
           ($7::text is null or method = $7) as in_method,
           ($8::text is null or shown_state = $8) and (not $9 or shown_state <> 'terminated') as in_state
    from shown)
select id as "id!: _", number as "number!", title as "title!",
       (select a.id from public_agreements a where a.id = matching.framework_id) as "agreement_id: _",
       (select p.id from public_projects p where p.id = matching.origin_project_id) as "project_id: _",
       buyer_id as "buyer_id!: _", buyer as "buyer!", buyer_kind as "buyer_kind!: _",
       supplier_id as "supplier_id!: _", supplier as "supplier!", owner_banner_code as "owner_banner_code!: _",
       method as "method!: _", signed_on as "signed_on!", starts_on as "starts_on!",
       coalesce((select m.ends_on from contract_amendments m
                 where m.contract_id = matching.id and m.ends_on is not null and m.voided_at is null and m.effective_on <= $4
                 order by m.ordinal desc limit 1), ends_on) as "ends_on!",
       signed_amount as "signed_amount!: _", amount as "amount!: _",
       coalesce((select sum(l.amount_accepted) from accepted_lines l
                 where l.contract_id = matching.id and l.accepted_on <= $4), 0) as "accepted!: _",
       shown_state as "state!: _", completed_on, terminated_on, termination_class as "termination_class: _",
       array(select v.village_code from contract_villages v where v.contract_id = matching.id order by 1) as "village_codes!"
from matching
where in_banner and in_kind and in_method and in_state and id > $17 and id <= $18 order by id limit $19
