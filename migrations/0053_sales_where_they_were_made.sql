-- On-site sales are published by banner and zone as these were when a sale was confirmed: if an exhibitor's move
-- changed published sums, their difference would be its sales (src/exhibitors/model/onsite.rs).
alter table onsite_sales add column banner_code text, add column zone_code text;

create view exhibitors_places as
    select e.id as exhibitor_id, coalesce(o.banner_code, '') as banner_code, coalesce(z.code, '') as zone_code
    from exhibitors e
    join organisations o on o.id = e.organisation_id
    left join booth_assignments a on a.exhibitor_id = e.id and a.released_at is null
    left join booths b on b.id = a.booth_id
    left join zones z on z.id = b.zone_id;

create function note_where_sales_were_made() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    select p.banner_code, p.zone_code into new.banner_code, new.zone_code
    from exhibitors_places p where p.exhibitor_id = new.exhibitor_id;
    return new;
end $$;

create trigger onsite_sales_note_where_on_insert before insert on onsite_sales
    for each row when (new.confirmed_on is not null) execute function note_where_sales_were_made();
create trigger onsite_sales_note_where_on_confirmation before update on onsite_sales
    for each row when (old.confirmed_on is null and new.confirmed_on is not null) execute function note_where_sales_were_made();

update onsite_sales s set banner_code = p.banner_code, zone_code = p.zone_code
    from exhibitors_places p where p.exhibitor_id = s.exhibitor_id and s.confirmed_on is not null;

alter table onsite_sales add constraint onsite_sales_confirmed_know_where check (
    confirmed_on is null or (banner_code is not null and zone_code is not null));
