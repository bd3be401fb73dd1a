-- Agreements are entered in the office. A draft is not public and may be changed; what was signed stays as it is, and
-- only what it comes from and how it ended is added.
alter table framework_agreements
    -- Increases with each change, so that the later of two people who save at once is told.
    add column version integer not null default 1,
    -- The earlier agreement that this one renews. Null for others.
    add column renews_id bigint references framework_agreements,
    add constraint framework_agreements_renew_another check (renews_id <> id);

-- An agreement is renewed once.
create unique index framework_agreements_are_renewed_once on framework_agreements (renews_id) where voided_at is null;

-- A number is used again only by an agreement entered anew for one that was voided.
alter table framework_agreements drop constraint framework_agreements_number_is_unique;
create unique index framework_agreements_number_is_unique on framework_agreements (buyer_id, number)
    where voided_at is null;
create index framework_agreements_by_number on framework_agreements (number);
