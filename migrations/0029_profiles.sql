-- What a party says of itself, its own to change; name, kind, code and place are an officer's to change.
alter table organisations add column name_en text;
alter table organisations add column address text;
-- Whom to ask for. Shown to visitors only where the party published it.
alter table organisations add column contact_name text;
alter table organisations add column contact_phone text;
alter table organisations add column contact_is_public boolean not null default false;
alter table organisations add column website text;
-- Counts up with each change, so that the later of two savers is told.
alter table organisations add column version integer not null default 1;
alter table organisations add constraint organisations_published_contact_is_given check (not contact_is_public or contact_phone is not null);
alter table organisations add constraint organisations_website_is_of_the_web check (website ~ '^https?://[^\s]+$');

-- What was done on behalf of a party, for its own history.
create index audit_events_by_organisation on audit_events (on_behalf_of, id desc) where on_behalf_of is not null;
