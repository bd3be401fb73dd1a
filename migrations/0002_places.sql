-- The official divisions by their official codes: city, banner (6 digits), township (9), village (12).
-- Two places may share a name, or begin with the same characters (鄂托克旗, 鄂托克前旗), so everything
-- refers to a place by its code.
create table divisions (
    code text primary key,
    level text not null,
    parent_code text references divisions,
    -- What kind of unit the list calls it: 旗, 苏木, 嘎查, 村, 社区 …
    kind text not null,
    official_name text not null,
    name text not null,
    -- The name with its township where another village of the city is called the same.
    full_name text not null,
    name_en text not null,
    full_name_en text not null,
    pinyin text not null,
    -- The 736 gacha villages that the programme counts.
    is_gacha_village boolean not null,
    -- Where a banner's pin stands on the map, and its outline in the map's own coordinates; null below banners.
    map_path text,
    map_label_x numeric(6, 1),
    map_label_y numeric(6, 1),
    map_label_is_small boolean not null default false,
    -- The line from a banner too small for its name to the name beside the map; null where the name fits.
    map_leader text,
    banner_code text generated always as (case when level <> 'city' then left(code, 6) end) stored references divisions,
    township_code text generated always as (case when level in ('township', 'village') then left(code, 9) end) stored,
    search_text text not null,
    search_tokens text[] not null,
    constraint divisions_level_is_known check (level in ('city', 'banner', 'township', 'village')),
    constraint divisions_code_fits_level check (
        code ~ '^[0-9]+$' and length(code) = case level when 'city' then 6 when 'banner' then 6 when 'township' then 9 else 12 end),
    constraint divisions_only_the_city_has_no_parent check ((parent_code is null) = (level = 'city'))
);
create index divisions_by_parent on divisions (parent_code, pinyin);
create index divisions_by_banner on divisions (banner_code, level);
create index divisions_by_search_token on divisions using gin (search_tokens);
