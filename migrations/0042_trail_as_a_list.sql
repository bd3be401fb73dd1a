-- The trail is a list with facets, also once it has years in it: by account; by record, whatever its kind; and by kind
-- and act together, of which each facet counts some.
create index audit_events_by_actor on audit_events (actor, id desc);
create index audit_events_by_record_and_noun on audit_events (record_id, noun, id desc);
create index audit_events_by_noun_and_action on audit_events (noun, action, id desc);
drop index audit_events_by_record;
