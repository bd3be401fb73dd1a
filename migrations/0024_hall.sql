-- An organiser plans an edition from the last one's copy, draws its hall and gives out its booths.

-- Counts up with each change, so that the later of two savers is told.
alter table editions add column version integer not null default 1;
-- The form that made it: one form sent twice makes one edition. Null for what came otherwise.
alter table editions add column form_code text;
alter table editions add constraint editions_form_is_posted_once unique (form_code);

alter table zones add column version integer not null default 1;
alter table zones add constraint zones_code_is_plain check (code ~ '^[A-Z0-9]{1,4}$');
-- For the booths' reference below.
alter table zones add constraint zones_are_of_one_edition unique (id, edition_id);

alter table booths add column version integer not null default 1;
alter table booths add constraint booths_code_is_plain check (code ~ '^[A-Z0-9]{1,4}-[0-9]{1,4}$');
alter table booths add constraint booths_stand_in_the_hall check (x >= 0 and y >= 0 and x + width <= 500 and y + depth <= 500);
alter table booths add constraint booths_are_in_a_zone_of_their_edition foreign key (zone_id, edition_id) references zones (id, edition_id);
-- No two booths of an edition overlap. Each edition has a stretch of the plane of its own, and a millimetre at each
-- edge is left out, since booths stand wall to wall. Looked at when a statement ends, so that one statement can move many.
alter table booths add constraint booths_do_not_overlap exclude using gist (
    box(point((edition_id * 1000 + x)::float8 + 0.001, y::float8 + 0.001),
        point((edition_id * 1000 + x + width)::float8 - 0.001, (y + depth)::float8 - 0.001)) with &&
) deferrable initially immediate;

-- Only who was approved gets a booth, and one of the same edition.
create function check_booth_assignment() returns trigger
    language plpgsql as $$
begin
    if not exists (select from booths b join exhibitors e on e.edition_id = b.edition_id
                   where b.id = new.booth_id and e.id = new.exhibitor_id) then
        raise exception 'booth % and exhibitor % are of different editions', new.booth_id, new.exhibitor_id
            using errcode = 'check_violation', constraint = 'booth_assignments_are_of_one_edition';
    end if;
    if not exists (select from exhibitors e where e.id = new.exhibitor_id and e.state in ('approved', 'published', 'checked_in')) then
        raise exception 'exhibitor % is not approved', new.exhibitor_id
            using errcode = 'check_violation', constraint = 'booth_assignments_are_of_approved_exhibitors';
    end if;
    return new;
end
$$;
create trigger check_booth_assignment before insert on booth_assignments for each row execute function check_booth_assignment();
create index booth_assignments_by_booth on booth_assignments (booth_id, assigned_at);
