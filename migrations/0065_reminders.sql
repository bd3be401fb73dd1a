-- What people were reminded of: once about a record and the day that it is about.
create table reminders (
    kind text not null,
    record_id bigint not null,
    due_on date not null,
    told_on date not null,
    primary key (kind, record_id, due_on)
);
create trigger announce_change after insert or update or delete or truncate on reminders
    for each statement execute function announce_change('messages');
