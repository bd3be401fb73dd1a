-- Contracts are entered in the office: a draft until both parties have signed. A contract of a ceremony is a draft of its
-- deal and belongs to the signing desk until it is signed.
alter table contracts
    -- Increases with each change, so that the later of two people who save at once is told.
    add column version integer not null default 1,
    -- 允差: the accepted goods may exceed quantity and amount by this many percent.
    add column tolerance numeric(5, 2) not null default 0,
    -- Why contracts may exceed the ceiling of the framework with this one. Null if they do not.
    add column ceiling_reason text,
    add constraint contracts_tolerance_is_in_percent check (tolerance between 0 and 20);

-- The order of the office's list: drafts first, then the latest.
create index contracts_in_the_office on contracts ((state <> 'draft'), signed_on desc, id desc);
