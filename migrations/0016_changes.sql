-- What changed, told to every server: pages are kept in memory as they were drawn, and whoever keeps one
-- must hear that a record behind it is another now. The word is the noun whose records changed, not which
-- record: a page of sums is drawn from all of them. Postgres sends it after the commit, once for each
-- noun however many statements the transaction had, and not at all if it is rolled back.

create function announce_change() returns trigger
    language plpgsql as $$
begin
    perform pg_notify('farmfair_changes', tg_argv[0]);
    return null;
end
$$;

-- For migrations to come: select announce_changes('things', 'noun').
create function announce_changes(of_table regclass, noun text) returns void
    language plpgsql as $$
begin
    execute format(
        'create trigger announce_change after insert or update or delete or truncate on %s
         for each statement execute function announce_change(%L)', of_table, noun);
end
$$;

-- The installation's own row frames every page; reference_files is for the program alone and stays silent.
select announce_changes('installation', 'installation');
select announce_changes(name::regclass, 'vocabularies') from unnest(array['vocabulary_terms', 'units', 'product_categories']) name;
select announce_changes('divisions', 'places');
select announce_changes('organisations', 'organisations');
select announce_changes(name::regclass, 'fairs') from unnest(array['editions', 'zones', 'booths']) name;
select announce_changes(name::regclass, 'brands') from unnest(array['brands', 'trademarks']) name;
select announce_changes(name::regclass, 'products') from unnest(array['products', 'certifications', 'certified_products']) name;
select announce_changes(name::regclass, 'exhibitors')
    from unnest(array['exhibitors', 'booth_assignments', 'exhibits', 'onsite_sales']) name;
select announce_changes(name::regclass, 'projects') from unnest(array['signed_projects', 'signed_project_stages']) name;
select announce_changes('framework_agreements', 'agreements');
select announce_changes('published_figures', 'indicators');
select announce_changes(name::regclass, 'contracts')
    from unnest(array['contracts', 'contract_amendments', 'contract_lines', 'contract_villages']) name;
select announce_changes(name::regclass, 'deliveries') from unnest(array['deliveries', 'delivery_lines']) name;
select announce_changes(name::regclass, 'payments') from unnest(array['payments', 'payment_allocations']) name;
-- What is counted ahead changes with the records that it counts.
select announce_changes(name::regclass, 'products') from unnest(array['product_listings', 'certificate_listings', 'product_counts']) name;
select announce_changes(name::regclass, 'exhibitors') from unnest(array['exhibitor_listings', 'exhibitor_counts']) name;
select announce_changes(name::regclass, 'deliveries') from unnest(array['delivery_days', 'rung_sums']) name;
