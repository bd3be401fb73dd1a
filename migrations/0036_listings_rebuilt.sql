-- The listings of products, certificates, exhibitors and deliveries from scratch, after a truncate and for loads too
-- large to follow. Counts follow the listings.
create function rebuild_counts() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate product_listings, certificate_listings, product_counts, exhibitor_listings, exhibitor_counts,
             delivery_listings;
    insert into product_listings select * from listed_products;
    insert into certificate_listings select * from listed_certificates;
    insert into exhibitor_listings select * from listed_exhibitors;
    insert into delivery_listings select * from listed_deliveries;
end $$;
revoke execute on function rebuild_counts from public;

create function rebuild_after_truncate() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform rebuild_counts();
    return null;
end $$;

create trigger products_truncate_rebuild_counts after truncate on products
    for each statement execute function rebuild_after_truncate();
create trigger certified_products_truncate_rebuild_counts after truncate on certified_products
    for each statement execute function rebuild_after_truncate();
create trigger exhibitors_truncate_rebuild_counts after truncate on exhibitors
    for each statement execute function rebuild_after_truncate();
create trigger exhibits_truncate_rebuild_counts after truncate on exhibits
    for each statement execute function rebuild_after_truncate();
create trigger booth_assignments_truncate_rebuild_counts after truncate on booth_assignments
    for each statement execute function rebuild_after_truncate();
create trigger delivery_lines_truncate_rebuild_counts after truncate on delivery_lines
    for each statement execute function rebuild_after_truncate();
