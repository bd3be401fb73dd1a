-- The trail is looked through by account, also once it has years in it.
create index audit_events_by_actor on audit_events (actor, id desc);
