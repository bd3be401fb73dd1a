-- A third kind of sheet: the deals of an edition's run-sheet. They belong to one edition, as exhibitors do.
alter table imports
    drop constraint imports_kind_is_known,
    add constraint imports_kind_is_known check (kind in ('exhibitors', 'products', 'deals')),
    drop constraint imports_of_exhibitors_name_an_edition,
    add constraint imports_of_exhibitors_or_deals_name_an_edition check (kind = 'products' or edition_id is not null);
