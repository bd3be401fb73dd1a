-- Certificates are entered by those who hold them and verified by an officer who has looked at the scan. The state
-- follows from what was written, so that the two cannot disagree: verified by someone, returned with a word, or
-- waiting. Nothing but what is verified is public.
alter table certifications add column review_note text;
alter table certifications add column state text not null
    generated always as (case when verified_on is not null then 'verified' when review_note is not null then 'returned' else 'submitted' end) stored;
alter table certifications add column version integer not null default 1;
-- Null: entered by the fair itself, before scans were kept.
alter table certifications add column submitted_at timestamptz;
alter table certifications add column scan_id bigint references files;
-- The certificate whose next term this is.
alter table certifications add column renews_id bigint references certifications;
-- The day its holder was told that it ends soon.
alter table certifications add column reminded_on date;
-- The form that made it: sent twice it is one certificate.
alter table certifications add column form_code text;
alter table certifications add constraint certifications_form_is_posted_once unique (form_code);
alter table certifications add constraint certifications_are_verified_or_returned check (verified_on is null or review_note is null);
alter table certifications add constraint certifications_do_not_renew_themselves check (renews_id <> id);

-- A renewal may keep its number: it is told apart by the day its term begins.
alter table certifications drop constraint certifications_number_is_unique;
alter table certifications add constraint certifications_number_is_unique unique (scheme, number, valid_from);

create index certifications_waiting on certifications (submitted_at) where state = 'submitted';
create index certifications_ending on certifications (valid_to) where state = 'verified';
create index certifications_by_renewed on certifications (renews_id) where renews_id is not null;
create index certifications_by_scan on certifications (scan_id) where scan_id is not null;
