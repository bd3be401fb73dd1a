-- Codes that records use: kinds, states, schemes. The program has a type for each vocabulary; the names are stored here
-- so that a query or an export can give them in both languages.
create table vocabulary_terms (
    vocabulary text not null,
    code text not null,
    position smallint not null,
    name text not null,
    name_en text not null,
    note text,
    primary key (vocabulary, code)
);
create trigger announce_change after insert or update or delete or truncate on vocabulary_terms
    for each statement execute function announce_change('vocabularies');

-- Conversion is exact: numerator / denominator base units make one unit.
create table units (
    code text primary key,
    name text not null,
    name_en text not null,
    kind text not null,
    -- Null for packages (箱, 袋): their content is the product's own, so they convert into no other unit.
    base_unit text references units,
    numerator numeric not null default 1,
    denominator numeric not null default 1,
    symbol text not null,
    symbol_en text not null,
    decimals smallint not null,
    constraint units_factor_is_positive check (numerator > 0 and denominator > 0)
);
create trigger announce_change after insert or update or delete or truncate on units
    for each statement execute function announce_change('vocabularies');

-- Two levels: 04 畜肉, 0401 羊肉.
create table product_categories (
    code text primary key,
    -- Null at the top level.
    parent_code text references product_categories,
    name text not null,
    name_en text not null,
    -- One of the site's own pictograms, and the background it has in lists and on labels.
    pictogram text not null,
    ground text not null,
    label text not null,
    examples text,
    search_text text not null,
    search_tokens text[] not null,
    constraint product_categories_code_fits_level check (
        length(code) = case when parent_code is null then 2 else 4 end
        and (parent_code is null or left(code, 2) = parent_code))
);
create trigger announce_change after insert or update or delete or truncate on product_categories
    for each statement execute function announce_change('vocabularies');
