-- One deal saved at the signing desk: the statements of the server, in one transaction. The table bench_deals holds
-- what the server computes of a form: its title, parties, search columns and differences.
\set turn :turn + 1
\set deal :client_id * :turns + :turn
begin;
insert into submissions (kind, user_id, code)
    values ('projects', :organiser, rpad('bench ' || :deal::text, 43, '-'))
    on conflict do nothing;
select id from editions where id = :edition for no key update;
select coalesce(max(run_order), 0) + 1 as run_order from signed_projects where edition_id = :edition
\gset
select coalesce(max(split_part(number, '-', 2)::integer), 0) + 1 as number
    from signed_projects where edition_id = :edition and number ~ '^[0-9]+-[0-9]{1,6}$'
\gset
insert into signed_projects (edition_id, run_order, number, title, type, supplier_id, buyer_id, owner_banner_code,
        amount, signed_on, goods, quantity, unit, scan_due_on, renews_id, distinct_from_id, amount_reason,
        capacity_reason, search_text, search_tokens)
    select :edition::bigint, :run_order::smallint, :ordinal::text || '-' || to_char(:number::integer, 'FM9000'),
           title, type, supplier_id, buyer_id, owner_banner_code, amount, signed_on, null, null, null, null, null,
           null, null, null, search_text, search_tokens
    from bench_deals where n = :deal
    returning id
\gset
insert into signed_project_stages (project_id, stage, effective_on)
    select :id::bigint, 'open', signed_on from bench_deals where n = :deal;
update signed_projects
    set ceremony_state = 'signed', signed_at = coalesce(signed_at, now()), entered_by = :organiser,
        buyer_kind = (select kind from organisations where id = buyer_id),
        owner_banner_code = coalesce(
            (select banner_code from organisations where id = supplier_id), owner_banner_code),
        version = version + 1
    where id = :id and ceremony_state = 'planned';
insert into audit_events (user_id, actor, role, address, on_behalf_of, action, noun, record_id, label, changes, note)
    select :organiser::bigint, 'organiser', 'organiser', '127.0.0.1', null, 'create', 'projects', :id::text, title,
           changes, null
    from bench_deals where n = :deal;
update submissions set record_id = :id
    where kind = 'projects' and user_id = :organiser and code = rpad('bench ' || :deal::text, 43, '-');
commit;
