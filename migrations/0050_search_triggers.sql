-- Which changes of which records refresh the entries of search_entries.

-- ------------------------------------------------------------------- products, and what decides where they are shown

create trigger products_insert_refresh_search_of_products after insert on products
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, organisation_id, category_code, name, specification, unit_code, price, origin_code, state, '
        'neutral_rank, search_text, search_tokens',
        'select id from changed');
create trigger products_update_refresh_search_of_products after update on products
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, organisation_id, category_code, name, specification, unit_code, price, origin_code, state, '
        'neutral_rank, search_text, search_tokens',
        'select id from changed');
create trigger products_delete_refresh_search_of_products after delete on products
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, organisation_id, category_code, name, specification, unit_code, price, origin_code, state, '
        'neutral_rank, search_text, search_tokens',
        'select id from changed');
create trigger products_truncate_rebuild_search after truncate on products
    for each statement execute function rebuild_search_after_truncate();

create trigger exhibits_insert_refresh_search_of_products after insert on exhibits
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, exhibitor_id, product_id, price', 'select product_id from changed');
create trigger exhibits_update_refresh_search_of_products after update on exhibits
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, exhibitor_id, product_id, price', 'select product_id from changed');
create trigger exhibits_delete_refresh_search_of_products after delete on exhibits
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, exhibitor_id, product_id, price', 'select product_id from changed');
create trigger exhibits_truncate_rebuild_search after truncate on exhibits
    for each statement execute function rebuild_search_after_truncate();

create trigger organisations_update_refresh_search_of_products after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'id, state', 'select id from products where organisation_id in (select id from changed)');

-- -------------------------------------------------------------- exhibitors, with their booths and the editions

create trigger exhibitors_insert_refresh_search_of_exhibitors after insert on exhibitors
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, edition_id, organisation_id, state, neutral_rank', 'select id from changed');
create trigger exhibitors_update_refresh_search_of_exhibitors after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, edition_id, organisation_id, state, neutral_rank', 'select id from changed');
create trigger exhibitors_delete_refresh_search_of_exhibitors after delete on exhibitors
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, edition_id, organisation_id, state, neutral_rank', 'select id from changed');
create trigger exhibitors_truncate_rebuild_search after truncate on exhibitors
    for each statement execute function rebuild_search_after_truncate();

create trigger booth_assignments_insert_refresh_search_of_exhibitors after insert on booth_assignments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed');
create trigger booth_assignments_update_refresh_search_of_exhibitors after update on booth_assignments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed');
create trigger booth_assignments_delete_refresh_search_of_exhibitors after delete on booth_assignments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, booth_id, exhibitor_id, released_at', 'select exhibitor_id from changed');
create trigger booth_assignments_truncate_rebuild_search after truncate on booth_assignments
    for each statement execute function rebuild_search_after_truncate();

create trigger booths_update_refresh_search_of_exhibitors after update on booths
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, code',
        'select exhibitor_id from booth_assignments where released_at is null and booth_id in (select id from '
        'changed)');
create trigger editions_update_refresh_search_of_exhibitors after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, ordinal, state = ''draft''', 'select id from exhibitors where edition_id in (select id from changed)');
create trigger organisations_update_refresh_search_of_exhibitors after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'id, number, name, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from exhibitors where organisation_id in (select id from changed)');

-- ------------------------------------------------------------------------- deals, with the names of their parties

create trigger signed_projects_insert_refresh_search_of_projects after insert on signed_projects
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)',
        'id, edition_id, run_order, number, title, supplier_id, buyer_id, owner_banner_code, amount, signed_on, '
        'stage, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger signed_projects_update_refresh_search_of_projects after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)',
        'id, edition_id, run_order, number, title, supplier_id, buyer_id, owner_banner_code, amount, signed_on, '
        'stage, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger signed_projects_delete_refresh_search_of_projects after delete on signed_projects
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)',
        'id, edition_id, run_order, number, title, supplier_id, buyer_id, owner_banner_code, amount, signed_on, '
        'stage, voided_at, search_text, search_tokens',
        'select id from changed');
create trigger signed_projects_truncate_rebuild_search after truncate on signed_projects
    for each statement execute function rebuild_search_after_truncate();

create trigger editions_update_refresh_search_of_projects after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)',
        'id, ordinal', 'select id from signed_projects where edition_id in (select id from changed)');
create trigger organisations_update_refresh_search_of_projects after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_projects($1)',
        'id, name',
        'select id from signed_projects where supplier_id in (select id from changed) or buyer_id in (select id from '
        'changed)');

create trigger framework_agreements_insert_refresh_search_of_agreements after insert on framework_agreements
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)',
        'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, ends_on, ceiling, state, voided_at, '
        'search_text, search_tokens',
        'select id from changed');
create trigger framework_agreements_update_refresh_search_of_agreements after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)',
        'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, ends_on, ceiling, state, voided_at, '
        'search_text, search_tokens',
        'select id from changed');
create trigger framework_agreements_delete_refresh_search_of_agreements after delete on framework_agreements
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)',
        'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, ends_on, ceiling, state, voided_at, '
        'search_text, search_tokens',
        'select id from changed');
create trigger framework_agreements_truncate_rebuild_search after truncate on framework_agreements
    for each statement execute function rebuild_search_after_truncate();

create trigger organisations_update_refresh_search_of_agreements after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_agreements($1)',
        'id, name',
        'select id from framework_agreements where supplier_id in (select id from changed) or buyer_id in (select id '
        'from changed)');

create trigger contracts_insert_refresh_search_of_contracts after insert on contracts
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)',
        'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, signed_amount, state, search_text, '
        'search_tokens',
        'select id from changed');
create trigger contracts_update_refresh_search_of_contracts after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)',
        'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, signed_amount, state, search_text, '
        'search_tokens',
        'select id from changed');
create trigger contracts_delete_refresh_search_of_contracts after delete on contracts
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)',
        'id, number, title, supplier_id, buyer_id, owner_banner_code, signed_on, signed_amount, state, search_text, '
        'search_tokens',
        'select id from changed');
create trigger contracts_truncate_rebuild_search after truncate on contracts
    for each statement execute function rebuild_search_after_truncate();

create trigger organisations_update_refresh_search_of_contracts after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_contracts($1)',
        'id, name',
        'select id from contracts where supplier_id in (select id from changed) or buyer_id in (select id from '
        'changed)');

-- ------------------------------------------------------------------------------------------- brands and buyers

create trigger brands_insert_refresh_search_of_brands after insert on brands
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)',
        'id, name, pinyin, home_code, owner_id, search_text, search_tokens', 'select id from changed');
create trigger brands_update_refresh_search_of_brands after update on brands
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)',
        'id, name, pinyin, home_code, owner_id, search_text, search_tokens', 'select id from changed');
create trigger brands_delete_refresh_search_of_brands after delete on brands
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)',
        'id, name, pinyin, home_code, owner_id, search_text, search_tokens', 'select id from changed');
create trigger brands_truncate_rebuild_search after truncate on brands
    for each statement execute function rebuild_search_after_truncate();

create trigger trademarks_insert_refresh_search_of_brands after insert on trademarks
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)',
        'id, brand_id, verified_on', 'select brand_id from changed');
create trigger trademarks_update_refresh_search_of_brands after update on trademarks
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)',
        'id, brand_id, verified_on', 'select brand_id from changed');
create trigger trademarks_delete_refresh_search_of_brands after delete on trademarks
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_brands($1)',
        'id, brand_id, verified_on', 'select brand_id from changed');
create trigger trademarks_truncate_rebuild_search after truncate on trademarks
    for each statement execute function rebuild_search_after_truncate();

create trigger organisations_insert_refresh_search_of_buyers after insert on organisations
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)',
        'id, number, name, pinyin, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from changed');
create trigger organisations_update_refresh_search_of_buyers after update on organisations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)',
        'id, number, name, pinyin, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from changed');
create trigger organisations_delete_refresh_search_of_buyers after delete on organisations
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)',
        'id, number, name, pinyin, kind, division_code, banner_code, state, search_text, search_tokens',
        'select id from changed');
create trigger organisations_truncate_rebuild_search after truncate on organisations
    for each statement execute function rebuild_search_after_truncate();

-- --------------------------------------------------------------------- places, and records that name their place

-- Places change when the official list is loaded again.
create trigger divisions_insert_refresh_search_of_places after insert on divisions
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_places($1)',
        'code, level, name, full_name, name_en, full_name_en, pinyin, search_text, search_tokens',
        'select code::bigint from changed
         union select d.code::bigint from divisions d where d.township_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_places after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_places($1)',
        'code, level, name, full_name, name_en, full_name_en, pinyin, search_text, search_tokens',
        'select code::bigint from changed
         union select d.code::bigint from divisions d where d.township_code in (select code from changed)');
create trigger divisions_delete_refresh_search_of_places after delete on divisions
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('refresh_search_of_places($1)',
        'code, level, name, full_name, name_en, full_name_en, pinyin, search_text, search_tokens',
        'select code::bigint from changed
         union select d.code::bigint from divisions d where d.township_code in (select code from changed)');
create trigger divisions_truncate_rebuild_search after truncate on divisions
    for each statement execute function rebuild_search_after_truncate();

create trigger divisions_update_refresh_search_of_products after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_products($1)',
        'code, full_name, full_name_en', 'select id from products where origin_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_exhibitors after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_exhibitors($1)',
        'code, full_name, full_name_en',
        'select e.id from exhibitors e join organisations o on o.id = e.organisation_id
         where o.division_code in (select code from changed)');
create trigger divisions_update_refresh_search_of_buyers after update on divisions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('refresh_search_of_buyers($1)',
        'code, full_name, full_name_en',
        'select id from organisations where division_code in (select code from changed)');
