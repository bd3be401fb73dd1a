-- Which changes of which records are noted for posting. A change that moves what other records take from a record, such
-- as its edition, notes its dependants too.

-- -------------------------------------------------------------------------------------------------- projects

create trigger signed_projects_insert_note_postings after insert on signed_projects
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, false)', 'id', 'select id from changed');
create trigger signed_projects_update_note_postings after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, false)',
        'id, renews_id, owner_banner_code, buyer_id, buyer_kind, supplier_id, amount, signed_on, lapsed_on, voided_at',
        'select id from changed');
create trigger signed_projects_update_note_dependants after update on signed_projects
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, true)',
        'id, edition_id', 'select id from changed');
create trigger signed_projects_delete_note_postings after delete on signed_projects
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''project'', $1, false)', 'id', 'select id from changed');
create trigger signed_projects_truncate_note_postings after truncate on signed_projects
    for each statement execute function note_all_postings();

-- ------------------------------------------------------------------------------------------------ agreements

create trigger framework_agreements_insert_note_postings after insert on framework_agreements
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, false)', 'id', 'select id from changed');
create trigger framework_agreements_update_note_postings after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, false)',
        'id, owner_banner_code, buyer_id, buyer_kind, supplier_id, signed_on, starts_on, ends_on, ceiling, state, '
        'terminated_on, voided_at',
        'select id from changed');
create trigger framework_agreements_update_note_dependants after update on framework_agreements
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, true)',
        'id, project_id', 'select id from changed');
create trigger framework_agreements_delete_note_postings after delete on framework_agreements
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''agreement'', $1, false)', 'id', 'select id from changed');
create trigger framework_agreements_truncate_note_postings after truncate on framework_agreements
    for each statement execute function note_all_postings();

-- ------------------------------------------------------------------------------------------------- contracts

create trigger contracts_insert_note_postings after insert on contracts
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'id', 'select id from changed');
create trigger contracts_update_note_postings after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'id, owner_banner_code, buyer_id, supplier_id, signed_on, signed_amount, terminated_on',
        'select id from changed');
create trigger contracts_update_note_dependants after update on contracts
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, true)',
        'id, framework_id, project_id, buyer_kind, state', 'select id from changed');
create trigger contracts_delete_note_postings after delete on contracts
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)', 'id', 'select id from changed');
create trigger contracts_truncate_note_postings after truncate on contracts
    for each statement execute function note_all_postings();

create trigger contract_amendments_insert_note_postings after insert on contract_amendments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'contract_id', 'select contract_id from changed');
create trigger contract_amendments_update_note_postings after update on contract_amendments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'id, contract_id, signed_on, effective_on, amount_change, voided_at', 'select contract_id from changed');
create trigger contract_amendments_delete_note_postings after delete on contract_amendments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'contract_id', 'select contract_id from changed');
create trigger contract_amendments_truncate_note_postings after truncate on contract_amendments
    for each statement execute function note_all_postings();

create trigger contract_villages_insert_note_postings after insert on contract_villages
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'contract_id', 'select contract_id from changed');
create trigger contract_villages_update_note_postings after update on contract_villages
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'contract_id, village_code', 'select contract_id from changed');
create trigger contract_villages_delete_note_postings after delete on contract_villages
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''contract'', $1, false)',
        'contract_id', 'select contract_id from changed');
create trigger contract_villages_truncate_note_postings after truncate on contract_villages
    for each statement execute function note_all_postings();

-- ------------------------------------------------------------------------------------------------ deliveries

-- A new delivery has no accepted line yet, and one with lines cannot be deleted.
create trigger deliveries_update_note_postings after update on deliveries
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, true)',
        'id, contract_id, buyer_id, buyer_kind, supplier_id, owner_banner_code, shipped_on, voided_at',
        'select id from changed');
create trigger deliveries_truncate_note_postings after truncate on deliveries
    for each statement execute function note_all_postings();

create trigger delivery_lines_insert_note_postings after insert on delivery_lines
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, false)',
        'delivery_id, accepted_on', 'select delivery_id from changed where accepted_on is not null');
create trigger delivery_lines_update_note_postings after update on delivery_lines
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, true)',
        'id, delivery_id, state, accepted_on, amount_accepted, category_code, village_code, household_category, '
        'households',
        'select delivery_id from changed where accepted_on is not null');
create trigger delivery_lines_delete_note_postings after delete on delivery_lines
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''delivery'', $1, false)',
        'delivery_id, accepted_on', 'select delivery_id from changed where accepted_on is not null');
create trigger delivery_lines_truncate_note_postings after truncate on delivery_lines
    for each statement execute function note_all_postings();

-- -------------------------------------------------------------------------------------------------- payments

create trigger payments_insert_note_postings after insert on payments
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'id', 'select id from changed');
create trigger payments_update_note_postings after update on payments
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)',
        'id, buyer_id, supplier_id, paid_on, amount, voided_at', 'select id from changed');
create trigger payments_delete_note_postings after delete on payments
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)', 'id', 'select id from changed');
create trigger payments_truncate_note_postings after truncate on payments
    for each statement execute function note_all_postings();

create trigger payment_allocations_insert_note_postings after insert on payment_allocations
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)',
        'payment_id', 'select payment_id from changed');
create trigger payment_allocations_update_note_postings after update on payment_allocations
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)',
        'payment_id, delivery_line_id, amount', 'select payment_id from changed');
create trigger payment_allocations_delete_note_postings after delete on payment_allocations
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''payment'', $1, false)',
        'payment_id', 'select payment_id from changed');
create trigger payment_allocations_truncate_note_postings after truncate on payment_allocations
    for each statement execute function note_all_postings();

-- ----------------------------------------------------------------------------------------------------- sales

create trigger onsite_sales_insert_note_postings after insert on onsite_sales
    referencing new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)', 'id', 'select id from changed');
create trigger onsite_sales_update_note_postings after update on onsite_sales
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)',
        'id, exhibitor_id, fair_day, category_code, amount, confirmed_on', 'select id from changed');
create trigger onsite_sales_delete_note_postings after delete on onsite_sales
    referencing old table as old_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)', 'id', 'select id from changed');
create trigger onsite_sales_truncate_note_postings after truncate on onsite_sales
    for each statement execute function note_all_postings();

-- A sale takes its day and its edition from these.
create trigger editions_update_note_postings after update on editions
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)',
        'id, starts_on, held_in',
        'select s.id from onsite_sales s join exhibitors e on e.id = s.exhibitor_id where e.edition_id in (select id '
        'from changed)');
create trigger exhibitors_update_note_postings after update on exhibitors
    referencing old table as old_rows new table as new_rows for each statement
    execute function refresh_what_follows('note_postings(''sale'', $1, false)',
        'id, edition_id, organisation_id',
        'select id from onsite_sales where exhibitor_id in (select id from changed)');
