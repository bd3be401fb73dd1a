-- A supplier enters a brand with its trademark, and an officer who has looked at the registration verifies it. The
-- state follows from what was written, so that the two cannot disagree: verified by someone, returned with a word, or
-- waiting. Nothing but what is verified is public.
-- What is there already was entered by the organisers, who had looked at it. A term is ten years (商标法 §39).
alter table trademarks add column expires_on date;
alter table trademarks add column verified_on date;
alter table trademarks add column verified_by text;
update trademarks
set expires_on = (registered_on + interval '10 years' - interval '1 day')::date,
    verified_on = (recorded_at at time zone 'Asia/Shanghai')::date, verified_by = '组委会';
alter table trademarks alter column expires_on set not null;
alter table trademarks add column review_note text;
alter table trademarks add column state text not null
    generated always as (case when verified_on is not null then 'verified' when review_note is not null then 'returned' else 'submitted' end) stored;
alter table trademarks add column version integer not null default 1;
-- Null: entered by the organisers, before scans were kept.
alter table trademarks add column submitted_at timestamptz;
alter table trademarks add column scan_id bigint references files;
-- The registration whose next term this is: of the same number, class and day, and renewed once.
alter table trademarks add column renews_id bigint references trademarks;
-- The day its owner was told that it ends soon.
alter table trademarks add column reminded_on date;
-- The form that made it: sent twice it is one trademark.
alter table trademarks add column form_code text;
alter table trademarks add constraint trademarks_form_is_posted_once unique (form_code);
alter table trademarks add constraint trademarks_are_renewed_once unique (renews_id);
alter table trademarks add constraint trademarks_do_not_renew_themselves check (renews_id <> id);
alter table trademarks add constraint trademarks_are_verified_by_someone check ((verified_on is null) = (verified_by is null));
alter table trademarks add constraint trademarks_are_verified_or_returned check (verified_on is null or review_note is null);
alter table trademarks add constraint trademarks_days_are_in_order check (expires_on > registered_on);

-- A number is one registration's; its next terms keep it. What was returned holds no number: whoever it really
-- belongs to must be able to enter it.
alter table trademarks drop constraint trademarks_number_is_unique;
create unique index trademarks_number_is_unique on trademarks (number) where renews_id is null and state <> 'returned';

-- The same name may be registered for other goods by another party, and what nobody has verified yet keeps nobody
-- from a name.
alter table brands drop constraint brands_name_is_unique;
alter table brands add constraint brands_are_named_once_per_owner unique nulls not distinct (owner_id, name);
drop index brands_by_owner;

create index trademarks_waiting on trademarks (submitted_at) where state = 'submitted';
create index trademarks_ending on trademarks (expires_on) where state = 'verified';
create index trademarks_by_scan on trademarks (scan_id) where scan_id is not null;

-- What visitors see: registrations that were verified, in their latest term, whether or not it has ended.
create view public_trademarks as
select t.id, t.brand_id, t.number, t.class, t.registered_on, t.expires_on
from trademarks t
where t.verified_on is not null and not exists (select from trademarks n where n.renews_id = t.id and n.verified_on is not null);

-- And brands that belong to no one party, or have had a registration verified.
create view public_brands as
select b.*
from brands b
where b.owner_id is null or exists (select from trademarks t where t.brand_id = b.id and t.verified_on is not null);
