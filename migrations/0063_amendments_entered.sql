-- Amendments are entered by the office: what they change, why, from which day, with the sealed paper.

alter table contract_amendments
    -- Codes of the vocabulary amendment_rationale.
    add column rationale text[] not null default '{other}',
    -- The new tolerance in percent. Null if it stays.
    add column tolerance numeric(5, 2),
    -- Why contracts may exceed the ceiling of the framework with it.
    add column ceiling_reason text,
    -- Null if it was imported.
    add column entered_by bigint references users,
    add constraint contract_amendments_rationale_is_known check (
        rationale <@ array['quantity', 'price', 'term', 'villages', 'goods', 'tolerance', 'other']
        and cardinality(rationale) > 0),
    add constraint contract_amendments_tolerance_is_a_percentage check (tolerance between 0 and 100);

-- The first version of the line. Null: this is the first one. What is sent, accepted and paid of a line is sent,
-- accepted and paid of all its versions.
alter table contract_lines
    add column original_id bigint,
    add constraint contract_lines_original_is_of_the_same_contract
        foreign key (original_id, contract_id) references contract_lines (id, contract_id);

-- Lines that were amended before: what an amendment added in place of what it removed.
with recursive versions as (
    select l.id, l.id as original_id from contract_lines l where l.added_by_id is null
    union all
    select n.id, v.original_id
    from versions v
    join contract_lines o on o.id = v.id
    join contract_lines n on n.contract_id = o.contract_id and n.added_by_id = o.removed_by_id and n.name = o.name
         and n.specification = o.specification and n.unit_code = o.unit_code)
update contract_lines l set original_id = v.original_id
from versions v
where v.id = l.id and v.id <> v.original_id;

-- The amendment that added the village. Null for a village of the signed contract.
alter table contract_villages
    add column added_by_id bigint,
    add constraint contract_villages_added_by_own_amendment
        foreign key (added_by_id, contract_id) references contract_amendments (id, contract_id);

-- Scans of the sealed paper. Both parties and the office may open them; they are never public.
create table amendment_scans (
    file_id bigint primary key references files,
    amendment_id bigint not null references contract_amendments,
    added_on date not null
);
create index amendment_scans_by_amendment on amendment_scans (amendment_id);
create trigger announce_change after insert or update or delete or truncate on amendment_scans
    for each statement execute function announce_change('contracts');

create or replace view shared_files as
    select v.file_id, unnest(array[d.buyer_id, d.supplier_id]) as organisation_id, null::text as village_code
    from delivery_vouchers v join deliveries d on d.id = v.delivery_id
    union all
    select v.file_id, null, l.village_code
    from delivery_vouchers v join delivery_lines l on l.delivery_id = v.delivery_id
    union all
    select v.file_id, unnest(array[p.buyer_id, p.supplier_id]), null
    from payment_vouchers v join payments p on p.id = v.payment_id
    union all
    select s.file_id, unnest(array[c.buyer_id, c.supplier_id]), null
    from amendment_scans s
    join contract_amendments m on m.id = s.amendment_id
    join contracts c on c.id = m.contract_id;

-- The last day of the term on a day, as amended.
create function contract_ends_on(contract_id bigint, ends_on date, day date) returns date
    language sql stable parallel safe
    return coalesce((
        select m.ends_on from contract_amendments m
        where m.contract_id = contract_ends_on.contract_id and m.ends_on is not null and m.voided_at is null
          and greatest(m.effective_on, m.signed_on) <= day
        order by m.ordinal desc limit 1), contract_ends_on.ends_on);

-- The tolerance on a day, as amended.
create function contract_tolerance(contract_id bigint, tolerance numeric, day date) returns numeric
    language sql stable parallel safe
    return coalesce((
        select m.tolerance from contract_amendments m
        where m.contract_id = contract_tolerance.contract_id and m.tolerance is not null and m.voided_at is null
          and greatest(m.effective_on, m.signed_on) <= day
        order by m.ordinal desc limit 1), contract_tolerance.tolerance);

-- The lines of all contracts with the days on which their amendments take effect. `begins_on` is '-infinity' for a line
-- of the signed contract; `ceases_on` is 'infinity' for a line that no amendment removes. A void amendment adds and
-- removes nothing.
create view contract_line_versions as
    select l.id, l.contract_id, coalesce(l.original_id, l.id) as original_id, l.position, l.product_id, l.category_code,
           l.name, l.specification, l.quantity, l.unit_code, l.unit_price, l.amount,
           coalesce(added.ordinal, 0::smallint) as version, removed.id as removed_by_id,
           coalesce(greatest(added.effective_on, added.signed_on), '-infinity') as begins_on,
           coalesce(greatest(removed.effective_on, removed.signed_on), 'infinity') as ceases_on
    from contract_lines l
    left join contract_amendments added on added.id = l.added_by_id
    left join contract_amendments removed on removed.id = l.removed_by_id and removed.voided_at is null
    where added.voided_at is null;

-- The supplying villages of all contracts with the days from which they supply: '-infinity' for those that were signed.
create view contract_village_terms as
    select v.contract_id, v.village_code,
           coalesce(greatest(m.effective_on, m.signed_on), '-infinity') as begins_on
    from contract_villages v
    left join contract_amendments m on m.id = v.added_by_id;

-- As before, and a village that an amendment adds supplies from the day on which it takes effect.
create or replace view contract_postings as
    select t.account::journal_account, t.effective_on, t.sign * t.amount as amount, t.sign * t.records as records,
           t.source::journal_source, t.source_id, 'contract'::journal_root as root, c.id as root_id,
           c.origin_edition_id as edition_id, false as is_renewal, c.owner_banner_code, c.buyer_id, c.buyer_kind,
           c.supplier_id, null::text as category_code, t.village_code, null::text as household_category,
           null::integer as households
    from public_contracts c,
    lateral (select greatest(c.terminated_on, c.signed_on) as day) ended,
    lateral (
        select 'contract.current' as account, 'contract' as source, c.id as source_id, c.signed_on as begins_on,
               c.signed_amount as amount, 1 as records, null::text as village_code
        union all
        select 'contract.current', 'amendment', m.id, greatest(m.effective_on, m.signed_on, c.signed_on),
               m.amount_change, 0, null
        from contract_amendments m
        where m.contract_id = c.id and m.voided_at is null
        union all
        select 'contract.village', 'contract', c.id, c.signed_on, 0, 1, v.village_code
        from contract_villages v
        where v.contract_id = c.id and v.added_by_id is null
        union all
        select 'contract.village', 'amendment', m.id, greatest(m.effective_on, m.signed_on, c.signed_on), 0, 1,
               v.village_code
        from contract_villages v
        join contract_amendments m on m.id = v.added_by_id and m.voided_at is null
        where v.contract_id = c.id) begun,
    lateral (
        select begun.*, begun.begins_on as effective_on, 1 as sign
        where c.terminated_on is null or begun.source = 'contract' or begun.begins_on < ended.day
        union all
        select begun.*, ended.day, -1
        where c.terminated_on is not null and (begun.source = 'contract' or begun.begins_on < ended.day)) t;
