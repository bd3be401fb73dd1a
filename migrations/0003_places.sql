-- The official divisions by their official codes: city, banner (6 digits), township (9), village (12). Two places may
-- share a name or begin with the same characters (鄂托克旗, 鄂托克前旗), so every reference to a place is by code.
create table divisions (
    code text primary key,
    level text not null,
    -- Null for the city alone.
    parent_code text references divisions,
    -- The kind of unit in the official list: 旗, 苏木, 嘎查, 村, 社区 …
    kind text not null,
    official_name text not null,
    name text not null,
    -- The name, with its township where another village of the city has the same name.
    full_name text not null,
    name_en text not null,
    full_name_en text not null,
    pinyin text not null,
    -- True for the 736 gacha villages that the programme counts.
    is_gacha_village boolean not null,
    -- The outline of a banner and the position of its pin, in the map's own coordinates. Null below banners.
    map_path text,
    map_label_x numeric(6, 1),
    map_label_y numeric(6, 1),
    map_label_is_small boolean not null default false,
    -- The line from a banner to its name beside the map. Null where the name fits inside the banner.
    map_leader text,
    -- Null for the city.
    banner_code text generated always as (case when level <> 'city' then left(code, 6) end) stored references divisions,
    -- Null for the city and for banners.
    township_code text
        generated always as (case when level in ('township', 'village') then left(code, 9) end) stored,
    search_text text not null,
    search_tokens text[] not null,
    constraint divisions_level_is_known check (level in ('city', 'banner', 'township', 'village')),
    constraint divisions_code_fits_level check (
        code ~ '^[0-9]+$'
        and length(code) = case level when 'city' then 6 when 'banner' then 6 when 'township' then 9 else 12 end),
    constraint divisions_only_the_city_has_no_parent check ((parent_code is null) = (level = 'city'))
);
create index divisions_by_parent on divisions (parent_code, pinyin);
create index divisions_by_banner on divisions (banner_code, level);
-- Indexes of search tokens have no pending list (fastupdate), because every search would have to read it.
create index divisions_by_search_token on divisions
    using gin (array_to_tsvector(search_tokens)) with (fastupdate = off);

create trigger announce_change after insert or update or delete or truncate on divisions
    for each statement execute function announce_change('places');
