-- Words that records are written in: kinds, states, schemes. The code knows each code as a type of its
-- own; the names stand here so that a query or an export can say them in both languages.
create table vocabulary_terms (
    vocabulary text not null,
    code text not null,
    position smallint not null,
    name text not null,
    name_en text not null,
    note text,
    primary key (vocabulary, code)
);

-- Conversion is exact: numerator / denominator base units make one unit. Packages (箱, 袋) hold what
-- their product says, so they convert into nothing.
create table units (
    code text primary key,
    name text not null,
    name_en text not null,
    kind text not null,
    base_unit text references units,
    numerator numeric not null default 1,
    denominator numeric not null default 1,
    symbol text not null,
    symbol_en text not null,
    decimals smallint not null,
    constraint units_factor_is_positive check (numerator > 0 and denominator > 0)
);

-- Two levels: 04 畜肉, 0401 羊肉.
create table product_categories (
    code text primary key,
    parent_code text references product_categories,
    name text not null,
    name_en text not null,
    -- Of the site's own pictograms, and the ground it stands on in lists and on market labels.
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
