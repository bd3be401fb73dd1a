-- One row of text for each fact of the schema `public`, in one order. Two databases have the same schema if and only
-- if these rows are the same, so a hash over them stands for the schema.
--
-- The rows depend on no OID, no owner, no database name and no search path: names are written with their schema
-- only where they are of another one. They do not depend on the order of a table's columns. Comments and the width of
-- white space in function bodies do not count. Not read: the table _sqlx_migrations, extensions and event triggers and
-- whatever belongs to them, who may use which table (the program grants that after migrating), and the rows of the tables.
--
-- The texts of views, rules and defaults are those that Postgres makes of them, which may differ between two major
-- versions of Postgres: compare databases of one major version.
--
-- It sets what the texts depend on (search path, date style …) until its transaction ends.
with settings as materialized (
    select set_config('search_path', 'public, pg_catalog', true) || set_config('datestyle', 'ISO, MDY', true)
           || set_config('intervalstyle', 'postgres', true) || set_config('timezone', 'UTC', true)
           || set_config('extra_float_digits', '1', true)
           || set_config('quote_all_identifiers', 'off', true) as are_set),
relations as materialized (
    select c.*
    from settings, pg_class c
    where are_set is not null and c.relnamespace = 'public'::regnamespace and c.relname <> '_sqlx_migrations'
      and not exists (select from pg_index i
                      where i.indexrelid = c.oid and i.indrelid = to_regclass('public._sqlx_migrations'))
      and not exists (select from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')),
functions as materialized (
    select p.*
    from settings, pg_proc p
    where are_set is not null and p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d
                      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')),
types as materialized (
    select t.*
    from settings, pg_type t
    where are_set is not null and t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r')
      and not exists (select from pg_depend d
                      where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')),
-- A tablespace and the default access method are the database's own affair.
facts (fact) as (
    select concat_ws(' | ', 'relation', relname, relkind, relpersistence, relreplident,
                     'options ' || array_to_string(array(select unnest(reloptions) order by 1), ', '),
                     case when relrowsecurity then 'row security' end, case when relforcerowsecurity then 'forced' end,
                     'partition ' || pg_get_expr(relpartbound, oid), 'partitioned ' || pg_get_partkeydef(oid))
    from relations
    union all
    select concat_ws(' | ', 'column', r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                     case when a.attnotnull then 'not null' end,
                     case when a.attcollation <> t.typcollation
                          then 'collate ' || a.attcollation::regcollation::text end,
                     case when a.attgenerated <> '' then 'generated ' || a.attgenerated::text end,
                     case when a.attidentity <> '' then 'identity ' || a.attidentity::text end,
                     'default ' || pg_get_expr(d.adbin, d.adrelid),
                     'storage ' || nullif(a.attstorage, t.typstorage)::text,
                     'compression ' || nullif(a.attcompression, '')::text,
                     'statistics ' || nullif(a.attstattarget, -1), 'options ' || array_to_string(a.attoptions, ', '))
    from relations r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where r.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
    union all
    -- Not null is said with the column, and a constraint trigger with the triggers.
    select concat_ws(' | ', 'constraint', coalesce(r.relname, t.typname), c.conname, pg_get_constraintdef(c.oid),
                     case when not c.convalidated then 'not valid' end)
    from pg_constraint c
    left join relations r on r.oid = c.conrelid
    left join types t on t.oid = c.contypid
    where coalesce(r.oid, t.oid) is not null and c.contype not in ('n', 't')
    union all
    select concat_ws(' | ', 'index', pg_get_indexdef(i.indexrelid), case when not i.indisvalid then 'not valid' end,
                     case when i.indisclustered then 'clustered' end,
                     case when i.indisreplident then 'replica identity' end,
                     'statistics ' || (select string_agg(a.attname || ' ' || a.attstattarget, ', ' order by a.attnum)
                                       from pg_attribute a where a.attrelid = i.indexrelid and a.attstattarget <> -1))
    from pg_index i
    join relations r on r.oid = i.indrelid
    union all
    select concat_ws(' | ', 'view', relname, pg_get_viewdef(oid)) from relations where relkind in ('v', 'm')
    union all
    select concat_ws(' | ', 'rule', r.relname, pg_get_ruledef(w.oid), w.ev_enabled)
    from pg_rewrite w
    join relations r on r.oid = w.ev_class
    where w.rulename <> '_RETURN'
    union all
    select concat_ws(' | ', 'function', p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
                     p.prokind, l.lanname, p.provolatile, p.proparallel, case when p.proisstrict then 'strict' end,
                     case when p.prosecdef then 'security definer' end, case when p.proleakproof then 'leakproof' end,
                     'set ' || array_to_string(p.proconfig, ', '), 'cost ' || p.procost, 'rows ' || p.prorows,
                     'support ' || nullif(p.prosupport, 0::oid::regproc)::text,
                     case when p.proacl is null or exists (select from aclexplode(p.proacl) g where g.grantee = 0)
                          then 'for everybody' end,
                     trim(regexp_replace(regexp_replace(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
                                                        '--[^\n]*', '', 'g'), '\s+', ' ', 'g')))
    from functions p
    join pg_language l on l.oid = p.prolang
    union all
    select concat_ws(' | ', 'aggregate', a.aggfnoid::regprocedure, a.aggkind, a.aggtransfn, a.aggfinalfn,
                     a.aggcombinefn, a.aggtranstype::regtype, a.agginitval)
    from pg_aggregate a
    join functions p on p.oid = a.aggfnoid
    union all
    select concat_ws(' | ', 'trigger', r.relname, pg_get_triggerdef(t.oid), t.tgenabled)
    from pg_trigger t
    join relations r on r.oid = t.tgrelid
    where not t.tgisinternal
    union all
    -- The sequence of an identity or serial column is owned by that column.
    select concat_ws(' | ', 'sequence', r.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin,
                     s.seqmax, s.seqcache, case when s.seqcycle then 'cycle' end,
                     (select format('owned by %s.%s %s', o.relname, a.attname, d.deptype)
                      from pg_depend d
                      join pg_class o on o.oid = d.refobjid
                      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                      where d.classid = 'pg_class'::regclass and d.objid = r.oid
                        and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
    from relations r
    join pg_sequence s on s.seqrelid = r.oid
    union all
    select concat_ws(' | ', 'type', t.typname, t.typtype, format_type(nullif(t.typbasetype, 0), t.typtypmod),
                     case when t.typnotnull then 'not null' end, 'default ' || t.typdefault,
                     (select string_agg(e.enumlabel, ', ' order by e.enumsortorder)
                      from pg_enum e where e.enumtypid = t.oid),
                     (select format_type(g.rngsubtype, null) from pg_range g where g.rngtypid = t.oid))
    from types t
    union all
    select concat_ws(' | ', 'policy', r.relname, p.polname, p.polcmd, case when p.polpermissive then 'permissive' end,
                     pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    from pg_policy p
    join relations r on r.oid = p.polrelid
    union all
    select concat_ws(' | ', 'statistics', pg_get_statisticsobjdef(s.oid), 'target ' || nullif(s.stxstattarget, -1))
    from pg_statistic_ext s
    join relations r on r.oid = s.stxrelid
    union all
    select concat_ws(' | ', 'inheritance', r.relname, i.inhparent::regclass, i.inhseqno)
    from pg_inherits i
    join relations r on r.oid = i.inhrelid
    union all
    select concat_ws(' | ', 'comment', 'relation', r.relname, a.attname, d.description)
    from pg_description d
    join relations r on r.oid = d.objoid and d.classoid = 'pg_class'::regclass
    left join pg_attribute a on a.attrelid = r.oid and a.attnum = nullif(d.objsubid, 0)
    union all
    select concat_ws(' | ', 'comment', 'function', d.objoid::regprocedure, d.description)
    from pg_description d
    join functions p on p.oid = d.objoid and d.classoid = 'pg_proc'::regclass
    union all
    select concat_ws(' | ', 'comment', 'type', t.typname, d.description)
    from pg_description d
    join types t on t.oid = d.objoid and d.classoid = 'pg_type'::regclass
    union all
    select concat_ws(' | ', 'comment', 'constraint', r.relname, c.conname, d.description)
    from pg_description d
    join pg_constraint c on c.oid = d.objoid and d.classoid = 'pg_constraint'::regclass
    join relations r on r.oid = c.conrelid
    union all
    select concat_ws(' | ', 'comment', 'trigger', r.relname, t.tgname, d.description)
    from pg_description d
    join pg_trigger t on t.oid = d.objoid and d.classoid = 'pg_trigger'::regclass
    join relations r on r.oid = t.tgrelid)
-- A fact stands on one line: a line break and the indentation after it become one space.
select line
from (select regexp_replace(fact, '\s*\n\s*', ' ', 'g') as line from facts) lines
order by line collate "C";
