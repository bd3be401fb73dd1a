-- 对外数据: a number that was published, with its wording and the indicator it stands for. Derived figures were not
-- published themselves; they follow from those that were, and check them.
create table published_figures (
    key text primary key,
    position smallint not null,
    indicator text not null,
    -- Null for a figure of no single edition.
    edition_id bigint references editions,
    as_of date not null,
    value text not null,
    unit text not null,
    qualifier text not null,
    -- The wording, the day and the publication in both languages. Null for derived figures.
    wording text,
    said_on date,
    said_in text,
    said_in_en text,
    recorded_at timestamptz not null default now(),
    constraint published_figures_are_in_one_order unique (position),
    constraint published_figures_qualifier_is_known check (qualifier in ('=', '>', '~', '~>', 'derived')),
    constraint published_figures_have_a_wording_unless_derived check ((qualifier = 'derived') = (wording is null)),
    constraint published_figures_were_said_somewhere check (
        (wording is null) = (said_on is null) and (wording is null) = (said_in is null)
        and (wording is null) = (said_in_en is null))
);
create trigger announce_change after insert or update or delete or truncate on published_figures
    for each statement execute function announce_change('indicators');
