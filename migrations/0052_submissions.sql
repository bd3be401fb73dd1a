-- Forms that were sent, so that a form sent twice makes one record. No page reads it, so it announces no changes.
create table submissions (
    -- What the form makes, usually a table's name.
    kind text not null,
    -- Null for a visitor. The same code from another user is another form.
    user_id bigint references users,
    code text not null,
    -- Null only within the transaction that makes the record.
    record_id bigint,
    sent_at timestamptz not null default now(),
    constraint submissions_are_taken_once unique nulls not distinct (kind, user_id, code)
);
-- For the removal of old ones.
create index submissions_by_day on submissions (sent_at);
