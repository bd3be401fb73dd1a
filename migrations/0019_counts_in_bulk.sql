-- The same refreshing as in 0015, at a cost that grows with the number of keys and not with its square: which
-- rows have to go is looked up in a hash of what there should be ("not in"), where "not exists" made Postgres
-- compare each row with each, because it cannot know how many keys there are.

create or replace function refresh_listings(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from exhibitors where id in (select exhibitor_id from exhibits where product_id = any (keys)) order by id for share;
    perform from certifications where id in (select certification_id from certified_products where product_id = any (keys)) order by id for share;
    perform from products where id = any (keys) order by id for no key update;
    with now as materialized (select * from listed_products where product_id = any (keys)),
    gone as (
        delete from product_listings where product_id = any (keys)
        and (edition_id, product_id) not in (select edition_id, product_id from now))
    insert into product_listings select * from now
    on conflict (edition_id, product_id) do update
    set (top_code, category_code, banner_code, price, months, neutral_rank, pinyin)
        = (excluded.top_code, excluded.category_code, excluded.banner_code, excluded.price, excluded.months, excluded.neutral_rank, excluded.pinyin)
    where product_listings is distinct from excluded;
    with now as materialized (select * from listed_certificates where product_id = any (keys)),
    gone as (
        delete from certificate_listings where product_id = any (keys)
        and (edition_id, scheme, product_id, certification_id) not in (select edition_id, scheme, product_id, certification_id from now))
    insert into certificate_listings select * from now
    on conflict (edition_id, scheme, product_id, certification_id) do update
    set (valid_from, valid_to, top_code, category_code, banner_code, months)
        = (excluded.valid_from, excluded.valid_to, excluded.top_code, excluded.category_code, excluded.banner_code, excluded.months)
    where certificate_listings is distinct from excluded;
end $$;

create or replace function refresh_exhibitors(keys bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from organisations where id in (select organisation_id from exhibitors e where e.id = any (keys)) order by id for share;
    perform from exhibitors e where e.id = any (keys) order by e.id for no key update;
    with now as materialized (select * from listed_exhibitors where exhibitor_id = any (keys)),
    gone as (
        delete from exhibitor_listings where exhibitor_id = any (keys) and exhibitor_id not in (select exhibitor_id from now))
    insert into exhibitor_listings select * from now
    on conflict (exhibitor_id) do update
    set (edition_id, banner_code, kind, zone_code) = (excluded.edition_id, excluded.banner_code, excluded.kind, excluded.zone_code)
    where exhibitor_listings is distinct from excluded;
end $$;

create or replace function refresh_delivery_days(keys bigint[], rungs text[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    contracts bigint[] := array(select distinct contract_id from deliveries d where d.id = any (keys) and contract_id is not null);
    frameworks bigint[] := array(select distinct framework_id from contracts c where c.id = any (contracts) and framework_id is not null);
begin
    perform from signed_projects p where p.id in (
        select project_id from contracts c where c.id = any (contracts)
        union select project_id from framework_agreements where id = any (frameworks)) order by p.id for share;
    perform from framework_agreements where id = any (frameworks) order by id for share;
    perform from contracts c where c.id = any (contracts) order by c.id for share;
    if 'payment' = any (rungs) then
        perform from payments where id in (
            select payment_id from payment_allocations pa join delivery_lines l on l.id = pa.delivery_line_id
            where l.delivery_id = any (keys)) order by id for share;
    end if;
    perform from deliveries d where d.id = any (keys) order by d.id for no key update;
    with now as materialized (select * from counted_delivery_days where delivery_id = any (keys) and rung = any (rungs)),
    gone as (
        delete from delivery_days where delivery_id = any (keys) and rung = any (rungs)
        and (delivery_id, rung, day) not in (select delivery_id, rung, day from now))
    insert into delivery_days select * from now
    on conflict (delivery_id, rung, day) do update
    set (contract_id, buyer_id, supplier_id, owner_banner_code, origin_edition_id, lines, amount, is_first)
        = (excluded.contract_id, excluded.buyer_id, excluded.supplier_id, excluded.owner_banner_code, excluded.origin_edition_id,
           excluded.lines, excluded.amount, excluded.is_first)
    where delivery_days is distinct from excluded;
end $$;
