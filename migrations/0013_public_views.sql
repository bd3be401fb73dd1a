-- What the public may see, said once: no drafts, no voids, deals from signed on. Statements for visitors
-- read these views; a day as of which is theirs to choose.

create view public_exhibitors as
    select e.id, e.edition_id, e.organisation_id, e.published_on, e.neutral_rank, e.recorded_at,
           b.id as booth_id, b.code as booth_code, z.id as zone_id, z.code as zone_code
    from exhibitors e
    left join booth_assignments a on a.exhibitor_id = e.id and a.released_at is null
    left join booths b on b.id = a.booth_id
    left join zones z on z.id = b.zone_id
    where e.state in ('published', 'checked_in');

create view public_projects as
    select * from signed_projects where voided_at is null;

create view public_agreements as
    select a.*, p.edition_id as origin_edition_id
    from framework_agreements a
    left join signed_projects p on p.id = a.project_id
    where a.state <> 'draft' and a.voided_at is null;

-- A contract comes from the project it names, else from the one its framework names.
create view public_contracts as
    select c.*, coalesce(c.project_id, a.project_id) as origin_project_id, p.edition_id as origin_edition_id
    from contracts c
    left join framework_agreements a on a.id = c.framework_id
    left join signed_projects p on p.id = coalesce(c.project_id, a.project_id)
    where c.state not in ('draft', 'void');

-- As signed, and the amendments that hold by the day.
create function contract_amount(contract_id bigint, signed_amount numeric, day date) returns numeric
    language sql stable parallel safe
    return signed_amount + coalesce((
        select sum(m.amount_change) from contract_amendments m
        where m.contract_id = contract_amount.contract_id and m.voided_at is null and m.effective_on <= day), 0);

-- Planned deliveries are nobody's business yet.
create view public_deliveries as
    select d.*, c.origin_project_id, c.origin_edition_id, c.framework_id
    from deliveries d
    left join public_contracts c on c.id = d.contract_id
    where d.voided_at is null and d.shipped_on is not null and (d.contract_id is null or c.id is not null);

-- 肆: counted on acceptance. Without a contract it is an off-contract purchase, a figure of its own.
create view accepted_lines as
    select l.*, d.contract_id, d.buyer_id, d.supplier_id, d.owner_banner_code, d.origin_project_id, d.origin_edition_id, d.framework_id
    from delivery_lines l
    join public_deliveries d on d.id = l.delivery_id
    where l.state = 'accepted';

-- 伍: what was paid for which line.
create view paid_lines as
    select pa.amount, p.id as payment_id, p.paid_on, l.id as delivery_line_id, l.product_id,
           l.contract_id, l.buyer_id, l.supplier_id, l.owner_banner_code, l.origin_project_id, l.origin_edition_id, l.framework_id
    from payment_allocations pa
    join payments p on p.id = pa.payment_id and p.voided_at is null
    join accepted_lines l on l.id = pa.delivery_line_id;
