-- The codes of forms move from their records into submissions, so that a form sent before this version and again after
-- it still makes one record. Who sent it is in the record or, for others, in the entry of the trail that made it. A
-- notice has no such entry of its own.
insert into submissions (kind, user_id, code, record_id)
select s.kind,
       coalesce(s.user_id, (
           select e.user_id from audit_events e
           where e.noun = s.kind and e.record_id = s.trail_id and e.action = 'create'
           order by e.id desc limit 1)),
       s.code, s.record_id
from (
    select 'users' as kind, id as record_id, id::text as trail_id, form_code as code, null::bigint as user_id from users
    union all select 'editions', id, ordinal::text, form_code, null from editions
    union all select 'files', id, null, form_code || ':' || form_place, uploaded_by from files
    union all select 'products', id, id::text, form_code, null from products
    union all select 'certifications', id, id::text, form_code, null from certifications
    union all select 'trademarks', id, id::text, form_code, null from trademarks
    union all select 'exhibitors', exhibitor_id, exhibitor_id::text, form_code, null from applications
    union all select 'public_notices', id, null, form_code, null from public_notices
    union all select 'imports', id, null, form_code, user_id from imports) s
where s.code is not null;

-- Their constraints go with them.
alter table users drop column form_code;
alter table editions drop column form_code;
alter table files drop column form_code, drop column form_place;
alter table products drop column form_code;
alter table certifications drop column form_code;
alter table trademarks drop column form_code;
alter table applications drop column form_code;
alter table public_notices drop column form_code;
alter table imports drop column form_code;
