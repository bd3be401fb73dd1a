-- Two things happen when records change: every server is told, and derived tables are brought up to date.

-- ------------------------------------------------------------------------------------------ telling the servers

-- Servers keep rendered pages in memory and must hear when a record behind a page changes. A notification carries the
-- noun whose records changed, not the record: a page of sums depends on all of them. Postgres sends it after the
-- commit, once for each noun however many statements the transaction has, and never after a rollback.
create function announce_change() returns trigger
    language plpgsql as $$
begin
    perform pg_notify('farmfair_changes', tg_argv[0]);
    return null;
end
$$;

-- Gives a table the trigger `announce_change`. Migrations spell the trigger out, so that a search for a table's name
-- finds it.
create function announce_changes(of_table regclass, noun text) returns void
    language plpgsql as $$
begin
    execute format(
        'create trigger announce_change after insert or update or delete or truncate on %s
         for each statement execute function announce_change(%L)', of_table, noun);
end
$$;

-- The installation's row is part of every page's frame. reference_files is for the program alone and has no trigger.
create trigger announce_change after insert or update or delete or truncate on installation
    for each statement execute function announce_change('installation');

-- -------------------------------------------------------------------------------------- updating derived tables

-- Some tables repeat stored facts in the form in which pages read them, so that a page does not compute them for each
-- visitor. Only triggers write to these tables, and `farmfair verify` compares them with the records.
--
-- There are two steps. A listing holds one row for each public record, and a view says what that row should be; when
-- records change, their listing rows are set to what the view says. Counts and sums then follow the listing by the
-- rows it gained and lost, with one upsert for each statement. What depends on the day, such as the validity of a
-- certificate, is decided when it is read.

-- A query for the rows that a statement added to a table (sign 1) and removed from it (sign -1).
create function gained_and_lost(operation text) returns text
    language sql immutable
    return case operation
        when 'INSERT' then 'select 1 as sign, * from new_rows'
        when 'DELETE' then 'select -1 as sign, * from old_rows'
        else 'select 1 as sign, * from new_rows union all select -1, * from old_rows' end;

-- Calls a function with the keys of the records that a statement affects. The trigger's arguments are the call, with $1
-- for the keys; the columns whose change matters; and a query that finds the keys from the changed rows.
create function refresh_what_follows() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed text := case tg_op
        when 'INSERT' then 'select %1$s from new_rows'
        when 'DELETE' then 'select %1$s from old_rows'
        else '(select %1$s from new_rows except select %1$s from old_rows)
              union all (select %1$s from old_rows except select %1$s from new_rows)' end;
    keys bigint[];
begin
    execute format('with changed as (' || changed || ')
                    select array(select distinct key from (%2$s) as keys (key))', tg_argv[1], tg_argv[2]) into keys;
    if cardinality(keys) > 0 then
        execute 'select ' || tg_argv[0] using keys;
    end if;
    return null;
end $$;
